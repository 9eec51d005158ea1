import type { Type } from '../../../stdlib/index.ts';

/** Yes or no; undefined for any other text. */
export function readTruth(text: string): boolean | undefined {
  return TRUTHS.get(text);
}

/** A decimal number; undefined for any other text, for one whose zeros would be lost, and for one with too many digits. */
export function readNumber(text: string): number | undefined {
  if (!isDecimal(text)) return undefined;
  const number = Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

/** Whether a text is written as a number that keeps all its digits: `007` and `+49 30` are not. */
export function isDecimal(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text);
}

const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
]);

/** What a text without quotes stands for where a value of the type belongs; one that does not fit stays a text. */
export function readText(text: string, type: Type): unknown {
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
