import fc from 'fast-check';
import type { TimedLogin } from '../login/timed-login.ts';
import { mixSeeds } from './random.ts';

/** Which logins of a seed: `count` of them, from the one with the number `from`, which begins at 0. */
export interface Sample {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
}

/** Logins are made so many at a time, so that the login with a number is the same wherever a sample begins. */
const CHUNK = 64;

/** The logins with certain numbers of a seed, always the same. */
export function sampleLogins(
  arbitrary: fc.Arbitrary<TimedLogin>,
  { seed, from, count }: Sample,
): readonly TimedLogin[] {
  const logins: TimedLogin[] = [];
  for (let chunk = Math.floor(from / CHUNK); chunk * CHUNK < from + count; chunk++) {
    const made = fc.sample(arbitrary, { seed: mixSeeds(seed, chunk) | 0, numRuns: CHUNK });
    const start = Math.max(0, from - chunk * CHUNK);
    logins.push(...made.slice(start, from + count - chunk * CHUNK));
  }
  return logins;
}
