/** `user` or `context` as JSON brought them. */
export type Fields = Record<string, unknown>;

/** What the parts of `api` work on. */
export interface ActionLogin {
  readonly user: Fields;
  readonly context: Fields;
  readonly tools: ActionTools;
}

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
