import type { Report } from '../../runtime/index.ts';
import type { Clock } from '../generate/clock-of.ts';
import { describeLogin } from '../login/describe-login.ts';
import { type ShrinkOptions, shrinkLogin } from '../login/shrink-login.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import type { Judgement, Law, LawRun } from './law.ts';
import { printEntry } from './print-entry.ts';
import type { Counterexample } from './verdict.ts';

type Broken = Extract<Judgement, { kind: 'broken' }>;

export interface SmallestOptions extends ShrinkOptions {
  readonly isLate: () => boolean;
  /** Whether every look-up since the last time was answered. */
  readonly takeAnswered: () => boolean;
  readonly clock: Clock;
}

/**
 * The smallest login that breaks a law in the way in which a run broke it: a login that is let in does not become one
 * that fails. `index` is the number of the login, and the turn of the law. When it is late, the smallest so far is it.
 */
export async function findSmallest(
  law: Law,
  run: LawRun,
  judgement: Broken,
  index: number | null,
  { isLate, takeAnswered, clock, ...options }: SmallestOptions,
): Promise<Counterexample> {
  const broken = new Map<TimedLogin, { readonly report: Report; readonly judgement: Broken }>();
  broken.set(run.login, { report: run.report, judgement });
  const breaks = async (login: TimedLogin, turn: number | null): Promise<boolean> => {
    if (isLate()) return false;
    takeAnswered();
    const report = await run.run(login);
    if (report.outcome !== run.report.outcome) return false;
    const found = await law.judge({ login, report, run: run.run }, turn);
    if (!takeAnswered()) return false;
    if (found.kind !== 'broken' || found.isFault !== judgement.isFault) return false;
    if (found.other?.report.outcome !== judgement.other?.report.outcome) return false;
    broken.set(login, { report, judgement: found });
    return true;
  };
  // Among all variants the one that broke the law may not be found again; its own turn finds it.
  const turn = index !== null && !(await breaks(run.login, null)) ? index : null;
  const login = await shrinkLogin(run.login, (smaller) => breaks(smaller, turn), options);
  const found = broken.get(login);
  if (found === undefined) throw new Error('only a login that breaks the law becomes the smaller one');
  const { report } = found;
  const { why, other, isFault } = found.judgement;
  const facts = { login, report, why, other, isFault };
  const sentence = describeLogin(login, report, clock);
  return { ...facts, sentence, entry: printEntry(law, facts, clock), index };
}
