import type { Secrets } from './capabilities/fill-request.ts';
import { readClock } from './clock.ts';
import type { Conclusion } from './conclusion/open-conclusion.ts';
import type { Limits } from './limits.ts';
import type { Login } from './login/read-login.ts';
import * as messages from './messages.ts';
import type { Pipeline } from './pipeline.ts';
import { readRedirectAnswer } from './read-redirect-answer.ts';
import type { Redirects } from './redirects.ts';
import { makeBadLoginReport, makeFailureReport, refuseLogin } from './report/make-refusal.ts';
import type { Report, ReportLine } from './report/report.ts';
import { resumeLogin } from './resume-login.ts';
import { findRunProblem, type RunOptions } from './run-options.ts';

/** How logins that wait for somebody go on. */
export interface ReturnsOptions {
  readonly redirects: Redirects;
  readonly conclusion: Pick<Conclusion, 'confirm'>;
  readonly secrets: Secrets;
  readonly limits: Limits;
  /** Takes a login through all rules, with what is to stand in its log before. */
  readonly run: (login: Login, options: RunOptions, before: readonly ReportLine[]) => Promise<Report>;
  /** Aborted once the pipeline has been disposed. */
  readonly signal: AbortSignal;
}

/** A state is used up only by who asks rightly, of a pipeline that can go on. */
export function openReturns({
  redirects,
  conclusion,
  secrets,
  limits,
  run,
  signal,
}: ReturnsOptions): Pick<Pipeline, 'resume' | 'confirm'> {
  const failure = (reason: string) => makeFailureReport({ user: {}, context: {} }, reason);
  return {
    async resume(state, answer, options) {
      if (signal.aborted) return failure(messages.disposed());
      const read = readRedirectAnswer(answer, limits);
      if (read.kind === 'problem') return makeBadLoginReport(read.message);
      const wrong = findRunProblem('resume', options);
      if (wrong !== null) return makeBadLoginReport(wrong);
      try {
        const now = readClock(options?.now ?? Date.now());
        if (now === null) return makeBadLoginReport(messages.notAClock());
        const sent = await redirects.take(state);
        if (sent === null) return refuseLogin('invalid_request', messages.unknownState());
        const { login, log } = await resumeLogin(sent, read.answer, { state: String(state), secrets, now });
        return await run(login, options ?? {}, log);
      } catch (error) {
        return failure(String(error));
      }
    },
    async confirm(state, passed) {
      if (signal.aborted) return failure(messages.disposed());
      if (passed !== 'passed' && passed !== 'failed') {
        return makeBadLoginReport(messages.notAnEnd({ found: messages.describeShape(passed) }));
      }
      try {
        const report = await conclusion.confirm(state, passed);
        return report ?? refuseLogin('invalid_request', messages.unknownState());
      } catch (error) {
        return failure(String(error));
      }
    },
  };
}
