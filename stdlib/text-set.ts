import { buildTexts, type FlatTexts, findText, openTexts, type TextParts, textsOf } from './flat-texts.ts';

/** A set of texts of the policy, which can be asked for a part of a text, too; see `flatTextsOf`. */
export interface TextSet extends Iterable<string> {
  readonly size: number;
  has(text: unknown): boolean;
  /** null: not made yet. */
  flatTexts: FlatTexts | null;
}

/** Whether texts are so many that they had better be in flat memory from the start. */
export function areMany(texts: readonly string[]): boolean {
  return texts.length >= 200;
}

export function textSetOf(texts: readonly string[]): TextSet {
  if (areMany(texts)) {
    const set = openTextSet(buildTexts(texts, 0));
    return set.size === texts.length ? { ...set, [Symbol.iterator]: () => texts.values() } : set;
  }
  return Object.assign(new Set<unknown>(texts) as Set<string>, { flatTexts: null });
}

/** A set of texts in memory that may be shared. */
export function openTextSet(parts: TextParts): TextSet {
  const flatTexts = openTexts(parts);
  return {
    size: flatTexts.count,
    has: (text) => typeof text === 'string' && findText(flatTexts, text) !== 0,
    flatTexts,
    [Symbol.iterator]: () => textsOf(flatTexts).values(),
  };
}

/** The texts of a set in flat memory, which is made when it is first needed; null where it is no `TextSet`. */
export function flatTextsOf(set: Iterable<string> & Partial<TextSet>): FlatTexts | null {
  const known = set?.flatTexts;
  if (known !== null) return known ?? null;
  const made = openTexts(buildTexts([...set], 0));
  set.flatTexts = made;
  return made;
}

export const textSetFunctions = [areMany, textSetOf, openTextSet, flatTextsOf] as const;
