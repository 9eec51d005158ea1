import { patchUser, type Store } from '../../runtime/index.ts';
import { recordOf } from '../login/fields.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import type { StoredMetadata } from './trial.ts';

/** What a store has of the person of a login, over what the login says itself. */
export async function storedMetadata(user: TimedLogin['user'], store: Store): Promise<StoredMetadata> {
  const { user_id: id } = user;
  const patch = typeof id === 'string' ? await store.getUser(id) : null;
  const { user_metadata, app_metadata } = patchUser(user, patch);
  return { user_metadata: recordOf(user_metadata), app_metadata: recordOf(app_metadata) };
}
