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

/** Yes or no; undefined for any other text. */
export function readTruth(text: string): boolean | undefined {
  return TRUTHS.get(text);
}

/** A decimal number; undefined for any other text, for one whose zeros would be lost, and for one with too many digits. */
export function readNumber(text: string): number | undefined {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return undefined;
  const number = Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
]);

function readText(text: string, type: Type): unknown {
  switch (type.kind) {
    case 'list':
      return readText(text, type.of);
    case 'yes/no':
      return readTruth(text) ?? text;
    case 'number':
      return readNumber(text) ?? text;
    case 'any':
      return readTruth(text) ?? readNumber(text) ?? text;
    default:
      return text;
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
