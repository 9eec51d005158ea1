import type { Data, DataField } from './policy-test.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** Data as it is written; null for what holds nothing, or nothing that could be read. */
export function parseData(value: Yaml | null): Data | null {
  switch (value?.kind) {
    case 'text':
      return { kind: 'text', text: value.text, isQuoted: !value.isPlain, span: value.span };
    case 'list':
      return { kind: 'list', items: value.items.flatMap((item) => parseData(item) ?? []), span: value.span };
    case 'map':
      return { kind: 'record', fields: parseDataFields(value), span: value.span };
    case 'nothing':
    case 'unreadable':
    case undefined:
      return null;
  }
}

/** The keys of a map with their data. */
export function parseDataFields(map: YamlMap): readonly DataField[] {
  return [...map.entries.values()].flatMap(({ key, value }) => {
    const data = parseData(value);
    return data === null ? [] : [{ name: { text: key.text, span: key.span }, value: data }];
  });
}
