import type { Fields } from './action.ts';

/** What an Action reaches beside its login. */
export interface ActionTools {
  /** For tokens of redirects: `jsonwebtoken`. */
  readonly require: (name: string) => unknown;
  /** Stores changes of metadata; one call a field. */
  readonly users: UserUpdates;
  /** What successive logins of the tenant share, if there is such a thing. */
  readonly global: Fields;
  /** Ids and names of the rules that ran before. */
  readonly executedRules: ReadonlySet<string>;
}

export interface UserUpdates {
  updateAppMetadata(id: string, changes: object): Promise<unknown>;
  updateUserMetadata(id: string, changes: object): Promise<unknown>;
}

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
