import { mergePatch } from '../store/merge-patch.ts';
import type { StoredRecords, UserPatch } from '../store/store.ts';

/** Looks like the records beneath it, and keeps every change to itself: for rules that only report. */
export function openOverlay(beneath: StoredRecords): StoredRecords {
  const users = new Map<string, UserPatch>();
  const values = new Map<string, unknown>();
  const getUser = async (id: string): Promise<UserPatch | null> =>
    users.get(id) ?? (await beneath.getUser(id));
  return {
    getUser,
    async updateUser(update) {
      const patch = mergePatch(await getUser(update.id), update);
      if (patch !== null) users.set(update.id, patch);
      return patch;
    },
    async getValue(key) {
      return values.has(key) ? values.get(key) : beneath.getValue(key);
    },
    async setValue(key, value) {
      values.set(key, value);
    },
    async deleteValue(key) {
      values.set(key, null);
    },
  };
}
