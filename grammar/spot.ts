import type { Span } from './source.ts';
import type { Yaml, YamlMap, YamlText } from './yaml-tree.ts';

/** A value of a policy file, and how messages speak of it. */
export interface Spot {
  readonly value: Yaml;
  /** The names and numbers that lead to it. */
  readonly path: readonly string[];
  /** The key that it stands under; null at the top and for an item of a list. */
  readonly key: YamlText | null;
  /** The key in backticks, `this rule`, `this test`, `this law`, `this row`, `this cell`, `this item` or `this file`. */
  readonly owner: string;
  /** The smallest part of the file that stands for the value as a whole. */
  readonly anchor: Span;
}

/** The value that a JSON pointer leads to; null when a diagnostic has been given for it or for what it stands in. */
export function findSpot(root: YamlMap, pointer: string): Spot | null {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let value: Yaml = root;
  let key: YamlText | null = null;
  for (const part of path) {
    if (value.kind === 'map') {
      const entry = value.entries.get(part);
      if (entry === undefined) return null;
      ({ key, value } = entry);
    } else if (value.kind === 'list') {
      const item: Yaml | undefined = value.items[Number(part)];
      if (item === undefined) return null;
      key = null;
      value = item;
    } else return null;
  }
  if (value.kind === 'unreadable') return null;
  return { value, path, key, owner: ownerOf(path, key), anchor: key?.span ?? anchorOf(value) };
}

function ownerOf(path: readonly string[], key: YamlText | null): string {
  if (key !== null) return `\`${key.text}\``;
  if (path.length === 0) return 'this file';
  const [section = '', , part, , ...more] = path;
  if (path.length === 2) return ITEMS.get(section) ?? 'this item';
  if (section !== 'tests' || part !== 'table') return 'this item';
  return path.length === 4 ? 'this row' : more.length === 1 ? 'this cell' : 'this item';
}

const ITEMS: ReadonlyMap<string, string> = new Map([
  ['rules', 'this rule'],
  ['tests', 'this test'],
  ['properties', 'this law'],
]);

/** A map is shown by its first key, or for a rule by its identifier; anything else by itself. */
function anchorOf(value: Yaml): Span {
  if (value.kind === 'map') {
    const id = value.entries.get('id')?.value;
    if (id?.kind === 'text') return id.span;
    for (const { key } of value.entries.values()) return key.span;
  }
  const { start, end } = value.span;
  return start === end ? { start: Math.max(0, start - 1), end } : value.span;
}
