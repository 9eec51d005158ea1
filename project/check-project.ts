import { analyse, compileRule, emitPolicy } from '../compiler/index.ts';
import {
  type Diagnostic,
  type Finding,
  hasErrors,
  type PolicyTest,
  type Source,
  textAt,
} from '../grammar/index.ts';
import type { Step } from '../runtime/index.ts';
import type { CompiledPolicy } from '../stdlib/index.ts';
import { openProject, type ProjectMember, type ProjectOptions } from './open-project.ts';
import type { ProjectPipelineOptions } from './read-environment.ts';
import { plainRule } from './read-pipeline.ts';

/** What checking a project gives. */
export interface CheckedProject {
  /** The folder that the names of all sources are relative to, absolute; null when there is no project. */
  readonly root: string | null;
  /** The sources in which something was found, the project file first, then in the order of the pipeline. */
  readonly findings: readonly Finding[];
  /** All files that were looked at: the project file if something is wrong with it, policies and rules. */
  readonly sources: readonly Source[];
  /** In the order in which they run; null when there is an error anywhere. */
  readonly policies: readonly CompiledPolicy[] | null;
  /** The policies and, between them, the rules in JavaScript; null when there is an error anywhere. */
  readonly steps: readonly Step[] | null;
  /** What `lintel.yaml` says to the pipeline. Secrets are in it. */
  readonly pipelineOptions: ProjectPipelineOptions;
  /** The tests that the policies carry; of a policy with errors, none. */
  readonly tests: readonly ProjectTests[];
}

/** The tests of one policy file. */
export interface ProjectTests {
  readonly source: Source;
  readonly tests: readonly PolicyTest[];
}

/**
 * Reads and compiles a project: a folder, a `lintel.yaml`, a policy file or a rule in JavaScript. Never rejects because
 * of what it finds: everything that is wrong is a diagnostic.
 */
export async function checkProject(path: string, options: ProjectOptions = {}): Promise<CheckedProject> {
  const opened = await openProject(path, options);
  const found = new Map<Source, Finding>(opened.findings.map((finding) => [finding.source, finding]));
  const add = (source: Source, diagnostics: readonly Diagnostic[]): void => {
    const before = found.get(source)?.diagnostics ?? [];
    found.set(source, { source, diagnostics: [...before, ...diagnostics] });
  };
  const steps: Step[] = [];
  const policies: CompiledPolicy[] = [];
  const tests: ProjectTests[] = [];
  for (const step of opened.steps) {
    const { source } = step;
    if (step.kind === 'rule') {
      const { value, diagnostics } = compileRule(source, step.options);
      if (value !== null) steps.push(value);
      add(source, diagnostics);
      continue;
    }
    const scripts = checkScripts(step).filter((script) => !found.has(script.source));
    const { value, diagnostics } = analyse(source, step.world);
    if (value !== null) {
      const policy = emitPolicy(value.core, source);
      policies.push(policy);
      steps.push(policy);
      tests.push({ source, tests: value.checked.policy.tests });
    }
    add(source, withoutFollowUps(source, diagnostics, step));
    for (const script of scripts) add(script.source, script.diagnostics);
  }
  const all = [...found.values()];
  const isFine = !all.some(({ diagnostics }) => hasErrors(diagnostics));
  return {
    root: opened.root,
    findings: all.filter(({ diagnostics }) => diagnostics.length > 0),
    sources: all.map(({ source }) => source),
    policies: isFine ? policies : null,
    steps: isFine ? steps : null,
    pipelineOptions: opened.pipelineOptions,
    tests,
  };
}

/** What is wrong with the JavaScript that the rules of a policy name, at its own place. */
function checkScripts({ scripts, world }: ProjectMember): readonly Finding[] {
  const { names, needs } = world.modules;
  return scripts.map((source) => {
    const options = { ...plainRule(source.name), modules: names, needs };
    return { source, diagnostics: compileRule(source, options).diagnostics };
  });
}

/** Without what a policy says of its JavaScript: that stands in the JavaScript itself. */
function withoutFollowUps(
  source: Source,
  diagnostics: readonly Diagnostic[],
  { world }: ProjectMember,
): readonly Diagnostic[] {
  return diagnostics.filter(
    ({ code, span }) =>
      code !== 'unreadable-file' || world.scripts.get(textAt(source, span))?.kind !== 'text',
  );
}
