import type { Result } from './diagnostic.ts';
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
import { parseRules } from './parse-rule.ts';
import { parseTests } from './parse-test.ts';
import { choiceOf, lostSentence, type Reading, readSentence, valueAt, wordOf } from './parse-text.ts';
import type { Policy, Sentence } from './policy.ts';
import type { Source } from './source.ts';
import { checkStructure } from './structure.ts';
import { readYaml } from './yaml-profile.ts';
import type { Yaml } from './yaml-tree.ts';

/**
 * Reads a policy file. The policy holds whatever could be read, so that later phases check the rest; it is null when
 * the file cannot be read at all. Diagnostics come in the order of the file.
 */
export function parsePolicy(source: Source): Result<Policy | null> {
  const { root, comments, diagnostics } = readYaml(source);
  if (root === null) return { value: null, diagnostics };
  const reading: Reading = { diagnostics: [...diagnostics, ...checkStructure(root)] };
  const at = (name: string) => valueAt(root, name);
  const rules = parseRules(at('rules'), reading);
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
    conditions: parseConditions(at('conditions'), reading),
    exempt: parseExempt(at('exempt'), reading),
    rules,
    tests: parseTests(at('tests')),
    allowances: parseAllowances(source, comments, rules, reading),
  };
  return { value: policy, diagnostics: reading.diagnostics.toSorted((a, b) => a.span.start - b.span.start) };
}

function parseExempt(value: Yaml | null, reading: Reading): Sentence | null {
  if (value === null) return null;
  return value.kind === 'text' ? readSentence(value, reading) : lostSentence(value.span);
}
