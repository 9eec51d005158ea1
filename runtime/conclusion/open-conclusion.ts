import type { CounterFacts } from '../../stdlib/index.ts';
import { SECOND_FACTOR_FAILED } from '../messages.ts';
import { failReport, revokeReport } from '../report/make-refusal.ts';
import type { Report, ReportLine } from '../report/report.ts';
import type { Sender } from '../sender.ts';
import type { SignedStates } from '../signed-states.ts';
import type { Commit, Store } from '../store/store.ts';
import { storeFailure } from '../store/store-failure.ts';
import * as messages from './conclusion-messages.ts';
import { type DecidedLogin, readDecidedLogin } from './decided-login.ts';
import { openLasting, withholdOpen } from './fate.ts';
import type { Journal } from './journal.ts';
import { makeCalls } from './make-calls.ts';
import { makeCommit, withoutMetadata } from './make-commit.ts';
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
  readonly journal: Journal;
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
  const { store, journal, sender, away, challenges, counters, onMessages, signal } = options;

  /** Why it could not be stored; null: it is. */
  const tryStore = async (work: () => Promise<void>): Promise<string | null> => {
    try {
      await work();
      return null;
    } catch (error) {
      return storeFailure(messages.commitFailed(), error);
    }
  };

  const commit = async (what: Commit): Promise<void> => {
    // False where it was stored before: then it is as it should be.
    await store.commit(what);
    if (what.messages.length > 0) onMessages();
  };

  const settle = async (decided: DecidedLogin, way: 'run' | 'confirm'): Promise<Report> => {
    const { login, lasting } = decided;
    if (lasting.length === 0) return decided.report;
    const isGranted = decided.report.outcome === 'allow';
    const calls = decided.calls ?? (await makeCalls(openLasting(decided), isGranted, sender, signal));
    const isCalled = calls.lasting.some(({ fate }) => fate.kind === 'done');
    let { lost } = calls;
    for (;;) {
      const told = withLines(decided.report, calls.log);
      const report = lost === null ? told : failReport(login, told, lost);
      const isAllowed = report.outcome === 'allow';
      const plan = makeCommit(decided, calls.lasting, isAllowed, counters);
      const end = { ...decided, calls: { ...calls, lost } };
      const isKept = isAllowed ? isCalled && way === 'run' : plan.commit !== null;
      const tryKeeping = (what: Commit | null) =>
        tryStore(async () => {
          // Who tried it again might be let in with what is stored of a refusal, or get another answer to a call.
          if (isKept) await journal.write(end);
          if (what !== null) await commit(what);
        });
      const problem = await tryKeeping(plan.commit);
      if (problem === null) return settleReport(withLines(report, plan.log), plan.lasting);
      const line = { level: 'warning', policy: '', rule: '', text: problem } as const;
      if (!isAllowed) {
        // Whoever makes their metadata too large to be stored is counted all the same.
        const rest = withoutMetadata(plan);
        if (rest === null || (await tryKeeping(rest.commit)) !== null)
          return settleReport(withLines(report, [line]), withholdOpen(calls.lasting, 'refused'));
        const lines = [...rest.log, { ...line, text: messages.metadataFailed() }];
        return settleReport(withLines(report, lines), rest.lasting);
      }
      lost = line;
    }
  };

  return {
    async conclude(decided) {
      const { report, login } = decided;
      if (report.outcome !== 'challenge' && report.outcome !== 'redirect') return settle(decided, 'run');
      const sent = report.redirect === null ? null : await sendAway(decided, report.redirect.url, away);
      if (sent?.kind === 'problem') {
        return settle({ ...decided, report: failReport(login, report, sent.line) }, 'run');
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
        const refused = revokeReport(login, report, { outcome: 'deny', ...facts });
        return settle({ ...decided, report: refused }, 'confirm');
      }
      const { multifactor: _, ...context } = report.context;
      const passedReport = { ...report, multifactor: null, context };
      if (report.redirect === null) {
        const allowed = { ...passedReport, outcome: 'allow', ...admittedBy } as const;
        return settle({ ...decided, report: allowed }, 'confirm');
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
