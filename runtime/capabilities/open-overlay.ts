import type { UserRecord } from './capability.ts';
import { mergeUpdate } from './merge-metadata.ts';
import type { StoredRecords } from './store.ts';

/** Looks like the records beneath it, and keeps every change to itself: for rules that only report. */
export function openOverlay(beneath: StoredRecords): StoredRecords {
  const users = new Map<string, UserRecord>();
  const values = new Map<string, unknown>();
  const getUser = async (id: string): Promise<UserRecord | null> =>
    users.get(id) ?? (await beneath.getUser(id));
  return {
    getUser,
    async updateUser(update, known) {
      const user = mergeUpdate((await getUser(update.id)) ?? known, update);
      users.set(update.id, user);
      return user;
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
