import { readText } from '../../compiler/index.ts';
import type { Data } from '../../grammar/index.ts';
import type { Type } from '../../stdlib/index.ts';

/** The type of what nobody has described. */
export const ANY: Type = { kind: 'any' };

/**
 * The value that data of a test stands for where a value of the type belongs. What does not fit the type stays as it is
 * written, so that a test can send what a directory should not. A text in quotes is a text everywhere.
 */
export function readData(data: Data, type: Type): unknown {
  switch (data.kind) {
    case 'text':
      return data.isQuoted ? data.text : readText(data.text, type);
    case 'list':
      return data.items.map((item) => readData(item, type.kind === 'list' ? type.of : ANY));
    case 'record': {
      const entries = data.fields.map(({ name, value }) => [
        name.text,
        readData(value, fieldType(name.text, type)),
      ]);
      return Object.fromEntries(entries);
    }
  }
}

function fieldType(name: string, type: Type): Type {
  switch (type.kind) {
    case 'record':
      return type.fields.get(name)?.type ?? ANY;
    case 'table':
      return type.to;
    default:
      return ANY;
  }
}
