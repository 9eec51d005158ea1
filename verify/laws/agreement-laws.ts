import { isDeepStrictEqual } from 'node:util';
import type { Report } from '../../runtime/index.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import { findDifference, sameUpToClock } from './built-in/compare-decisions.ts';
import { describeOutcome, isRefused } from './built-in/describe-outcome.ts';
import { storedNames } from './built-in/lasting-effects.ts';
import type { Law } from './law.ts';

/** Two forms of the same rules: what the second makes of a login of the first. */
export interface SecondForm {
  /** For people. */
  readonly name: string;
  run(login: TimedLogin): Promise<Report>;
}

/**
 * What two forms of the same rules have in common if they do the same, the weightiest first: each a law of its own, so that
 * one difference does not hide the others. Where the first fails, nothing can be said of what it was meant to do.
 */
export function agreementLaws({ name, run }: SecondForm): readonly Law[] {
  return AGREEMENTS.map((agreement): Law => {
    return {
      name: agreement.name,
      place: null,
      summary: agreement.name,
      skip: null,
      async judge({ login, report }) {
        if (report.outcome === 'failure') return { kind: 'beside' };
        const other = await run(login);
        if (!agreement.isAbout(report, other)) return { kind: 'beside' };
        const difference = agreement.findDifference(report, other, login);
        if (difference === null) return { kind: 'held' };
        const why = `by ${name}, ${difference}`;
        return { kind: 'broken', why, other: { login, report: other }, isFault: false };
      },
    };
  });
}

interface Agreement {
  readonly name: string;
  readonly isAbout: (first: Report, second: Report) => boolean;
  /** What the second does otherwise, in words that follow a comma; null: nothing. */
  readonly findDifference: (first: Report, second: Report, login: TimedLogin) => string | null;
}

/** Policies decide otherwise than most rules where facts are missing: that has a law of its own. */
const isInDoubt = ({ trace }: Report) =>
  (trace ?? []).some(({ result, inDoubt }) => result === 'applied' && inDoubt.length > 0);
const areIn = (first: Report, second: Report) =>
  !isRefused(first) && !isRefused(second) && !isInDoubt(second);

const AGREEMENTS: readonly Agreement[] = [
  {
    name: 'whoever was refused is refused',
    isAbout: (first) => isRefused(first),
    findDifference: (_, second) => (isRefused(second) ? null : describeOutcome(second)),
  },
  {
    name: 'whoever was let in is let in',
    isAbout: (first, second) => !isRefused(first) && !isInDoubt(second),
    findDifference: (_, second) => (isRefused(second) ? describeOutcome(second) : null),
  },
  {
    name: 'a second factor is asked of the same people',
    isAbout: areIn,
    findDifference: findFactor,
  },
  {
    name: 'the same holds where facts are missing',
    isAbout: (first, second) => !isRefused(first) && isInDoubt(second),
    findDifference: (first, second) =>
      isRefused(second) ? describeOutcome(second) : findFactor(first, second),
  },
  {
    name: 'tokens hold the same claims and scopes',
    isAbout: areIn,
    findDifference(first, second, { now }) {
      const { outcome, multifactor } = first;
      return findDifference(first, { ...second, outcome, multifactor }, ['saml'], sameUpToClock(now));
    },
  },
  {
    name: 'people are sent to the same pages, and the same is kept of them',
    isAbout: areIn,
    findDifference(first, second) {
      if (first.redirect?.url !== second.redirect?.url)
        return second.redirect === null ? 'it is not sent elsewhere' : `it is sent to ${second.redirect.url}`;
      if (first.primaryUser !== second.primaryUser) return 'the tokens are for another account';
      if (!isDeepStrictEqual(first.session, second.session)) return 'the session is limited otherwise';
      return isDeepStrictEqual(storedNames(first), storedNames(second)) ? null : 'other metadata is stored';
    },
  },
  {
    name: 'refusals say the same',
    isAbout: (first, second) => isRefused(first) && second.outcome === 'deny',
    findDifference(first, second) {
      if (first.message !== second.message) return `it is told ${JSON.stringify(second.message)}`;
      return first.code === second.code ? null : `the code is \`${second.code}\`, not \`${first.code}\``;
    },
  },
];

function findFactor(first: Report, second: Report): string | null {
  if ((first.multifactor === null) === (second.multifactor === null)) return null;
  return second.multifactor === null ? 'no second factor is asked for' : 'a second factor is asked for';
}
