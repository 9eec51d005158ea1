import { openExpiringMap } from '../capabilities/expiring-map.ts';
import { openMemoryCounters } from './memory/counters.ts';
import { openMemoryOutbox } from './memory/outbox.ts';
import { mergePatch } from './merge-patch.ts';
import type { Sample, Store, UserPatch } from './store.ts';
import { personTooLarge, storeClosed } from './store-errors.ts';

/**
 * A store in memory: for trying out, for tests, and for what may be lost. When it is full, what would expire first gives
 * way, among people and counters what was not changed for the longest time, and of messages the oldest is given up.
 * Lists have no bound: who writes them is an operator.
 */
export function openMemoryStore(
  options: {
    /** People, values, transactions, counters, messages, each; and so many commits are remembered. */
    readonly most?: number;
    /** Characters of JSON: of people, values and transactions, each. */
    readonly mostLength?: number;
    /** Milliseconds. */
    readonly clock?: () => number;
  } = {},
): Store {
  const bounds = { most: 10_000, mostLength: 32 * 1024 * 1024, clock: Date.now, ...options };
  const { clock, most } = bounds;
  const contents = {
    users: openExpiringMap(bounds),
    values: openExpiringMap(bounds),
    transactions: openExpiringMap(bounds),
    counters: openMemoryCounters(most),
    outbox: openMemoryOutbox(bounds),
    commits: new Set<string>(),
    lists: new Map<string, Set<string>>(),
    samples: [] as readonly { readonly at: number; readonly text: string }[],
  };
  let isClosed = false;

  function open(): typeof contents {
    if (isClosed) throw storeClosed();
    return contents;
  }

  const findPatch = (id: string): UserPatch | null => {
    const patch = open().users.get(id);
    // Only patches are ever put there.
    return patch === null ? null : (patch as UserPatch);
  };

  return {
    async getUser(id) {
      return findPatch(id);
    },
    async updateUser(update) {
      const patch = mergePatch(findPatch(update.id), update);
      return patch !== null && open().users.set(update.id, patch, null) ? patch : null;
    },
    async getValue(key) {
      return open().values.get(key);
    },
    async setValue(key, value, lasts) {
      if (!open().values.set(key, value, lasts)) throw new Error('a value is larger than the store');
    },
    async deleteValue(key) {
      open().values.delete(key);
    },
    async put(id, value, lasts) {
      if (!open().transactions.set(id, value, lasts))
        throw new Error('a transaction is larger than the store');
    },
    async take(id) {
      const { transactions } = open();
      const value = transactions.get(id);
      transactions.delete(id);
      return value;
    },
    async readCount(counter, now) {
      return open().counters.read(counter, now);
    },
    async commit(commit) {
      const { commits, counters, outbox, users } = open();
      if (commits.has(commit.id)) return false;
      const patches = new Map<string, UserPatch>();
      for (const update of commit.metadata) {
        const patch = mergePatch(patches.get(update.id) ?? findPatch(update.id), update);
        if (patch === null || JSON.stringify(patch).length > bounds.mostLength / 4) throw personTooLarge();
        patches.set(update.id, patch);
      }
      outbox.add(commit);
      // From here on nothing can fail.
      for (const [id, patch] of patches) users.set(id, patch, null);
      for (const counter of commit.counts) counters.add(counter, commit.at, clock());
      commits.add(commit.id);
      for (const oldest of commits) {
        if (commits.size <= most) break;
        commits.delete(oldest);
      }
      return true;
    },
    async claimMessages(claim) {
      return open().outbox.claim(claim);
    },
    async settleMessage(id, end) {
      open().outbox.settle(id, end);
    },
    async nextMessageAt() {
      return open().outbox.nextAt();
    },
    async listGivenUp(most) {
      return open().outbox.listGivenUp(most);
    },
    async hasEntry(list, entry) {
      return open().lists.get(list)?.has(entry) ?? false;
    },
    async addEntry(list, entry) {
      const { lists } = open();
      const entries = lists.get(list) ?? new Set();
      lists.set(list, entries.add(entry));
    },
    async removeEntry(list, entry) {
      open().lists.get(list)?.delete(entry);
    },
    async listEntries(list, { after, most }) {
      // Without a function of its own, `sort` goes by UTF-16 code units, as `>` does.
      const entries = [...(open().lists.get(list) ?? [])].filter((entry) => entry > after);
      return entries.sort().slice(0, most);
    },
    async addSample({ at, value }, most) {
      const added = [{ at, text: JSON.stringify(value) }, ...open().samples];
      contents.samples = added.sort((one, other) => other.at - one.at).slice(0, most);
    },
    async listSamples(most) {
      return open()
        .samples.slice(0, most)
        .map(({ at, text }): Sample => ({ at, value: JSON.parse(text) }));
    },
    async close() {
      isClosed = true;
    },
  };
}
