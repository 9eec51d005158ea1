import type { MetadataPatch, UserPatch } from './store.ts';

/**
 * A person with what was changed of their metadata over what is known of them otherwise; `user` itself stays as it is.
 * Metadata that is no record counts as none.
 */
export function patchUser<User extends { readonly app_metadata?: unknown; readonly user_metadata?: unknown }>(
  user: User,
  patch: UserPatch | null,
): User {
  if (patch === null) return user;
  const { app_metadata, user_metadata } = patch;
  return {
    ...user,
    ...(app_metadata === undefined ? {} : { app_metadata: patchMetadata(user.app_metadata, app_metadata) }),
    ...(user_metadata === undefined
      ? {}
      : { user_metadata: patchMetadata(user.user_metadata, user_metadata) }),
  };
}

function patchMetadata(
  known: unknown,
  { isCleared, fields }: MetadataPatch,
): Readonly<Record<string, unknown>> {
  const isRecord = typeof known === 'object' && known !== null && !Array.isArray(known);
  const patched = new Map<string, unknown>(isCleared || !isRecord ? [] : Object.entries(known));
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) patched.delete(name);
    else patched.set(name, value);
  }
  // Unlike an assignment this takes every name for a name.
  return Object.fromEntries(patched);
}
