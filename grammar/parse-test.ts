import { parseData, parseDataFields } from './parse-data.ts';
import { emptyExpectation, parseExpectation } from './parse-expectation.ts';
import { parseTable } from './parse-table.ts';
import { type Reading, valueAt, wordOf } from './parse-text.ts';
import type { Data, DataField, PolicyTest } from './policy-test.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** `tests`. What lacks a name, a login or an expectation is no test, and tells so elsewhere. */
export function parseTests(value: Yaml | null, reading: Reading): readonly PolicyTest[] {
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => (item.kind === 'map' ? (parseTest(item, reading) ?? []) : []));
}

/** `answers`, of a test or of a file. */
export function parseAnswers(value: Yaml | null): readonly DataField[] {
  return value?.kind === 'map' ? parseDataFields(value) : [];
}

function parseTest(map: YamlMap, reading: Reading): PolicyTest | null {
  const name = wordOf(valueAt(map, 'name'));
  const login = parseLogin(valueAt(map, 'login'));
  const expect = valueAt(map, 'expect');
  const hasTable = map.entries.has('table');
  const rows = hasTable ? parseTable(map, reading) : null;
  if (name === null || (hasTable ? rows === null : login === null || expect?.kind !== 'map')) return null;
  return {
    name,
    login,
    expect: expect?.kind === 'map' ? parseExpectation(expect) : emptyExpectation(name.span),
    rows,
    at: wordOf(valueAt(map, 'at')),
    answers: parseAnswers(valueAt(map, 'answers')),
    skip: wordOf(valueAt(map, 'skip')),
    span: map.span,
  };
}

/** A record, or the name of a fixture. */
function parseLogin(value: Yaml | null): Data | null {
  return value?.kind === 'list' ? null : parseData(value);
}
