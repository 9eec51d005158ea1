/** Whether a value is a member of a list. */
export function contains(list: unknown, value: unknown): boolean | undefined {
  return Array.isArray(list) && (value ?? undefined) !== undefined ? list.includes(value) : undefined;
}

/** Whether two lists share a member. */
export function containsAny(list: unknown, other: unknown): boolean | undefined {
  if (!Array.isArray(list) || !Array.isArray(other)) return undefined;
  const members = new Set(list);
  return other.some((value) => members.has(value));
}

/** Whether the first list has every member of the second. */
export function containsAll(list: unknown, other: unknown): boolean | undefined {
  if (!Array.isArray(list) || !Array.isArray(other)) return undefined;
  const members = new Set(list);
  return other.every((value) => members.has(value));
}

/** Whether a text is one of a set of the policy. */
export function memberOf(value: unknown, members: ReadonlySet<string>): boolean | undefined {
  return typeof value === 'string' && typeof members?.has === 'function' ? members.has(value) : undefined;
}

/** Whether a member of the list is one of a set of the policy. */
export function anyMemberOf(list: unknown, members: ReadonlySet<string>): boolean | undefined {
  if (!Array.isArray(list) || typeof members?.has !== 'function') return undefined;
  return list.some((value) => members.has(value));
}

/** Whether every member of the list is one of a set of the policy. */
export function allMembersOf(list: unknown, members: ReadonlySet<string>): boolean | undefined {
  if (!Array.isArray(list) || typeof members?.has !== 'function') return undefined;
  return list.every((value) => members.has(value));
}

/** The texts of a set of the policy as a list, in the order of the policy. */
export function setItems(members: ReadonlySet<string>): readonly string[] | undefined {
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
