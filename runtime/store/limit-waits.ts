import { answerInTime } from '../look-ups/answer-in-time.ts';
import type { Store } from './store.ts';
import { storeTimedOut } from './store-errors.ts';

/**
 * The same store, for whose answers nobody waits longer than `patience` milliseconds: then it rejects, with the `code`
 * `STORE_TIMED_OUT`, and what it was asked for may be done all the same.
 */
export function limitWaits(store: Store, patience: number): Store {
  const inTime = async <Result>(answer: Promise<Result>): Promise<Result> => {
    const found = await answerInTime<Result | typeof LATE>(answer, performance.now() + patience, LATE);
    if (found === LATE) throw storeTimedOut();
    return found;
  };
  return {
    getUser: async (id) => inTime(store.getUser(id)),
    updateUser: async (update) => inTime(store.updateUser(update)),
    getValue: async (key) => inTime(store.getValue(key)),
    setValue: async (key, value, lasts) => inTime(store.setValue(key, value, lasts)),
    deleteValue: async (key) => inTime(store.deleteValue(key)),
    put: async (id, value, lasts) => inTime(store.put(id, value, lasts)),
    take: async (id) => inTime(store.take(id)),
    readCount: async (counter, now) => inTime(store.readCount(counter, now)),
    commit: async (commit) => inTime(store.commit(commit)),
    claimMessages: async (claim) => inTime(store.claimMessages(claim)),
    settleMessage: async (id, end) => inTime(store.settleMessage(id, end)),
    nextMessageAt: async () => inTime(store.nextMessageAt()),
    listGivenUp: async (most) => inTime(store.listGivenUp(most)),
    hasEntry: async (list, entry) => inTime(store.hasEntry(list, entry)),
    addEntry: async (list, entry) => inTime(store.addEntry(list, entry)),
    removeEntry: async (list, entry) => inTime(store.removeEntry(list, entry)),
    listEntries: async (list, page) => inTime(store.listEntries(list, page)),
    addSample: async (sample, most) => inTime(store.addSample(sample, most)),
    listSamples: async (most) => inTime(store.listSamples(most)),
    close: () => store.close(),
  };
}

const LATE = Symbol('late');
