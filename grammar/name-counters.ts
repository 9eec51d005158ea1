import { valueAt } from './parse-text.ts';
import type { RuleTemplate } from './rule-template.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/**
 * The counters that the rules of a template describe by a name of their own. A name that a parameter gives is one of the
 * policy, which other rules may count with, too.
 */
export function countersOfTemplate({
  rule,
  followedBy,
}: Pick<RuleTemplate, 'rule' | 'followedBy'>): readonly string[] {
  const names = [rule, ...followedBy].flatMap((one) => {
    const count = countOf(one);
    const name = count?.kind === 'map' ? valueAt(count, 'name') : null;
    return isPlain(name) ? [name.text] : [];
  });
  return [...new Set(names)];
}

/** A rule of a template that counts with counters of other names. */
export function nameCounters(rule: YamlMap, names: ReadonlyMap<string, string>): YamlMap {
  const then = valueAt(rule, 'then');
  const count = countOf(rule);
  if (then?.kind !== 'map' || count === null) return rule;
  const rename = (name: Yaml): Yaml =>
    isPlain(name) ? { ...name, text: names.get(name.text) ?? name.text } : name;
  const named = count.kind === 'map' ? changeAt(count, 'name', rename) : rename(count);
  return changeAt(rule, 'then', () => changeAt(then, 'count', () => named));
}

function countOf(rule: YamlMap): Yaml | null {
  const then = valueAt(rule, 'then');
  return then?.kind === 'map' ? valueAt(then, 'count') : null;
}

function isPlain(name: Yaml | null): name is Extract<Yaml, { readonly kind: 'text' }> {
  return name?.kind === 'text' && !/^=\s/.test(name.text);
}

function changeAt(map: YamlMap, key: string, change: (value: Yaml) => Yaml): YamlMap {
  const entry = map.entries.get(key);
  if (entry === undefined) return map;
  return { ...map, entries: new Map([...map.entries, [key, { ...entry, value: change(entry.value) }]]) };
}
