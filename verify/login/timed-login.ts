/** A login and its clock. */
export interface TimedLogin {
  readonly user: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}
