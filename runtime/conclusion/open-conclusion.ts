import type { CounterFacts } from '../../stdlib/index.ts';
import { SECOND_FACTOR_FAILED } from '../messages.ts';
import { failReport, revokeReport } from '../report/make-refusal.ts';
import type { Report, ReportLine } from '../report/report.ts';
import type { Sender } from '../sender.ts';
import type { SignedStates } from '../signed-states.ts';
import type { Commit, Store } from '../store/store.ts';
import { PERSON_TOO_LARGE } from '../store/store-errors.ts';
import { failureCode, storeFailure } from '../store/store-failure.ts';
import * as messages from './conclusion-messages.ts';
import { type DecidedLogin, readDecidedLogin } from './decided-login.ts';
import { type Lasting, openLasting, withholdOpen, withholdStored } from './fate.ts';
import type { Journal } from './journal.ts';
import { makeCalls } from './make-calls.ts';
import { makeCommit, type PlannedCommit, withoutMetadata } from './make-commit.ts';
import { type SendingAway, sendAway } from './send-away.ts';
import { settleReport } from './settle-report.ts';

/** What happens to logins once they have been decided. */
export interface Conclusion {
  /**
   * Does what is to last: calls first, then everything that is stored, all or nothing. A login that is allowed fails when a
   * call does without which nobody is let in, or the store. One that is refused leaves only what says so; one that goes
   * elsewhere leaves nothing, one that is asked for a second factor nothing yet, and one whose id was used before nothing that
   * is stored. Rejects when a state cannot be kept.
   */
  conclude(decided: DecidedLogin, way: Exclude<Way, 'confirm'>): Promise<Report>;
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

/** `again`: the journal knows it, so that what its id stands for in the store is of this login. */
type Way = 'run' | 'again' | 'confirm';

type Kept =
  | { readonly ok: true; readonly lasting: readonly Lasting[]; readonly log: readonly ReportLine[] }
  /** `isTooLarge`: it is the metadata that the store does not take, and it never will. */
  | { readonly ok: false; readonly line: ReportLine; readonly isTooLarge: boolean };

/** Seconds for which a second factor is waited for. */
const CHALLENGE_LASTS = 15 * 60;

export function openConclusion(options: ConclusionOptions): Conclusion {
  const { store, journal, sender, away, challenges, counters, onMessages, signal } = options;

  /** False: its id was used before, and nothing was stored now. */
  const commit = async (what: Commit): Promise<boolean> => {
    const isNew = await store.commit(what);
    if (what.messages.length > 0) onMessages();
    return isNew;
  };

  const settle = async (decided: DecidedLogin, way: Way): Promise<Report> => {
    const { login, lasting } = decided;
    const isFromRun = way !== 'confirm';
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
      const isKept = isAllowed ? isCalled && isFromRun : plan.commit !== null;
      const tryKeeping = async (planned: PlannedCommit): Promise<Kept> => {
        try {
          // Who tried it again might be let in with what is stored of a refusal, or get another answer to a call.
          if (isKept) await journal.write(end);
          // Stored before: of a login that is tried again it is as it should be.
          if (planned.commit === null || (await commit(planned.commit)) || way === 'again')
            return { ok: true, ...planned };
          const told = withholdUsed(planned);
          if (isKept || isFromRun)
            await journal.write({ ...end, calls: { ...told, log: [...calls.log, ...told.log], lost } });
          return { ok: true, ...told };
        } catch (error) {
          const line = lineOf(storeFailure(messages.commitFailed(), error));
          return { ok: false, line, isTooLarge: failureCode(error) === PERSON_TOO_LARGE };
        }
      };
      const kept = await tryKeeping(plan);
      if (kept.ok) return settleReport(withLines(report, kept.log), kept.lasting);
      if (!isAllowed) {
        // Whoever makes their metadata too large to be stored is counted all the same.
        const rest = kept.isTooLarge ? withoutMetadata(plan) : null;
        const keptRest = rest === null ? kept : await tryKeeping(rest);
        if (!keptRest.ok)
          return settleReport(withLines(report, [kept.line]), withholdOpen(calls.lasting, 'refused'));
        const lines = [...keptRest.log, lineOf(messages.metadataFailed())];
        return settleReport(withLines(report, lines), keptRest.lasting);
      }
      lost = kept.line;
    }
  };

  return {
    async conclude(decided, way) {
      const { report, login } = decided;
      if (report.outcome !== 'challenge' && report.outcome !== 'redirect') return settle(decided, way);
      const sent = report.redirect === null ? null : await sendAway(decided, report.redirect.url, away);
      if (sent?.kind === 'problem') {
        return settle({ ...decided, report: failReport(login, report, sent.line) }, way);
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

function withholdUsed({ lasting, log }: PlannedCommit): Pick<PlannedCommit, 'lasting' | 'log'> {
  return { lasting: withholdStored(lasting, 'used'), log: [...log, lineOf(messages.idUsed())] };
}

function lineOf(text: string): ReportLine {
  return { level: 'warning', policy: '', rule: '', text };
}

function withLines(report: Report, lines: readonly ReportLine[]): Report {
  return lines.length === 0 ? report : { ...report, log: [...report.log, ...lines] };
}
