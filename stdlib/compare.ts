import { recordOf } from './shape.ts';

/** Whether two texts, two numbers or two truths are the same; missing when they are not of one kind. */
export function isSame(a: unknown, b: unknown): boolean | undefined {
  return typeof a === typeof b && a !== undefined && typeof a !== 'object' ? a === b : undefined;
}

/**
 * Whether two values are the same: lists member by member in order. Missing when one is a record or holds one: a field
 * that a record lacks could tell the two apart, and a missing fact never makes anything the same.
 */
export function isSameValue(a: unknown, b: unknown): boolean | undefined {
  const key = valueKey(a, 0);
  const otherKey = valueKey(b, 0);
  return key === undefined || otherKey === undefined ? undefined : key === otherKey;
}

/**
 * A text that two values share exactly when they are the same value. Missing for what holds nothing or a record, and for
 * what is nested more than 100 deep, so that no login can use up the stack.
 */
export function valueKey(value: unknown, depth: number): string | undefined {
  if (!Array.isArray(value)) return typeof value === 'object' ? undefined : JSON.stringify(value);
  if (depth > 100) return undefined;
  const parts: string[] = [];
  for (const member of value) {
    const key = valueKey(member, depth + 1);
    if (key === undefined) return undefined;
    parts.push(key);
  }
  return `[${parts.join(',')}]`;
}

/** Whether one number is more than the other; of two texts (dates, times) whether it comes later. */
export function isMore(a: unknown, b: unknown): boolean | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a > b;
  return typeof a === 'string' && typeof b === 'string' ? a > b : undefined;
}

/** `isMore` the other way round. */
export function isLess(a: unknown, b: unknown): boolean | undefined {
  return isMore(b, a);
}

/** Whether one number or text is the other or `isMore`. */
export function isAtLeast(a: unknown, b: unknown): boolean | undefined {
  const less = isMore(b, a);
  return less === undefined ? undefined : !less;
}

/** Whether one number or text is the other or `isLess`. */
export function isAtMost(a: unknown, b: unknown): boolean | undefined {
  return isAtLeast(b, a);
}

/** Whether a number or text lies between two others, both included; missing when one of the three is. */
export function isBetween(value: unknown, low: unknown, high: unknown): boolean | undefined {
  const reaches = isAtLeast(value, low);
  const stays = isAtMost(value, high);
  return reaches === undefined || stays === undefined ? undefined : reaches && stays;
}

/** Whether there is nothing, an empty text, an empty list or a record without fields. Never missing. */
export function isEmpty(value: unknown): boolean {
  if ((value ?? undefined) === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  const record = recordOf(value);
  return record !== undefined && Object.keys(record).length === 0;
}

export const compareFunctions = [
  isSame,
  isSameValue,
  valueKey,
  isMore,
  isLess,
  isAtLeast,
  isAtMost,
  isBetween,
  isEmpty,
] as const;
