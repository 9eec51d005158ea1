import { openMemoryStore, openSqliteStore, type Store } from '../runtime/index.ts';
import { UsageError } from './exit-codes.ts';

/** Where logins that are tried out leave what lasts: in a file if one is named, and otherwise nowhere. */
export async function openRunStore(file: string | undefined): Promise<Store> {
  if (file === undefined) return openMemoryStore();
  try {
    return await openSqliteStore(file);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What is to be said of notifications that have been tried and not delivered, a line each. `isKept`: the store is a file. */
export async function describeRest(store: Store, isKept: boolean): Promise<readonly string[]> {
  const next = await store.nextMessageAt();
  if (next === null) return [];
  return isKept
    ? [
        `notifications wait to be tried again, the next one at ${new Date(next).toISOString()}; a pipeline with this store delivers them`,
      ]
    : ['notifications could not be delivered; here they are not tried again'];
}
