import type { Finding } from '../grammar/index.ts';
import { createPipeline, type Pipeline, type PipelineOptions } from '../runtime/index.ts';
import type { CompiledPolicy } from '../stdlib/index.ts';
import { checkProject } from './check-project.ts';
import type { ProjectOptions } from './open-project.ts';
import { ProjectError } from './project-error.ts';

/** A project that logins can be taken through. */
export interface Project extends Pipeline {
  /** In the order in which they run. */
  readonly policies: readonly CompiledPolicy[];
  /** Warnings and notes; errors there are none. */
  readonly findings: readonly Finding[];
}

/** What the host of a project brings along, where the defaults do not do. */
export type HostOptions = Pick<PipelineOptions, 'workers' | 'store' | 'redirects' | 'tenant'>;

/**
 * Loads a project, ready to run: a folder, a `lintel.yaml`, a policy file or a rule in JavaScript. Rejects with a
 * `ProjectError` when its files have errors. Whoever is done with it calls `dispose`.
 */
export async function loadProject(
  path: string,
  options: ProjectOptions & { readonly host?: HostOptions } = {},
): Promise<Project> {
  const { findings, policies, steps, pipelineOptions } = await checkProject(path, options);
  if (policies === null || steps === null) throw new ProjectError(path, findings);
  const pipeline = await createPipeline(steps, { ...pipelineOptions, ...options.host });
  return { ...pipeline, policies, findings };
}
