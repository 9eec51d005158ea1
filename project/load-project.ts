import type { Finding } from '../grammar/index.ts';
import { createPipeline, type Pipeline } from '../runtime/index.ts';
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

/**
 * Loads a project, ready to run: a folder, a `lintel.yaml` or a policy file. Rejects with a `ProjectError` when its
 * files have errors. Whoever is done with it calls `dispose`.
 */
export async function loadProject(path: string, options: ProjectOptions = {}): Promise<Project> {
  const { findings, policies } = await checkProject(path, options);
  if (policies === null) throw new ProjectError(path, findings);
  const pipeline = await createPipeline(policies);
  return { ...pipeline, policies, findings };
}
