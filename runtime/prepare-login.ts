import type { Login, ReadLogin } from './login/read-login.ts';
import { mergeAppMetadata } from './pinned-fields.ts';
import type { Compatibility } from './pipeline-options.ts';
import { checkPatch } from './store/check-patch.ts';
import { patchUser } from './store/patch-user.ts';
import type { StoredRecords, UserPatch } from './store/store.ts';
import { storeFailure } from './store/store-failure.ts';

/** A login as it came. */
export type LoginRead = ReadLogin & { readonly kind: 'login' };

/** A login as the rules see it, also as JSON. */
export interface PreparedLogin {
  readonly login: Login;
  readonly userText: string;
  readonly contextText: string;
}

/**
 * Lays what is stored of the person over what the login says of them, field by field. `store` is null where nothing is ever
 * stored of anybody. Rejects when the store does, without its words: they may hold how it is reached.
 */
export async function prepareLogin(
  read: LoginRead,
  store: Pick<StoredRecords, 'getUser'> | null,
  { appMetadata }: Pick<Compatibility, 'appMetadata'>,
): Promise<PreparedLogin> {
  const { login, userText, contextText } = read;
  const { user_id: id } = login.user;
  const patch = store === null || typeof id !== 'string' ? null : await findPatch(id, store);
  const patched = patch === null ? login.user : patchUser(login.user, patch);
  const user = appMetadata === 'merged' ? mergeAppMetadata(patched) : patched;
  if (user === login.user) return { login, userText, contextText };
  return { login: { ...login, user }, userText: JSON.stringify(user), contextText };
}

async function findPatch(id: string, store: Pick<StoredRecords, 'getUser'>): Promise<UserPatch | null> {
  const stored = await getStored(id, store);
  const patch = stored === null ? null : checkPatch(stored);
  if (patch === null && stored !== null) throw new Error(UNREADABLE);
  return patch;
}

async function getStored(id: string, store: Pick<StoredRecords, 'getUser'>): Promise<unknown> {
  try {
    return await store.getUser(id);
  } catch (error) {
    throw new Error(storeFailure(UNREADABLE, error));
  }
}

const UNREADABLE = 'what is stored of the person cannot be read';
