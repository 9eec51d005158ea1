import type { Login } from '../login/read-login.ts';
import type { Came } from './read-came.ts';

/** What deciders say about a login. */
export interface Told {
  /** Numbers of effects, in order, each with its value behind it where it is told. */
  readonly effects: readonly unknown[];
  readonly came: Came;
  /** The clock that the rules were told, if they ask for one. */
  readonly now: number;
}

/** Asks deciders about a login; null: it has to be looked at in another way. */
export type Tell = (login: Login, clock: Clock) => Told | null;

/** Milliseconds since 1970 UTC. It is asked once for a login at most: clocks take longer than rules. */
export type Clock = () => number;
