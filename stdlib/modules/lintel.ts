import { call } from 'lintel:host';

interface Keeping {
  /** Seconds; absent: until it is deleted. */
  readonly lasts?: number;
}

const store = {
  /** What was kept under a key of this tenant, or undefined. */
  get: async (key: string): Promise<unknown> => (await call('store.get', { key })) ?? undefined,
  /** Keeps what JSON can carry. */
  set: async (key: string, value: unknown, { lasts }: Keeping = {}): Promise<void> => {
    await call('store.set', { key, value, ...(lasts === undefined ? {} : { lasts }) });
  },
  delete: async (key: string): Promise<void> => {
    await call('store.delete', { key });
  },
};

module.exports = {
  store,
  /** The same as the global `fetch`. */
  fetch: (...list: readonly unknown[]) => require('fetch').fetch(...list),
};
