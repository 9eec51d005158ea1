import type { DataField } from '../../grammar/index.ts';
import type { CheckedProject } from '../../project/index.ts';
import {
  createPipeline,
  type GivenLookUp,
  type HostAnswer,
  type HostRequest,
  type Report,
} from '../../runtime/index.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import { findGiven, hasAddresses } from '../look-ups/given-answers.ts';
import { findAnswer } from './find-answer.ts';
import { openForgetfulStore } from './forgetful-store.ts';
import { storedMetadata } from './stored-metadata.ts';
import type { Trial, TrialOptions, TrialRun } from './trial.ts';

/**
 * Opens the pipeline of a project without errors for tests and laws. Nothing of it reaches the network. Rejects when the
 * pipeline cannot be loaded.
 */
export async function openTrial(project: Pick<CheckedProject, 'steps' | 'pipelineOptions'>): Promise<Trial> {
  if (project.steps === null) throw new Error('a project with errors has no pipeline: look at its findings');
  const store = openForgetfulStore();
  let answers: readonly DataField[] = [];
  let unanswered = new Set<string>();
  const answer = (request: HostRequest) => {
    const found = findAnswer(answers, request);
    if (found !== null) return found;
    if (isCall(request)) return FINE;
    unanswered.add(nameOf(request));
    return null;
  };
  // Where nothing is asked, logins go the short way, as they do for hosts.
  const asks = project.steps.some(
    (step) => !('shape' in step) && step.sources.length + step.counters.length > 0,
  );
  const pipeline = await createPipeline(project.steps, { ...project.pipelineOptions, store, answer });

  const runAlone = async (login: TimedLogin, options: TrialOptions): Promise<TrialRun> => {
    const { user, context, now } = login;
    const said = options.answers ?? [];
    answers = said;
    // Each login has a set of its own: a rule that goes on in the background may ask when the next one has begun.
    const asked = new Set<string>();
    unanswered = asked;
    store.forget();
    const given = asks ? { lookUps: openLookUps(login, said, (name) => asked.add(name)) } : {};
    const report = await pipeline.run({ user, context }, { now, trace: options.trace ?? false, ...given });
    const end = await endOf(report);
    const metadata = await storedMetadata(user, store);
    return { report: withoutState(report), end, unanswered: [...asked], metadata };
  };
  const endOf = async (report: Report): Promise<Report> =>
    typeof report.confirm === 'string' ? pipeline.confirm(report.confirm, 'passed') : report;

  let last: Promise<unknown> = Promise.resolve();
  return {
    run(login, options = {}) {
      const run = last.then(() => runAlone(login, options));
      last = run;
      return run;
    },
    dispose: () => pipeline.dispose(),
  };
}

/**
 * What the login brings, then what an author wrote. Where addresses are said, one of them may answer a look-up; where none
 * is, nobody does. Counters that nothing is said of stand where the store has them.
 */
function openLookUps(
  { answers: own = {} }: TimedLogin,
  said: readonly DataField[],
  miss: (name: string) => void,
): (name: string) => GivenLookUp | null {
  return (name) => {
    const given = Object.hasOwn(own, name) ? own[name] : findGiven(said, name);
    if (given) return given;
    if (name.startsWith('counts.') || hasAddresses(said)) return null;
    miss(name);
    return { kind: 'failed' };
  };
}

/** What policies call carries a key, so that it is done once; look-ups and rules in JavaScript do not. */
function isCall({ headers }: HostRequest): boolean {
  return headers.some(([name]) => name.toLowerCase() === 'idempotency-key');
}

const FINE: HostAnswer = { status: 200, statusText: 'OK', headers: [], body: '' };

/** The state of a redirect is another each time, and nobody comes back with it. */
function withoutState(report: Report): Report {
  if (report.redirect === null) return report;
  const url = new URL(report.redirect.url);
  for (const name of ['state', 'session_token']) url.searchParams.delete(name);
  return { ...report, redirect: { url: url.href } };
}

/** As authors write it under `answers`; what stands in a query may be a secret. */
function nameOf({ method, url }: HostRequest): string {
  const { origin, pathname } = new URL(url);
  return `${method} ${origin}${pathname}`;
}
