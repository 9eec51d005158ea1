import type { Yaml, YamlEntry, YamlMap } from './yaml-tree.ts';

/** What may stand where a plain word is wanted: anything that is read later, one of the words of `if_it_fails`, a counter. */
export type WordKind = 'any' | 'failure' | 'counter';

/** What stands for a parameter; nothing: `= NAME` stays as it is written. */
export type WordValues = (parameter: string, kind: WordKind) => Yaml | undefined;

/** The rule of a template with values in the places of plain words, which never are read as sentences. */
export function fillRuleWords(rule: YamlMap, values: WordValues): YamlMap {
  return mapEntries(rule, (key, value) => {
    if (value.kind !== 'map') return value;
    if (key === 'for') return mapEntries(value, (_, words) => fill(words, 'any', values));
    return key === 'then' ? mapEntries(value, (effect, under) => fillEffect(effect, under, values)) : value;
  });
}

/** The same for the look-ups of a template. */
export function fillSourceWords(sources: YamlMap, values: WordValues): YamlMap {
  return mapEntries(sources, (_, source) => fillUnder(source, SOURCE_WORDS, values));
}

/** Keys of look-ups whose values are plain words. */
const SOURCE_WORDS = ['method', 'timeout', 'cache', 'retry', 'if_it_fails'] as const;

/** The same for effects; null: all their keys. */
const EFFECT_WORDS: ReadonlyMap<string, readonly string[] | null> = new Map([
  ['require_mfa', null],
  ['limit_session', null],
  ['deny', ['code']],
  ['count', ['name', 'window']],
  ['call', ['method', 'timeout', 'retry', 'if_it_fails']],
  ['notify', ['method']],
  ['redirect', ['sign_with']],
]);

function fillEffect(effect: string, under: Yaml, values: WordValues): Yaml {
  const keys = EFFECT_WORDS.get(effect);
  if (keys === undefined) return under;
  return effect === 'count' && under.kind === 'text'
    ? fill(under, 'counter', values)
    : fillUnder(under, keys, values);
}

function fillUnder(under: Yaml, keys: readonly string[] | null, values: WordValues): Yaml {
  if (under.kind !== 'map') return under;
  return mapEntries(under, (key, words) =>
    keys === null || keys.includes(key) ? fill(words, KINDS.get(key) ?? 'any', values) : words,
  );
}

const KINDS: ReadonlyMap<string, WordKind> = new Map([
  ['if_it_fails', 'failure'],
  ['name', 'counter'],
]);

function fill(words: Yaml, kind: WordKind, values: WordValues): Yaml {
  if (words.kind === 'list') return { ...words, items: words.items.map((item) => fill(item, kind, values)) };
  const name = words.kind === 'text' ? /^=\s+([A-Za-z_][\w-]*)\s*$/.exec(words.text)?.[1] : undefined;
  return name === undefined ? words : (values(name, kind) ?? words);
}

function mapEntries(map: YamlMap, change: (key: string, value: Yaml) => Yaml): YamlMap {
  const entries = Array.from(map.entries, ([name, { key, value }]): [string, YamlEntry] => [
    name,
    { key, value: change(name, value) },
  ]);
  return { ...map, entries: new Map(entries) };
}
