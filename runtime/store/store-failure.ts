import type { Store } from './store.ts';

/** The part of a store that keeps what is given to the first who asks. */
export type Transactions = Pick<Store, 'put' | 'take'>;

/**
 * What may be told of a store that rejected: `what` is a sentence of ours, and of the words of the store, which may tell how
 * it is reached, only a code goes along, if it has one.
 */
export function storeFailure(what: string, error: unknown): string {
  const code = failureCode(error);
  return code === null ? what : `${what} (${code})`;
}

/** The code of what a store rejected with; null: it has none. */
export function failureCode(error: unknown): string | null {
  return error instanceof Error ? (codeOf(error) ?? codeOf(error.cause)) : null;
}

/** The same transactions, which reject in our words. */
export function quietTransactions(store: Transactions): Transactions {
  const quietly = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    try {
      return await ask();
    } catch (error) {
      throw new Error(storeFailure('the store cannot be reached', error));
    }
  };
  return {
    put: (id, value, lasts) => quietly(() => store.put(id, value, lasts)),
    take: (id) => quietly(() => store.take(id)),
  };
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return /^[A-Z][A-Z0-9_]{1,39}$/.test(error.code) ? error.code : null;
}
