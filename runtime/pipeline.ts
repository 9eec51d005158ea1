import { randomBytes, randomUUID } from 'node:crypto';
import { openHttpClient } from './capabilities/http-client.ts';
import { openSecrets } from './capabilities/open-secrets.ts';
import { readClock } from './clock.ts';
import type { DecidedLogin } from './conclusion/decided-login.ts';
import { openJournal } from './conclusion/journal.ts';
import { countersOf } from './conclusion/make-commit.ts';
import { openConclusion } from './conclusion/open-conclusion.ts';
import { openCourse } from './course.ts';
import { decideLogin } from './decide-login.ts';
import { joinDeciders } from './deciders/join-deciders.ts';
import type { GoOn } from './deciders/open-deciders.ts';
import { openShortWays } from './deciders/open-short-ways.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { readLogin } from './login/read-login.ts';
import type { Inquiry } from './look-ups/open-inquiry.ts';
import * as messages from './messages.ts';
import { openReturns } from './open-returns.ts';
import { openOutbox } from './outbox/open-outbox.ts';
import { DEFAULT_COMPATIBILITY, DEFAULT_REDIRECT_LASTS, type PipelineOptions } from './pipeline-options.ts';
import { openPolicies } from './policies/open-policies.ts';
import { reopenPolicies } from './policies/reopen-policies.ts';
import { type LoginRead, prepareLogin } from './prepare-login.ts';
import { openRedirects, type RedirectAnswer } from './redirects.ts';
import { type Decision, decisionOf } from './report/decision.ts';
import { makeBadLoginReport, makeFailureReport } from './report/make-refusal.ts';
import type { Report, ReportLine } from './report/report.ts';
import { type DecideOptions, findDecideProblem, findRunProblem, type RunOptions } from './run-options.ts';
import { openSignedStates } from './signed-states.ts';
import { needsCourse, planSteps, type Step } from './steps.ts';
import { limitWaits } from './store/limit-waits.ts';
import { openMemoryStore } from './store/memory-store.ts';
import { quietTransactions } from './store/store-failure.ts';
import { openHere } from './verified/open-here.ts';

/** Policies and rules in JavaScript that logins can be taken through, each in a heap of its own. */
export interface Pipeline {
  /**
   * Takes one login, `{ user, context }`, through all rules. Never rejects: what is no login, and whatever fails, is a
   * report with the outcome `failure`. Logins know nothing of each other.
   */
  run(login: unknown, options?: RunOptions): Promise<Report>;
  /**
   * What `run` comes to, without the account: many times faster, and at once where nothing has to be waited for. What is
   * to last is done as by `run`. Never throws, and never rejects.
   */
  decide(login: unknown, options?: DecideOptions): Decision | Promise<Decision>;
  /**
   * Goes on with a login that was sent elsewhere and is back with its `state`: all rules run again. A state counts once;
   * one that is none gives a report with the outcome `failure` and the code `invalid_request`. Never rejects.
   */
  resume(state: unknown, answer?: RedirectAnswer, options?: RunOptions): Promise<Report>;
  /**
   * Ends a login that was asked for a second factor, with `report.confirm`: what is to last is done, and the report is that
   * of the login, allowed or refused. Counts once; what is no such state gives a report with the outcome `failure` and the
   * code `invalid_request`. Never rejects.
   */
  confirm(state: unknown, passed: 'passed' | 'failed'): Promise<Report>;
  /** Waits until every notification that is due has been tried. Never rejects. */
  flush(): Promise<void>;
  /** Gives the heaps and processes back; logins after that fail. May be called twice. */
  dispose(): void;
}

