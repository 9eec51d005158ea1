import type { DataField } from '../../grammar/index.ts';
import type { Report } from '../../runtime/index.ts';
import type { Clock } from '../generate/clock-of.ts';
import type { ShrinkOptions } from '../login/shrink-login.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import type { Trial } from '../trial/trial.ts';
import { findSmallest } from './find-smallest.ts';
import type { Law, LawRun } from './law.ts';
import type { Counterexample, LawsReport, Verdict } from './verdict.ts';

/** What laws are held against, and how long. */
export interface LawTrial {
  readonly trial: Trial;
  readonly laws: readonly Law[];
  /** What hosts answer. */
  readonly answers: readonly DataField[];
  /** Whether the moment of a login has to be told. */
  readonly clock: Clock;
  readonly shrink: ShrinkOptions;
  /** Logins that broke a law before: they are tried first. */
  readonly known: readonly TimedLogin[];
  /** The logins from a number on, so many of them. */
  readonly draw: (from: number, count: number) => readonly TimedLogin[];
  readonly seed: number;
  /** How many logins are drawn. */
  readonly runs: number;
  /** Milliseconds. */
  readonly time: number;
  readonly onProgress: (progress: LawsProgress) => void;
}

export interface LawsProgress {
  /** Logins that were tried, of those that are to be. */
  readonly logins: number;
  readonly runs: number;
  /** Laws that are broken so far; the last of them may still be made smaller. */
  readonly broken: number;
}

/** Logins that are drawn at once. */
const CHUNK = 128;
/** Milliseconds for which a counter-example may still be made smaller when the time is up. */
const GRACE = 1000;

/**
 * Takes logins through a pipeline and shows each to every law that is not broken yet. What breaks a law is made smaller
 * at once. Ends when all laws are broken. Apart from the time, the same facts give the same report.
 */
export async function tryLaws(facts: LawTrial): Promise<LawsReport> {
  const { trial, known, draw, runs, answers } = facts;
  const end = performance.now() + facts.time;
  const { clock } = facts;
  const unanswered = new Set<string>();
  const run = async (login: TimedLogin, options: Parameters<LawRun['run']>[1] = {}): Promise<Report> => {
    const found = await trial.run(login, { ...options, answers });
    for (const request of found.unanswered) unanswered.add(request);
    return found.report;
  };
  let isAnswered = true;
  /** What a smaller login asks in vain is no lack of the project: that login is just too small. */
  const tryRun: LawRun['run'] = async (login, options = {}) => {
    const found = await trial.run(login, { ...options, answers });
    if (found.unanswered.some((request) => !unanswered.has(request))) isAnswered = false;
    return found.report;
  };
  const shrink = {
    ...facts.shrink,
    clock,
    isLate: () => performance.now() >= end + GRACE,
    takeAnswered: () => {
      const was = isAnswered;
      isAnswered = true;
      return was;
    },
  };
  const cases: LawCase[] = facts.laws
    .filter(({ skip }) => skip === null)
    .map((law) => ({ law, logins: 0, counterexample: null }));
  let open: readonly LawCase[] = cases;
  let logins = 0;
  let failures = 0;
  let broken = 0;
  let isCutShort = false;
  const tell = (): void => facts.onProgress({ logins, runs: runs + known.length, broken });
  const showLogin = async (login: TimedLogin, index: number | null): Promise<void> => {
    const report = await run(login);
    logins += 1;
    if (report.outcome === 'failure') failures += 1;
    const lawRun: LawRun = { login, report, run };
    let isAnyBroken = false;
    for (const one of open) {
      if (index !== null && performance.now() >= end) {
        isCutShort = true;
        break;
      }
      const judgement = await one.law.judge(lawRun, index);
      if (judgement.kind === 'beside') continue;
      // A login that fails shows hardly anything of the rules.
      if (report.outcome !== 'failure') one.logins += 1;
      if (judgement.kind === 'held') continue;
      isAnyBroken = true;
      broken += 1;
      tell();
      one.counterexample = await findSmallest(one.law, { ...lawRun, run: tryRun }, judgement, index, shrink);
    }
    if (isAnyBroken) open = open.filter(({ counterexample }) => counterexample === null);
    tell();
  };

  for (const login of known) if (open.length > 0) await showLogin(login, null);
  for (let from = 0; from < runs && open.length > 0 && !isCutShort; from += CHUNK) {
    for (const [offset, login] of draw(from, Math.min(CHUNK, runs - from)).entries()) {
      if (open.length === 0) break;
      isCutShort ||= performance.now() >= end;
      if (isCutShort) break;
      await showLogin(login, from + offset);
    }
  }
  const found = new Map(cases.map((one) => [one.law, one]));
  return {
    seed: facts.seed,
    logins,
    isCutShort,
    failures,
    unanswered: [...unanswered].toSorted(),
    verdicts: facts.laws.map((law) => verdictOf(law, found.get(law), logins)),
  };
}

interface LawCase {
  readonly law: Law;
  logins: number;
  counterexample: Counterexample | null;
}

/** Evidence needs some logins: one in fifty, and no more than twenty. */
function verdictOf(law: Law, found: LawCase | undefined, tried: number): Verdict {
  if (found === undefined) return { kind: 'skipped', law, reason: law.skip ?? '' };
  const { logins, counterexample } = found;
  if (counterexample !== null) return { kind: 'broken', law, logins, counterexample };
  const enough = Math.max(1, Math.min(20, Math.floor(tried / 50)));
  return { kind: logins < enough ? 'hardly exercised' : 'held', law, logins };
}
