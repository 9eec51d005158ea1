import { parseCondition } from './parse-condition.ts';
import { parseEffects } from './parse-effect.ts';
import { choiceOf, type Reading, valueAt, wordOf, wordsOf } from './parse-text.ts';
import { ENTRIES, type RuleDefinition, type RuleFile, type RuleScope, type Word } from './policy.ts';
import { duplicateId } from './policy-messages.ts';
import type { TemplateUse } from './rule-template.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** `rules`. */
export function parseRules(value: Yaml | null, reading: Reading): readonly RuleDefinition[] {
  if (value?.kind !== 'list') return [];
  const rules = value.items.flatMap((item) => (item.kind === 'map' ? [parseRule(item, reading)] : []));
  const firsts = new Map<string, Word>();
  for (const { id } of rules) {
    const first = firsts.get(id.text);
    if (first === undefined) firsts.set(id.text, id);
    else if (id.text !== '') {
      reading.diagnostics.push(duplicateId({ id: id.text, span: id.span, first: first.span }));
    }
  }
  return rules;
}

/** One rule, with or without an `id`. */
export function parseRule(map: YamlMap, reading: Reading): RuleDefinition {
  const word = (name: string) => wordOf(valueAt(map, name));
  const condition = (name: string) => {
    const value = valueAt(map, name);
    return value === null ? null : parseCondition(value, reading);
  };
  return {
    id: word('id') ?? { text: '', span: map.span },
    name: word('name'),
    why: word('why'),
    for: parseScope(valueAt(map, 'for')),
    when: condition('when'),
    unless: condition('unless'),
    // biome-ignore lint/suspicious/noThenProperty: the key of the language, and nobody awaits a rule
    then: parseEffects(valueAt(map, 'then'), reading),
    script: parseRuleFile(map),
    uses: parseUse(map),
    template: null,
    mode: choiceOf(valueAt(map, 'mode'), ['enforce', 'report-only', 'disabled']),
    expires: word('expires'),
    tags: wordsOf(valueAt(map, 'tags')) ?? [],
    span: map.span,
  };
}

function parseUse(map: YamlMap): TemplateUse | null {
  const template = wordOf(valueAt(map, 'uses'));
  if (template === null) return null;
  const given = map.entries.get('with');
  const values = given?.value.kind === 'map' ? given.value : null;
  return { template, with: values, withKey: given?.key.span ?? template.span };
}

function parseRuleFile(map: YamlMap): RuleFile | null {
  const entry = map.entries.get('script');
  const file = entry === undefined ? null : wordOf(entry.value);
  if (entry === undefined || file === null) return null;
  const may = valueAt(map, 'may');
  const permitted = (name: string) => (may?.kind === 'map' ? wordsOf(valueAt(may, name)) : null);
  return {
    file,
    timeout: wordOf(valueAt(map, 'timeout')),
    ifItFails: choiceOf(valueAt(map, 'if_it_fails'), ['deny', 'continue']),
    may: { network: permitted('network'), secrets: permitted('secrets') },
    key: entry.key.span,
  };
}

function parseScope(value: Yaml | null): RuleScope | null {
  if (value?.kind !== 'map') return null;
  const words = (name: string) => wordsOf(valueAt(value, name));
  return {
    app: words('app'),
    connection: words('connection'),
    organization: words('organization'),
    protocol: words('protocol'),
    event: words('event')?.filter(({ text }) => ENTRIES.some((entry) => entry === text)) ?? null,
    span: value.span,
  };
}
