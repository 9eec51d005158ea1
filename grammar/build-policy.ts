import type { Diagnostic, Result } from './diagnostic.ts';
import { parseAllowances } from './parse-allowance.ts';
import {
  parseAssumptions,
  parseConditions,
  parseLists,
  parseNetworks,
  parseSchedules,
  parseSettings,
  parseTables,
} from './parse-definition.ts';
import { parseProperties, parseSkippedLaws } from './parse-property.ts';
import { parseRules } from './parse-rule.ts';
import { parseSources } from './parse-source.ts';
import { parseAnswers, parseTests } from './parse-test.ts';
import { choiceOf, lostSentence, type Reading, readSentence, valueAt, wordOf } from './parse-text.ts';
import type { Policy, Sentence } from './policy.ts';
import type { Source } from './source.ts';
import type { Comment } from './yaml-profile.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** A file that could be read as YAML, and what has been found wrong with it so far. */
export interface ReadFile {
  readonly source: Source;
  readonly root: YamlMap;
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The policy in a file; whatever it lacks is empty. Diagnostics come in the order of the file. */
export function buildPolicy({ source, root, comments, diagnostics }: ReadFile): Result<Policy> {
  const reading: Reading = { diagnostics: [...diagnostics] };
  const at = (name: string) => valueAt(root, name);
  const rules = parseRules(at('rules'), reading);
  const tests = parseTests(at('tests'), reading);
  const properties = parseProperties(at('properties'), reading);
  const policy: Policy = {
    source,
    id: wordOf(at('policy')) ?? { text: '', span: { start: 0, end: 0 } },
    name: wordOf(at('name')),
    description: wordOf(at('description')),
    owner: wordOf(at('owner')),
    timezone: wordOf(at('timezone')),
    default: choiceOf(at('default'), ['allow', 'deny']),
    settings: parseSettings(at('settings')),
    assume: parseAssumptions(at('assume'), reading),
    networks: parseNetworks(at('networks')),
    schedules: parseSchedules(at('schedules')),
    lists: parseLists(at('lists')),
    tables: parseTables(at('tables')),
    sources: parseSources(at('sources'), reading),
    conditions: parseConditions(at('conditions'), reading),
    exempt: parseExempt(at('exempt'), reading),
    rules,
    tests,
    properties,
    skippedLaws: parseSkippedLaws(at('skip_laws')),
    answers: parseAnswers(at('answers')),
    allowances: parseAllowances(source, comments, [...rules, ...tests, ...properties], reading),
  };
  return { value: policy, diagnostics: reading.diagnostics.toSorted((a, b) => a.span.start - b.span.start) };
}

function parseExempt(value: Yaml | null, reading: Reading): Sentence | null {
  if (value === null) return null;
  return value.kind === 'text' ? readSentence(value, reading) : lostSentence(value.span);
}
