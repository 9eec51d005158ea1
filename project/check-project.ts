import { compile } from '../compiler/index.ts';
import { type Finding, hasErrors, type Source } from '../grammar/index.ts';
import type { CompiledPolicy } from '../stdlib/index.ts';
import { openProject, type ProjectOptions } from './open-project.ts';

/** What checking a project gives. */
export interface CheckedProject {
  /** The folder that the names of all sources are relative to, absolute; null when there is no project. */
  readonly root: string | null;
  /** The sources in which something was found, the project file first, then in the order of the pipeline. */
  readonly findings: readonly Finding[];
  /** All files that were looked at: the project file if something is wrong with it, and the policies. */
  readonly sources: readonly Source[];
  /** In the order in which they run; null when there is an error anywhere. */
  readonly policies: readonly CompiledPolicy[] | null;
}

/**
 * Reads and compiles a project: a folder, a `lintel.yaml` or a policy file. Never rejects because of what it finds:
 * everything that is wrong is a diagnostic.
 */
export async function checkProject(path: string, options: ProjectOptions = {}): Promise<CheckedProject> {
  const { root, members, findings } = await openProject(path, options);
  const found = new Map<Source, Finding>(findings.map((finding) => [finding.source, finding]));
  const policies: CompiledPolicy[] = [];
  for (const { source, world } of members) {
    const { value, diagnostics } = compile(source, world);
    if (value !== null) policies.push(value);
    const before = found.get(source)?.diagnostics ?? [];
    found.set(source, { source, diagnostics: [...before, ...diagnostics] });
  }
  const all = [...found.values()];
  const isFine = !all.some(({ diagnostics }) => hasErrors(diagnostics));
  return {
    root,
    findings: all.filter(({ diagnostics }) => diagnostics.length > 0),
    sources: all.map(({ source }) => source),
    policies: isFine ? policies : null,
  };
}
