import { displayText } from '../grammar/index.ts';
import { openMemoryStore, openSqliteStore, type Store, type Trouble } from '../runtime/index.ts';
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

/** What is to be said of a notification that is given up; null of other trouble: the reports of the logins tell of it. */
export function describeTrouble(trouble: Trouble): string | null {
  if (trouble.kind !== 'notification-lost') return null;
  const { policy, rule, method, host, tries, reason } = trouble;
  const count = tries === 1 ? '1 try' : `${tries} tries`;
  const what = `the notification ${method} ${host} of \`${policy}/${rule}\``;
  return displayText(`${what} was given up after ${count}: ${reason}`);
}
