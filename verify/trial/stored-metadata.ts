import type { Store } from '../../runtime/index.ts';
import { type Fields, recordOf } from '../login/fields.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import type { StoredMetadata } from './trial.ts';

/** What a store has of the person of a login, over what the login says itself. */
export async function storedMetadata(user: TimedLogin['user'], store: Store): Promise<StoredMetadata> {
  const { user_id: id } = user;
  const patch = typeof id === 'string' ? await store.getUser(id) : null;
  return {
    user_metadata: patched(user.user_metadata, patch?.user_metadata),
    app_metadata: patched(user.app_metadata, patch?.app_metadata),
  };
}

type Patch = NonNullable<Awaited<ReturnType<Store['getUser']>>>['user_metadata'];

function patched(said: unknown, patch: Patch): Fields {
  if (patch === undefined) return recordOf(said);
  const fields = { ...(patch.isCleared ? {} : recordOf(said)), ...patch.fields };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
