import type { CounterFacts } from '../../stdlib/index.ts';
import { SECOND_FACTOR_FAILED } from '../messages.ts';
import { failReport, revokeReport } from '../report/make-refusal.ts';
import type { Report, ReportLine } from '../report/report.ts';
import type { Sender } from '../sender.ts';
import type { SignedStates } from '../signed-states.ts';
import type { Commit, Store } from '../store/store.ts';
import * as messages from './conclusion-messages.ts';
import { type DecidedLogin, readDecidedLogin } from './decided-login.ts';
import { openLasting, withholdOpen } from './fate.ts';
import { makeCalls } from './make-calls.ts';
import { makeCommit } from './make-commit.ts';
import { type SendingAway, sendAway } from './send-away.ts';
import { settleReport } from './settle-report.ts';

/** What happens to logins once they have been decided. */
export interface Conclusion {
  /**
   * Does what is to last: calls first, then everything that is stored, all or nothing. A login that is allowed fails when a
   * call does without which nobody is let in, or the store. One that is refused leaves only what says so; one that goes
   * elsewhere leaves nothing, and one that is asked for a second factor nothing yet. Rejects when a state cannot be kept.
   */
  conclude(decided: DecidedLogin): Promise<Report>;
  /** The report of the login of a state, with what is to last done; null: it is no such state. Rejects when the store does. */
  confirm(state: unknown, passed: 'passed' | 'failed'): Promise<Report | null>;
}

export interface ConclusionOptions {
  readonly store: Store;
  readonly sender: Sender;
  readonly away: SendingAway;
  /** Where logins wait that were asked for a second factor. */
  readonly challenges: SignedStates;
  /** `policy/name` → what is known of the counter. */
  readonly counters: ReadonlyMap<string, CounterFacts>;
  /** Told after each commit with notifications. */
  readonly onMessages: () => void;
  /** Aborted when nobody waits for calls any more. */
  readonly signal: AbortSignal;
}

/** Seconds for which a second factor is waited for. */
const CHALLENGE_LASTS = 15 * 60;

export function openConclusion(options: ConclusionOptions): Conclusion {
  const { store, sender, away, challenges, counters, onMessages, signal } = options;

  /** Why it could not be stored; null: it is. */
  const tryCommit = async (commit: Commit | null): Promise<string | null> => {
    if (commit === null) return null;
    try {
      // False where it was stored before: then it is as it should be.
      await store.commit(commit);
      if (commit.messages.length > 0) onMessages();
      return null;
    } catch (error) {
      return messages.commitFailed({ reason: String(error) });
    }
  };

  const settle = async (decided: DecidedLogin): Promise<Report> => {
    const { login, lasting } = decided;
    if (lasting.length === 0) return decided.report;
    const isGranted = decided.report.outcome === 'allow';
    const calls = await makeCalls(openLasting(decided), isGranted, sender, signal);
    let report = withLines(decided.report, calls.log);
    if (calls.lost !== null) report = failReport(login, report, calls.lost);
    for (;;) {
      const isAllowed = report.outcome === 'allow';
      const plan = makeCommit(decided, calls.lasting, isAllowed, counters);
      const problem = await tryCommit(plan.commit);
      if (problem === null) return settleReport(withLines(report, plan.log), plan.lasting);
      const line = { level: 'warning', policy: '', rule: '', text: problem } as const;
      if (!isAllowed) return settleReport(withLines(report, [line]), withholdOpen(calls.lasting, 'refused'));
      report = failReport(login, report, line);
    }
  };

  return {
    async conclude(decided) {
      const { report, login } = decided;
      if (report.outcome !== 'challenge' && report.outcome !== 'redirect') return settle(decided);
      const sent = report.redirect === null ? null : await sendAway(decided, report.redirect.url, away);
      if (sent?.kind === 'problem') {
        return settle({ ...decided, report: failReport(login, report, sent.line) });
      }
      const left = { ...report, redirect: sent === null ? null : { url: sent.url } };
      const why = sent === null ? 'challenge' : 'redirect';
      const told = settleReport(left, withholdOpen(openLasting(decided), why));
      if (report.outcome === 'redirect' || decided.lasting.length === 0) return told;
      return { ...told, confirm: await challenges.keep({ ...decided, report: left }, CHALLENGE_LASTS) };
    },
    async confirm(state, passed) {
      const decided = readDecidedLogin(await challenges.take(state));
      if (decided === null) return null;
      const { report, login, admittedBy } = decided;
      if (passed !== 'passed') {
        const { policy, by } = report;
        const facts = { policy, by, message: SECOND_FACTOR_FAILED, code: 'mfa_failed' };
        return settle({ ...decided, report: revokeReport(login, report, { outcome: 'deny', ...facts }) });
      }
      const { multifactor: _, ...context } = report.context;
      const passedReport = { ...report, multifactor: null, context };
      if (report.redirect === null) {
        return settle({ ...decided, report: { ...passedReport, outcome: 'allow', ...admittedBy } });
      }
      const sender = report.effects.findLast(({ effect }) => effect === 'redirect');
      const facts = { policy: sender?.policy ?? null, by: sender?.rule ?? null };
      const due: Report = { ...passedReport, outcome: 'redirect', ...facts };
      return settleReport(due, withholdOpen(openLasting(decided), 'redirect'));
    },
  };
}

function withLines(report: Report, lines: readonly ReportLine[]): Report {
  return lines.length === 0 ? report : { ...report, log: [...report.log, ...lines] };
}
