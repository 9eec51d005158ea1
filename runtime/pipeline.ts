import { randomBytes } from 'node:crypto';
import { openMemoryStore } from './capabilities/store.ts';
import { readClock } from './clock.ts';
import { type OpenCourse, openCourse } from './course.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { type Login, readLogin } from './login/read-login.ts';
import * as messages from './messages.ts';
import { demandSettings } from './passage.ts';
import { mergeAppMetadata } from './pinned-fields.ts';
import { DEFAULT_COMPATIBILITY, DEFAULT_REDIRECT_LASTS, type PipelineOptions } from './pipeline-options.ts';
import { type OpenPolicies, openPolicies } from './policies/open-policies.ts';
import { openRedirects, type RedirectAnswer, resumedLogin, withState } from './redirects.ts';
import { makePlanTrace, makeTrace } from './report/make-trace.ts';
import {
  makeBadLoginReport,
  makeFailureReport,
  makeReport,
  type Report,
  refuseLogin,
} from './report/report.ts';
import { runSteps } from './run-steps.ts';
import { planSteps, type Step } from './steps.ts';

/** Policies and rules in JavaScript that logins can be taken through, each in a heap of its own. */
export interface Pipeline {
  /**
   * Takes one login, `{ user, context }`, through all rules. Never rejects: what is no login, and whatever fails, is a
   * report with the outcome `failure`. Logins know nothing of each other.
   */
  run(login: unknown, options?: RunOptions): Promise<Report>;
  /**
   * Goes on with a login that was sent elsewhere and is back with its `state`: all rules run again. A state counts once;
   * one that is none gives a report with the outcome `failure` and the code `invalid_request`. Never rejects.
   */
  resume(state: unknown, answer?: RedirectAnswer, options?: RunOptions): Promise<Report>;
  /** Gives the heaps and processes back; logins after that fail. May be called twice. */
  dispose(): void;
}

export interface RunOptions {
  /** The clock of this login: a date, milliseconds since 1970 UTC, or ISO 8601 text with its offset. Default: now. */
  readonly now?: Date | string | number;
  /** Whether the report says, rule by rule, what led to the outcome. Slower; the outcome is the same. */
  readonly trace?: boolean;
}

/** Loads the steps of a pipeline, which run in the order given. Rejects when they cannot be loaded. */
export async function createPipeline(
  steps: readonly Step[],
  options: PipelineOptions = {},
): Promise<Pipeline> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const compatibility = { ...DEFAULT_COMPATIBILITY, ...options.compatibility };
  const plan = planSteps(steps);
  const store = options.store ?? openMemoryStore();
  const { secret = randomBytes(32).toString('hex'), lasts = DEFAULT_REDIRECT_LASTS } =
    options.redirects ?? {};
  const redirects = openRedirects(store, { secret, lasts, tenant: options.tenant ?? '' });
  const needsPolicies = plan.policies.length > 0 || plan.rules.length === 0;
  let opened: OpenPolicies | null = needsPolicies ? openPolicies(plan.policies, limits) : null;
  // A login that cost the isolate its life has failed; the next one finds a new isolate.
  const policies = () => {
    if (opened === null || !opened.isOpen) opened = openPolicies(plan.policies, limits);
    return opened;
  };
  const course: OpenCourse | null =
    plan.rules.length === 0 ? null : openCourse(plan, policies, limits, store, options);
  let isDisposed = false;

  const runLogin = async (value: unknown, { now, trace = false }: RunOptions): Promise<Report> => {
    const clock = readClock(now ?? Date.now());
    if (clock === null) return makeBadLoginReport(messages.notAClock());
    const read = readLogin(prepare(value), limits);
    if (read.kind === 'problem') return makeBadLoginReport(read.message);
    if (isDisposed) return makeFailureReport(read.login, 'the pipeline has been disposed');
    const { login } = read;
    try {
      if (course === null) {
        const texts = policies().run(read.userText, read.contextText, clock, trace ? 'traced' : 'fast');
        const result = JSON.parse(texts[0] ?? '');
        const told = texts[1] === undefined ? null : makeTrace(plan.policies, JSON.parse(texts[1]));
        return await finish(login, makeReport(login, result, told, { compatibility }));
      }
      const isFixed = now !== undefined;
      const ran = await runSteps(course, { login, now: clock, isFixed }, trace ? 'traced' : 'fast');
      const told = ran.trace === null ? null : makePlanTrace(plan, ran.trace);
      const providerOptions = demandSettings(ran.passage);
      return await finish(login, makeReport(login, ran.result, told, { compatibility, providerOptions }));
    } catch (error) {
      return makeFailureReport(login, String(error));
    }
  };
  const prepare = (value: unknown) =>
    compatibility.appMetadata === 'merged' ? withMergedMetadata(value) : value;
  /** A login that goes elsewhere is kept until it comes back. */
  const finish = async (login: Login, report: Report): Promise<Report> => {
    if (report.redirect === null) return report;
    const state = await redirects.begin({ user: report.user, context: login.context });
    return { ...report, redirect: { url: withState(report.redirect.url, state) } };
  };

  return {
    run: (login, runOptions = {}) => runLogin(login, runOptions),
    async resume(state, answer = {}, runOptions = {}) {
      try {
        const login = await redirects.take(state);
        if (login === null) return refuseLogin('invalid_request', messages.unknownState());
        const { user_id: id } = login.user;
        const stored = typeof id === 'string' ? await store.getUser(id) : null;
        return await runLogin(
          resumedLogin({ ...login, user: { ...login.user, ...stored } }, answer),
          runOptions,
        );
      } catch (error) {
        return makeFailureReport({ user: {}, context: {} }, String(error));
      }
    },
    dispose() {
      isDisposed = true;
      opened?.close();
      course?.close();
    },
  };
}

/** A login is read later: here it can be anything. */
function withMergedMetadata(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('user' in value)) return value;
  const { user } = value;
  if (typeof user !== 'object' || user === null || Array.isArray(user)) return value;
  return { ...value, user: mergeAppMetadata(user as Readonly<Record<string, unknown>>) };
}
