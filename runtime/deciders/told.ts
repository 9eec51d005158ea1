import type { Login } from '../login/read-login.ts';
import type { Came } from './read-came.ts';

/** What deciders say about a login. */
export interface Told {
  /** Numbers of effects, in order, each with its value behind it where it is told. */
  readonly effects: readonly unknown[];
  readonly came: Came;
}

/** Asks deciders about a login; null: it has to be looked at in another way. `now` is in milliseconds since 1970 UTC. */
export type Tell = (login: Login, now: number) => Told | null;
