import type { UserUpdate } from '../capabilities/capability.ts';
import type { MetadataPatch, UserPatch } from './store.ts';

/** Characters of JSON that are kept of one person: rules have to stay far below, and everything else may grow. */
const MOST_LENGTH = 256 * 1024;

/**
 * What was changed of a person after one more update. Its changes are merged at their first level: a value replaces the
 * whole value of before, null removes, and changes without any name clear the field. Null when that is more than a store
 * keeps of one person.
 */
export function mergePatch(before: UserPatch | null, { field, changes }: UserUpdate): UserPatch | null {
  const patch = { ...before, [field]: mergeField(before?.[field], changes) };
  return JSON.stringify(patch).length > MOST_LENGTH ? null : patch;
}

function mergeField(before: MetadataPatch | undefined, changes: UserUpdate['changes']): MetadataPatch {
  const names = Object.keys(changes);
  if (names.length === 0) return { isCleared: true, fields: {} };
  const isCleared = before?.isCleared ?? false;
  const merged = new Map(Object.entries(before?.fields ?? {}));
  for (const name of names) {
    // In a field that was cleared nothing is left to be removed.
    if (isCleared && changes[name] === null) merged.delete(name);
    else merged.set(name, changes[name]);
  }
  // Unlike an assignment this takes every name for a name.
  return { isCleared, fields: Object.fromEntries(merged) };
}
