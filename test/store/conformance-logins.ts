import type { TestContext } from 'node:test';
import type { Commit, Counter, Store } from '../../runtime/store/store.ts';

/** Opens an empty store; whatever it needs goes away after the test. */
export type OpenStore = (test: TestContext, options: { readonly clock: () => number }) => Promise<Store>;

export const COUNTER: Counter = { name: 'p/seats', window: 6000, isDistinct: false, per: '', value: null };

/** Of a login that leaves nothing behind. */
export const COMMIT: Commit = { id: 'c', at: 0, metadata: [], counts: [], messages: [] };

/** Messages with these ids. */
export function messages(...ids: readonly string[]): Commit['messages'] {
  return ids.map((id) => ({ id, message: { of: id } }));
}

export type OpenWithClock = ReturnType<typeof settingClocks>;

/** Opens stores with a clock in milliseconds that the test sets. */
export function settingClocks(openStore: OpenStore) {
  return async (test: TestContext) => {
    const time = { now: 0 };
    const store = await openStore(test, { clock: () => time.now });
    let commits = 0;
    return {
      store,
      time,
      count: (counter: Counter, at: number) =>
        store.commit({ ...COMMIT, id: `count ${commits++}`, at, counts: [counter] }),
      claim: async (now = 0, until = now + 10) =>
        (await store.claimMessages({ now, until, most: 10 })).map(({ id, tries }) => `${id} ${tries}`),
    };
  };
}
