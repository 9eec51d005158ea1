import type { DataField } from '../../grammar/index.ts';
import type { CheckedProject } from '../../project/index.ts';
import {
  createPipeline,
  type HostRequest,
  openMemoryStore,
  type Report,
  type Store,
} from '../../runtime/index.ts';
import { recordOf } from '../login/fields.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import { findAnswer } from './find-answer.ts';
import type { StoredMetadata, Trial, TrialOptions, TrialRun } from './trial.ts';

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
    if (found === null) unanswered.add(nameOf(request));
    return found;
  };
  const pipeline = await createPipeline(project.steps, { ...project.pipelineOptions, store, answer });

  const runAlone = async (login: TimedLogin, options: TrialOptions): Promise<TrialRun> => {
    const { user, context, now } = login;
    answers = options.answers ?? [];
    // Each login has a set of its own: a rule that goes on in the background may ask when the next one has begun.
    const asked = new Set<string>();
    unanswered = asked;
    store.forget();
    const report = await pipeline.run({ user, context }, { now, trace: options.trace ?? false });
    const metadata = await metadataOf(user, store);
    return { report: withoutState(report), unanswered: [...asked], metadata };
  };

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

/** A store in memory that begins anew when told to, and costs nothing as long as nobody needs it. */
function openForgetfulStore(): Store & { readonly forget: () => void } {
  let opened: Store | null = null;
  const current = () => {
    opened ??= openMemoryStore();
    return opened;
  };
  return {
    forget: () => (opened = null),
    getUser: async (id) => opened?.getUser(id) ?? null,
    updateUser: async (...given) => current().updateUser(...given),
    getValue: async (...given) => current().getValue(...given),
    setValue: async (...given) => current().setValue(...given),
    deleteValue: async (...given) => current().deleteValue(...given),
    put: async (...given) => current().put(...given),
    take: async (...given) => current().take(...given),
  };
}

/** The state of a redirect is another each time, and nobody comes back with it. */
function withoutState(report: Report): Report {
  if (report.redirect === null) return report;
  const url = new URL(report.redirect.url);
  url.searchParams.delete('state');
  return { ...report, redirect: { url: url.href } };
}

async function metadataOf(user: TimedLogin['user'], store: Store): Promise<StoredMetadata> {
  const { user_id: id } = user;
  const stored = typeof id === 'string' ? await store.getUser(id) : null;
  const known = stored ?? user;
  return { user_metadata: recordOf(known.user_metadata), app_metadata: recordOf(known.app_metadata) };
}

/** As authors write it under `answers`; what stands in a query may be a secret. */
function nameOf({ method, url }: HostRequest): string {
  const { origin, pathname } = new URL(url);
  return `${method} ${origin}${pathname}`;
}
