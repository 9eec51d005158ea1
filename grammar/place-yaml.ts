import type { Placement } from './placement.ts';
import type { Span } from './source.ts';
import type { Yaml, YamlEntry, YamlMap, YamlText } from './yaml-tree.ts';

/** A text that no file has at this place: everything in it points to the whole span. */
export function placedText(text: string, span: Span): YamlText {
  return { kind: 'text', text, isPlain: true, placement: placedWholly(span), span };
}

/** Keys with values, the keys of which point to a span. */
export function placedMap(entries: readonly (readonly [key: string, value: Yaml])[], span: Span): YamlMap {
  const pairs = entries.map(([key, value]): [string, YamlEntry] => [
    key,
    { key: placedText(key, span), value },
  ]);
  return { kind: 'map', entries: new Map(pairs), hasLostKeys: false, span };
}

/** A value of one file as it stands in another: everything in it points to the place where it is used. */
export function placeYaml(value: Yaml, span: Span): Yaml {
  switch (value.kind) {
    case 'text':
      return { ...value, placement: placedWholly(span), span };
    case 'list':
      return { ...value, items: value.items.map((item) => placeYaml(item, span)), span };
    case 'map':
      return placeMap(value, span);
    case 'nothing':
    case 'unreadable':
      return { ...value, span };
  }
}

/** The same for keys with values. */
export function placeMap(map: YamlMap, span: Span): YamlMap {
  const entries = Array.from(map.entries, ([name, { key, value }]): [string, YamlEntry] => [
    name,
    { key: { ...key, placement: placedWholly(span), span }, value: placeYaml(value, span) },
  ]);
  return { ...map, entries: new Map(entries), span };
}

function placedWholly(span: Span): Placement {
  return { start: () => span.start, end: () => span.end };
}
