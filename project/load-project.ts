import type { Finding } from '../grammar/index.ts';
import { createPipeline, type Pipeline, type Store } from '../runtime/index.ts';
import type { CompiledPolicy } from '../stdlib/index.ts';
import { checkLoadOptions, type LoadOptions } from './check-load-options.ts';
import { checkProject } from './check-project.ts';
import { openStore } from './open-store.ts';
import { ProjectError } from './project-error.ts';

/** A project that logins can be taken through. */
export interface Project extends Pipeline {
  /** In the order in which they run. */
  readonly policies: readonly CompiledPolicy[];
  /** Warnings and notes; errors there are none. */
  readonly findings: readonly Finding[];
}

/**
 * Loads a project, ready to run: a folder, a `lintel.yaml`, a policy file or a rule in JavaScript. What outlasts a login is
 * kept where `lintel.yaml` says, or beside it in `.lintel/store.sqlite`, unless the host brings a store. Rejects with a
 * `ProjectError` when its files have errors, with an error that names the file when that is no store, and with a `TypeError`
 * when the options hold what nobody can mean. Whoever is done with it calls `dispose`.
 */
export async function loadProject(path: string, options: LoadOptions = {}): Promise<Project> {
  checkLoadOptions(options);
  const host = options.host ?? {};
  const checked = await checkProject(path, options);
  const { findings, policies, steps, pipelineOptions } = checked;
  if (policies === null || steps === null) throw new ProjectError(path, findings);
  const own = host.store === undefined ? await openStore({ ...checked, steps }) : null;
  try {
    // What the host leaves `undefined` stands for nothing, and least of all for the store of the project.
    const given = own === null ? {} : { store: own };
    const pipeline = await createPipeline(steps, { ...pipelineOptions, ...host, ...given });
    return { ...pipeline, dispose: () => disposeOf(pipeline, own), policies, findings };
  } catch (error) {
    await own?.close();
    throw error;
  }
}

/** What nobody waits for any more may fail. */
function disposeOf(pipeline: Pipeline, store: Store | null): void {
  pipeline.dispose();
  store?.close().catch(() => undefined);
}
