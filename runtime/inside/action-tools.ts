import type { ActionTools, Fields, UserUpdates } from './action-login.ts';

/** The tools that are given, and for the others what stands in the global names of rules. */
export function findTools(given: Partial<ActionTools>): ActionTools {
  const found: Partial<Record<string, unknown>> = globalThis;
  return {
    require: (name) => (found.require as ActionTools['require'])(name),
    users: {
      updateAppMetadata: (id, changes) => usersOf(found.auth0).updateAppMetadata(id, changes),
      updateUserMetadata: (id, changes) => usersOf(found.auth0).updateUserMetadata(id, changes),
    },
    global: (found.global ?? globalThis) as Fields,
    executedRules: new Set(),
    ...given,
  };
}

/** `auth0` is made when it is first asked for. */
function usersOf(auth0: unknown): UserUpdates {
  return (auth0 as { readonly users: UserUpdates }).users;
}
