import type { UserRecord, UserUpdate } from './capability.ts';
import { openExpiringMap } from './expiring-map.ts';
import { mergeUpdate } from './merge-metadata.ts';

/**
 * What outlasts a login: it belongs to one tenant, and everything in it is data as JSON carries it. A store that cannot
 * be reached rejects.
 */
export interface Store extends StoredRecords {
  /** Keeps a transaction, such as a login that was sent elsewhere, for `lasts` seconds. */
  put(id: string, value: unknown, lasts: number): Promise<void>;
  /** Gives a transaction to the first who asks, and null to everybody after. */
  take(id: string): Promise<unknown>;
}

/** The part of a store that rules have to do with. */
export interface StoredRecords {
  /** null: it has nothing of such a person. */
  getUser(id: string): Promise<UserRecord | null>;
  /**
   * Changes metadata as `mergeUpdate` does and gives the person afterwards; null when that is more than it keeps of one
   * person. `known` is what a login said of a person of whom the store has nothing yet.
   */
  updateUser(update: UserUpdate, known: UserRecord | null): Promise<UserRecord | null>;
  /** null: there is none. */
  getValue(key: string): Promise<unknown>;
  /** `lasts` in seconds; null: until it is deleted. */
  setValue(key: string, value: unknown, lasts: number | null): Promise<void>;
  deleteValue(key: string): Promise<void>;
}

/** Characters of JSON that are kept of one person: rules have to stay far below, and everything else may grow. */
const MOST_USER_LENGTH = 256 * 1024;

/**
 * A store in memory: for trying out, for tests, and for what may be lost. When it is full, what would expire first gives
 * way, and among people the one that was not changed for the longest time.
 */
export function openMemoryStore(
  options: {
    /** People, values and transactions, each. */
    readonly most?: number;
    /** Characters of JSON, each. */
    readonly mostLength?: number;
    /** Milliseconds. */
    readonly clock?: () => number;
  } = {},
): Store {
  const bounds = { most: 10_000, mostLength: 32 * 1024 * 1024, clock: Date.now, ...options };
  const users = openExpiringMap(bounds);
  const values = openExpiringMap(bounds);
  const transactions = openExpiringMap(bounds);
  const findUser = (id: string): UserRecord | null => {
    const user = users.get(id);
    // Only `updateUser` puts anything there.
    return user === null ? null : (user as UserRecord);
  };
  return {
    async getUser(id) {
      return findUser(id);
    },
    async updateUser(update, known) {
      const user = mergeUpdate(findUser(update.id) ?? known, update);
      if (JSON.stringify(user).length > MOST_USER_LENGTH) return null;
      return users.set(update.id, user, null) ? user : null;
    },
    async getValue(key) {
      return values.get(key);
    },
    async setValue(key, value, lasts) {
      if (!values.set(key, value, lasts)) throw new Error('a value is larger than the store');
    },
    async deleteValue(key) {
      values.delete(key);
    },
    async put(id, value, lasts) {
      if (!transactions.set(id, value, lasts)) throw new Error('a transaction is larger than the store');
    },
    async take(id) {
      const value = transactions.get(id);
      transactions.delete(id);
      return value;
    },
  };
}
