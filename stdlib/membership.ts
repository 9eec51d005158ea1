import { isSameValue } from './compare.ts';
import { both, either } from './each.ts';

/** A set of texts of the policy, as `openTextSet` makes them. */
export interface Members extends Iterable<string> {
  has(text: string): boolean;
}

/** Whether a value is a member of a list. Where one is a record nobody can tell, as in every comparison of a record. */
export function contains(list: unknown, value: unknown): boolean | undefined {
  if (!Array.isArray(list) || (value ?? undefined) === undefined) return undefined;
  if (typeof value !== 'object' && list.includes(value)) return true;
  let found: boolean | undefined = false;
  for (const member of list) {
    if (typeof member === 'object' || typeof value === 'object')
      found = either(found, isSameValue(member, value));
  }
  return found;
}

/** Whether two lists share a member. */
export function containsAny(list: unknown, other: unknown): boolean | undefined {
  if (!Array.isArray(list) || !Array.isArray(other)) return undefined;
  const isPlain =
    list.every((value) => typeof value !== 'object') && other.every((value) => typeof value !== 'object');
  if (!isPlain)
    return other.reduce<boolean | undefined>((found, value) => either(found, contains(list, value)), false);
  // A few are sooner looked through than made a set.
  const members = list.length * other.length > 256 ? new Set(list) : null;
  return other.some((value) => members?.has(value) ?? list.includes(value));
}

/** Whether the first list has every member of the second. */
export function containsAll(list: unknown, other: unknown): boolean | undefined {
  if (!Array.isArray(list) || !Array.isArray(other)) return undefined;
  const isPlain =
    list.every((value) => typeof value !== 'object') && other.every((value) => typeof value !== 'object');
  if (!isPlain)
    return other.reduce<boolean | undefined>((all, value) => both(all, contains(list, value)), true);
  const members = list.length * other.length > 256 ? new Set(list) : null;
  return other.every((value) => members?.has(value) ?? list.includes(value));
}

/** Whether a text is one of a set of the policy. */
export function memberOf(value: unknown, members: Members): boolean | undefined {
  return typeof value === 'string' && typeof members?.has === 'function' ? members.has(value) : undefined;
}

/** Whether a member of the list is one of a set of the policy. */
export function anyMemberOf(list: unknown, members: Members): boolean | undefined {
  if (!Array.isArray(list) || typeof members?.has !== 'function') return undefined;
  return list.some((value) => members.has(value));
}

/** Whether every member of the list is one of a set of the policy. */
export function allMembersOf(list: unknown, members: Members): boolean | undefined {
  if (!Array.isArray(list) || typeof members?.has !== 'function') return undefined;
  return list.every((value) => members.has(value));
}

/** The texts of a set of the policy as a list, in the order of the policy. */
export function setItems(members: Members): readonly string[] | undefined {
  return typeof members?.has === 'function' ? [...members] : undefined;
}

export const membershipFunctions = [
  contains,
  containsAny,
  containsAll,
  memberOf,
  anyMemberOf,
  allMembersOf,
  setItems,
] as const;
