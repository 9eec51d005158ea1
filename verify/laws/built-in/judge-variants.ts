import type { Report } from '../../../runtime/index.ts';
import type { TimedLogin } from '../../login/timed-login.ts';
import type { Judgement, LawRun } from '../law.ts';

/** A login that a law compares with the one at hand. */
export interface Variant {
  /** How it differs, as the beginning of a sentence: `without user.groups`. */
  readonly words: string;
  make(): TimedLogin;
}

/** Of all variants of a login at most so many are run. */
export const MOST_VARIANTS = 50;

/** What is wrong with the report of a variant, as the rest of the sentence; null: nothing. */
export type FindFault = (
  before: Report,
  after: Report,
  variant: TimedLogin,
) => string | null | Promise<string | null>;

/** Runs one variant of a login, chosen by `turn`, or one after the other up to the first that breaks the law. */
export type JudgeVariants = (
  run: LawRun,
  variants: readonly Variant[],
  turn: number | null,
  findFault: FindFault,
) => Promise<Judgement>;

/**
 * Makes a judge that remembers which variant broke the law last and tries it first: while a counter-example is made
 * smaller, it is mostly the same one again, and it may be beyond those that are tried.
 */
export function openVariantJudge(): JudgeVariants {
  let last: string | null = null;
  return async ({ report, run }, variants, turn, findFault) => {
    const known = turn === null ? variants.filter(({ words }) => words === last) : [];
    const chosen =
      turn === null
        ? [...known, ...variants.slice(0, MOST_VARIANTS)]
        : variants.slice(...chooseOne(variants.length, turn));
    for (const { words, make } of chosen) {
      const login = make();
      const after = await run(login);
      const fault = await findFault(report, after, login);
      if (fault === null) continue;
      last = words;
      return { kind: 'broken', why: `${words} ${fault}`, other: { login, report: after }, isFault: false };
    }
    return { kind: chosen.length === 0 ? 'beside' : 'held' };
  };
}

/** A number from 0 to below `count` for a turn; neighbouring turns are far apart, so that no rhythm of logins meets it. */
function spread(turn: number, count: number): number {
  const mixed = Math.imul(turn ^ (turn >>> 15) ^ 0x5bd1e995, 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % count;
}

function chooseOne(count: number, turn: number): [number, number] {
  const at = count === 0 ? 0 : spread(turn, count);
  return [at, at + 1];
}
