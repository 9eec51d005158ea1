import type { Value } from './builtin.ts';

/** The text, or missing when it is longer than a text of the language may get: 1,000,000 characters. */
export function boundedText(text: string): string | undefined {
  return text.length <= 1_000_000 ? text : undefined;
}

/** The list, or missing when it is longer than a list of the language may get: 1,000,000 members. */
export function boundedList<T extends Value>(list: readonly T[]): readonly T[] | undefined {
  return list.length <= 1_000_000 ? list : undefined;
}

export const boundsFunctions = [boundedText, boundedList] as const;
