import { parseCondition } from './parse-condition.ts';
import { type Reading, valueAt, wordOf } from './parse-text.ts';
import type { PropertyDefinition, SkippedLaw } from './policy-test.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** `properties`. What lacks a name or says nothing is no law, and the schema tells it; its sentences are read all the same. */
export function parseProperties(value: Yaml | null, reading: Reading): readonly PropertyDefinition[] {
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => (item.kind === 'map' ? (parseProperty(item, reading) ?? []) : []));
}

/** `skip_laws`. */
export function parseSkippedLaws(value: Yaml | null): readonly SkippedLaw[] {
  if (value?.kind !== 'map') return [];
  return [...value.entries.values()].flatMap(({ key, value: said }) => {
    const reason = wordOf(said);
    return reason === null ? [] : [{ law: { text: key.text, span: key.span }, reason }];
  });
}

function parseProperty(map: YamlMap, reading: Reading): PropertyDefinition | null {
  const condition = (key: string) => {
    const value = valueAt(map, key);
    return value === null ? null : parseCondition(value, reading);
  };
  const name = wordOf(valueAt(map, 'name'));
  const given = condition('given');
  const always = condition('always');
  const said = always ?? condition('never');
  if (name === null || said === null) return null;
  return {
    name,
    given,
    claim: always === null ? 'never' : 'always',
    condition: said,
    skip: wordOf(valueAt(map, 'skip')),
    span: map.span,
  };
}
