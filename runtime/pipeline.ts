import type { CompiledPolicy } from '../stdlib/index.ts';
import { readClock } from './clock.ts';
import type { GuestResult, GuestTrace } from './guest.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { makeTrace } from './make-trace.ts';
import { notAClock } from './messages.ts';
import { type OpenPolicies, openPolicies } from './open-policies.ts';
import { type Login, readLogin } from './read-login.ts';
import { makeBadLoginReport, makeFailureReport, makeReport, type Report } from './report.ts';

/** Policies that logins can be taken through, in a heap of their own. */
export interface Pipeline {
  /**
   * Takes one login, `{ user, context }`, through all rules. Never rejects: what is no login, and whatever fails, is a
   * report with the outcome `failure`. Logins know nothing of each other.
   */
  run(login: unknown, options?: RunOptions): Promise<Report>;
  /** Gives the heap back; logins after that fail. May be called twice. */
  dispose(): void;
}

export interface RunOptions {
  /** The clock of this login: a date, milliseconds since 1970 UTC, or ISO 8601 text with its offset. Default: now. */
  readonly now?: Date | string | number;
  /** Whether the report says, rule by rule, what led to the outcome. Slower; the outcome is the same. */
  readonly trace?: boolean;
}

/** Loads compiled policies, which run in the order given. Rejects when they cannot be loaded. */
export async function createPipeline(
  policies: readonly CompiledPolicy[],
  options: { readonly limits?: Partial<Limits> } = {},
): Promise<Pipeline> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  let opened: OpenPolicies = openPolicies(policies, limits);
  let disposed = false;
  return {
    async run(login, { now = Date.now(), trace = false } = {}) {
      const clock = readClock(now);
      if (clock === null) return makeBadLoginReport(notAClock());
      const read = readLogin(login, limits);
      if (read.kind === 'problem') return makeBadLoginReport(read.message);
      if (disposed) return makeFailureReport(read.login, 'the pipeline has been disposed');
      try {
        // A login that cost the isolate its life has failed; the next one finds a new isolate.
        if (!opened.isOpen) opened = openPolicies(policies, limits);
        const texts = opened.run(read.userText, read.contextText, clock, trace ? 'traced' : 'fast');
        return readResult(policies, read.login, texts);
      } catch (error) {
        return makeFailureReport(read.login, String(error));
      }
    },
    dispose() {
      disposed = true;
      opened.close();
    },
  };
}

function readResult(policies: readonly CompiledPolicy[], login: Login, texts: readonly string[]): Report {
  const [resultText = '', traceText] = texts;
  const result: GuestResult = JSON.parse(resultText);
  const notes: readonly GuestTrace[] | null = traceText === undefined ? null : JSON.parse(traceText);
  return makeReport(login, result, notes === null ? null : makeTrace(policies, notes));
}
