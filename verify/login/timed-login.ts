import type { GivenAnswers } from '../look-ups/given-answers.ts';

/** A login, its clock, and what it is told of the world outside. */
export interface TimedLogin {
  readonly user: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** What look-ups answer it and counters stand at. What is not here is answered as whoever runs it says. */
  readonly answers?: GivenAnswers;
}
