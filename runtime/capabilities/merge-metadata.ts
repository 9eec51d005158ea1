import type { UserRecord, UserUpdate } from './capability.ts';

/**
 * A person after an update. Its changes are merged at their first level: a value replaces the whole value of before,
 * null removes, and changes without any name clear the field.
 */
export function mergeUpdate(before: UserRecord | null, { id, field, changes }: UserUpdate): UserRecord {
  const names = Object.keys(changes);
  const merged = new Map(names.length === 0 ? [] : Object.entries(before?.[field] ?? {}));
  for (const name of names) {
    if (changes[name] === null) merged.delete(name);
    else merged.set(name, changes[name]);
  }
  // Unlike an assignment this takes every name for a name.
  return { ...before, user_id: id, [field]: Object.fromEntries(merged) };
}
