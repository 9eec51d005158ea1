import { analyse, emitPolicy } from '../compiler/index.ts';
import { type Finding, hasErrors, type PolicyTest, type Source } from '../grammar/index.ts';
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
  /** The tests that the policies carry; of a policy with errors, none. */
  readonly tests: readonly ProjectTests[];
}

/** The tests of one policy file. */
export interface ProjectTests {
  readonly source: Source;
  readonly tests: readonly PolicyTest[];
}

/**
 * Reads and compiles a project: a folder, a `lintel.yaml` or a policy file. Never rejects because of what it finds:
 * everything that is wrong is a diagnostic.
 */
export async function checkProject(path: string, options: ProjectOptions = {}): Promise<CheckedProject> {
  const { root, members, findings } = await openProject(path, options);
  const found = new Map<Source, Finding>(findings.map((finding) => [finding.source, finding]));
  const policies: CompiledPolicy[] = [];
  const tests: ProjectTests[] = [];
  for (const { source, world } of members) {
    const { value, diagnostics } = analyse(source, world);
    if (value !== null) {
      policies.push(emitPolicy(value.core, source));
      tests.push({ source, tests: value.checked.policy.tests });
    }
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
    tests,
  };
}