/** Loads the steps of a pipeline, which run in the order given. Rejects when they cannot be loaded. */
export async function createPipeline(
  steps: readonly Step[],
  options: PipelineOptions = {},
): Promise<Pipeline> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const compatibility = { ...DEFAULT_COMPATIBILITY, ...options.compatibility };
  const { tenant = '', answer, onTrouble = () => undefined } = options;
  const plan = planSteps(steps);
  const lasts = plan.policies.some(({ rules }) => rules.some((rule) => rule.lasts === true));
  const store = options.store === undefined ? openMemoryStore() : limitWaits(options.store, limits.store);
  const { allow = [], private: privateNetworks = [] } = options.network ?? {};
  const http = openHttpClient({ network: { allow, private: privateNetworks }, answer });
  const sender = { http, secrets: openSecrets(options) };
  const { secret = randomBytes(32).toString('hex'), lasts: redirectLasts = DEFAULT_REDIRECT_LASTS } =
    options.redirects ?? {};
  const transactions = quietTransactions(store);
  const states = (purpose: 'redirect' | 'confirm') =>
    openSignedStates(transactions, { secret, tenant, purpose });
  const redirects = openRedirects(states('redirect'), redirectLasts);
  const needsPolicies = plan.policies.length > 0 || plan.rules.length === 0;
  const joined = compatibility.appMetadata !== 'merged' ? joinDeciders(plan.policies) : null;
  const isAlone = plan.rules.length === 0;
  // Beside rules in JavaScript, deciders are asked part by part, and then they cannot wait; see `openCourse`.
  const deciders = isAlone || joined?.lookUps.length === 0 ? joined : null;
  const alone = isAlone ? deciders : null;
  const { isolation = 'isolate' } = options;
  const isVerified = isolation === 'verified' && alone !== null;
  const here = isVerified ? openHere(plan.policies, alone, limits, compatibility) : null;
  const inside = reopenPolicies(() => openPolicies(plan.policies, limits, deciders, options.reserve));
  if (needsPolicies && here === null) inside.get();
  const policies = inside.get;
  const course = needsCourse(plan)
    ? openCourse({ plan, policies, deciders, limits, store, http, options })
    : null;
  const goOn: GoOn = (value, inquiry) => runWhole(value, inquiry.now, { now: inquiry.now }, [], inquiry);
  const decided = { policies: plan.policies, deciders: alone, here, inside, course };
  const { fast, traced } = openShortWays({ ...decided, goOn, limits, compatibility });
  const decider = { plan, policies, course, compatibility };
  // A store of somebody else's may hold messages of rules that are no more.
  const sends = lasts || options.store !== undefined;
  const outbox = sends ? openOutbox(store, sender, { onLost: onTrouble }) : null;
  const journal = openJournal(transactions, tenant);
  const closing = new AbortController();
  const conclusion = openConclusion({
    store,
    journal,
    sender,
    away: { redirects, secrets: sender.secrets, tenant },
    challenges: states('confirm'),
    counters: countersOf(plan.policies),
    onMessages: () => outbox?.wake(),
    signal: closing.signal,
  });
  // What a process left that died.
  outbox?.wake();

  const decide = async (
    read: LoginRead,
    at: number,
    { now, trace = false, id = randomUUID(), lookUps }: RunOptions,
    before: readonly ReportLine[],
    inquiry: Inquiry | null,
  ): Promise<DecidedLogin> => {
    const patches = lasts || plan.rules.length > 0 ? store : null;
    const prepared = await prepareLogin(read, patches, compatibility);
    const given = lookUps ?? null;
    const toDecide = { ...prepared, now: at, isFixed: now !== undefined, given, inquiry };
    const { report, result } = await decideLogin(decider, toDecide, trace ? 'traced' : 'fast');
    const { lasting, visit, policy, rule: by } = result;
    const told = before.length === 0 ? report : { ...report, log: [...before, ...report.log] };
    const { login } = prepared;
    return {
      id,
      at,
      login,
      report: told,
      lasting,
      visit,
      calls: null,
      keptAs: null,
      admittedBy: { policy, by },
    };
  };

  /** Looks at all of a login, whose options have been read. */
  const runWhole = async (
    value: unknown,
    clock: number,
    runOptions: RunOptions,
    before: readonly ReportLine[],
    inquiry: Inquiry | null,
  ): Promise<Report> => {
    const { trace = false, id } = runOptions;
    const read = readLogin(value, limits);
    if (read.kind === 'problem') return makeBadLoginReport(read.message);
    const { login } = read;
    if (closing.signal.aborted) return makeFailureReport(login, messages.disposed());
    try {
      // Only who names a login can try it again.
      const question = id === undefined || !lasts ? null : { id, login, trace };
      const known = question === null ? null : await journal.read(question);
      const keptAs = question === null ? null : journal.keyOf(question);
      const decided = known ?? { ...(await decide(read, clock, runOptions, before, inquiry)), keptAs };
      if (isFinal(decided)) await journal.write(decided);
      return await conclusion.conclude(decided, known === null ? 'run' : 'again');
    } catch (error) {
      return makeFailureReport(login, String(error));
    }
  };

  const runLogin = async (
    value: unknown,
    runOptions: RunOptions,
    before: readonly ReportLine[],
  ): Promise<Report> => {
    const { now, trace = false, id, lookUps } = runOptions;
    const clock = readClock(now ?? Date.now());
    if (clock === null) return makeBadLoginReport(messages.notAClock());
    if (!isId(id)) return makeBadLoginReport(messages.notAnId({ found: messages.describeShape(id) }));
    const short = trace ? traced : fast;
    if (short !== null && lookUps === undefined && before.length === 0 && !closing.signal.aborted) {
      try {
        const report = short.report(value, clock);
        if (report !== null) return report;
      } catch {
        // As in `decide`.
      }
    }
    return runWhole(value, clock, runOptions, before, null);
  };

  const { signal } = closing;
  const { secrets } = sender;
  return {
    run(login, runOptions) {
      const problem = findRunProblem('run', runOptions);
      if (problem !== null) return Promise.resolve(makeBadLoginReport(problem));
      return runLogin(login, runOptions ?? {}, []);
    },
    decide(login, runOptions) {
      const problem = findDecideProblem(runOptions);
      if (problem !== null) return decisionOf(makeBadLoginReport(problem));
      const { now, id } = runOptions ?? {};
      const fixed = now === undefined ? null : readClock(now);
      const clock = now === undefined ? Date.now : fixed === null ? null : () => fixed;
      if (clock === null || !isId(id)) return runLogin(login, runOptions ?? {}, []).then(decisionOf);
      try {
        const canDecide = fast !== null && !signal.aborted;
        const decision = canDecide ? (here?.decide(login, clock) ?? fast.decide(login, clock)) : null;
        if (decision !== null) return decision;
      } catch {
        // A property that throws when it is read is told where all of the login is looked at.
      }
      return runWhole(login, clock(), runOptions ?? {}, [], null).then(decisionOf);
    },
    ...openReturns({ redirects, conclusion, secrets, limits, run: runLogin, signal }),
    flush: async () => outbox?.flush(),
    dispose() {
      closing.abort();
      outbox?.close();
      inside.close();
      course?.close();
      http.close();
    },
  };
}

/** Whether what is to last is done now, and not once the login has come back or was confirmed. */
function isFinal({ report, lasting }: DecidedLogin): boolean {
  return lasting.length > 0 && report.outcome !== 'challenge' && report.outcome !== 'redirect';
}

/** One that were the same for several logins would let only the first of them store anything. */
function isId(id: unknown): boolean {
  return id === undefined || (typeof id === 'string' && id !== '');
}
