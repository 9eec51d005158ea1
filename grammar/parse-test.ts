import { choiceOf, valueAt, wordOf, wordsOf } from './parse-text.ts';
import type { Data, DataField, Expectation, PolicyTest } from './policy-test.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** `tests`. What lacks a name, a login or an expectation is no test: the schema tells it. */
export function parseTests(value: Yaml | null): readonly PolicyTest[] {
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => (item.kind === 'map' ? (parseTest(item) ?? []) : []));
}

function parseTest(map: YamlMap): PolicyTest | null {
  const name = wordOf(valueAt(map, 'name'));
  const login = dataOf(valueAt(map, 'login'));
  const expect = valueAt(map, 'expect');
  if (name === null || login === null || expect?.kind !== 'map') return null;
  return {
    name,
    login,
    expect: parseExpectation(expect),
    at: wordOf(valueAt(map, 'at')),
    skip: wordOf(valueAt(map, 'skip')),
    span: map.span,
  };
}

function parseExpectation(map: YamlMap): Expectation {
  const at = (name: string) => valueAt(map, name);
  const claims = at('claims');
  return {
    outcome: choiceOf(at('outcome'), ['allow', 'deny', 'challenge']),
    by: wordOf(at('by')),
    mfa: choiceOf(at('mfa'), ['required', 'not required']),
    claims: claims?.kind === 'map' ? fieldsOf(claims) : [],
    notClaims: wordsOf(at('not_claims')) ?? [],
    scopes: wordsOf(at('scopes')),
    message: wordOf(at('message')),
    code: wordOf(at('code')),
  };
}

/** Null for what holds nothing, or nothing that could be read. */
function dataOf(value: Yaml | null): Data | null {
  switch (value?.kind) {
    case 'text':
      return { kind: 'text', text: value.text, isQuoted: !value.isPlain, span: value.span };
    case 'list':
      return { kind: 'list', items: value.items.flatMap((item) => dataOf(item) ?? []), span: value.span };
    case 'map':
      return { kind: 'record', fields: fieldsOf(value), span: value.span };
    case 'nothing':
    case 'unreadable':
    case undefined:
      return null;
  }
}

function fieldsOf(map: YamlMap): readonly DataField[] {
  return [...map.entries.values()].flatMap(({ key, value }) => {
    const data = dataOf(value);
    return data === null ? [] : [{ name: { text: key.text, span: key.span }, value: data }];
  });
}
