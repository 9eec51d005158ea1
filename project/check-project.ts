import {
  type AnalysedPolicy,
  type CorePolicy,
  compileRule,
  emitPolicy,
  TARGETS,
  type Target,
  type TestCase,
  type World,
} from '../compiler/index.ts';
import {
  type DataField,
  type Diagnostic,
  type Finding,
  hasErrors,
  type PolicyTest,
  type SkippedLaw,
  type Source,
  textAt,
} from '../grammar/index.ts';
import type { Step } from '../runtime/index.ts';
import type { CompiledPolicy } from '../stdlib/index.ts';
import { createCompileCache } from './compile-cache.ts';
import { analyseTestsMember, compileMember } from './compile-member.ts';
import { namedHosts } from './named-hosts.ts';
import { type OpenProject, openProject, type ProjectOptions } from './open-project.ts';
import type { OpenTemplate } from './open-templates.ts';
import type { ProjectPipelineOptions } from './read-environment.ts';
import { plainRule } from './read-pipeline.ts';
import type { ProjectMember } from './read-steps.ts';

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
  /** What `lintel.yaml` says of the store, a path relative to it or `memory`; null: nothing. */
  readonly store: string | null;
  /** The templates of the project's own, with the tests that they carry; none when there is an error anywhere. */
  readonly templates: readonly ProjectTemplate[];
  /** The policies in core form, in their order; null when there is an error anywhere. */
  readonly cores: readonly CorePolicy[] | null;
  /** What all policies can be compiled to. */
  readonly targets: readonly Target[];
  /** The tests and laws of policies and tests files; of a file with errors, none. */
  readonly tests: readonly ProjectTests[];
  /** Fields that the project's schemas add to those of every login. */
  readonly attributes: World['attributes'];
}

/** The tests and laws of one file: of a policy, or of a tests file (`*.tests.yaml`), which is a policy without rules. */
export interface ProjectTests {
  readonly source: Source;
  /** As written. */
  readonly tests: readonly PolicyTest[];
  /** Ready to run. */
  readonly cases: readonly TestCase[];
  /** The file in core form: its properties, and what they name. */
  readonly core: CorePolicy;
  readonly skippedLaws: readonly SkippedLaw[];
  readonly answers: readonly DataField[];
}

/** A template of the project. */
export interface ProjectTemplate {
  readonly source: Source;
  readonly id: string;
  /** Its tests, each with the policy of one rule that uses the template as the test says. */
  readonly uses: readonly ProjectTemplateUse[];
}

/** `pipelineOptions`: those of the project, but the hosts are those that this policy names. */
interface ProjectTemplateUse {
  readonly cases: readonly TestCase[];
  readonly policy: CompiledPolicy;
  readonly pipelineOptions: ProjectPipelineOptions;
}

/**
 * Reads and compiles a project: a folder, a `lintel.yaml`, a policy file or a rule in JavaScript. Never rejects because
 * of what it finds: everything that is wrong is a diagnostic.
 */
export async function checkProject(path: string, options: ProjectOptions = {}): Promise<CheckedProject> {
  const cache = options.cache ?? createCompileCache();
  const opened = await openProject(path, { ...options, cache });
  const found = new Map<Source, Finding>();
  const add = (source: Source, diagnostics: readonly Diagnostic[]): void => {
    const before = found.get(source)?.diagnostics ?? [];
    found.set(source, { source, diagnostics: [...before, ...diagnostics] });
  };
  for (const { source, diagnostics } of opened.findings) add(source, diagnostics);
  const steps: Step[] = [];
  const policies: CompiledPolicy[] = [];
  const cores: CorePolicy[] = [];
  const hosts: string[] = [];
  let targets: readonly Target[] = TARGETS;
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
    const { value, diagnostics } = compileMember(source, step.world, cache);
    if (value !== null) {
      const { analysed, policy, targets: possible } = value;
      policies.push(policy);
      steps.push(policy);
      cores.push(analysed.core);
      targets = targets.filter((target) => possible.includes(target));
      if (step.world.hosts === null) hosts.push(...namedHosts(analysed.core));
      tests.push(testsOf(source, analysed));
    }
    add(source, withoutFollowUps(source, diagnostics, step, opened));
    for (const script of scripts) add(script.source, script.diagnostics);
  }
  for (const file of opened.testsFiles) {
    const { source } = file;
    const { value, diagnostics } = analyseTestsMember(source, file.world, cache);
    if (value !== null) tests.push(testsOf(source, value));
    add(source, withoutFollowUps(source, diagnostics, file, opened));
  }
  const all = [...found.values()];
  const isFine = !all.some(({ diagnostics }) => hasErrors(diagnostics));
  return {
    root: opened.root,
    findings: all.filter(({ diagnostics }) => diagnostics.length > 0),
    sources: all.map(({ source }) => source),
    policies: isFine ? policies : null,
    cores: isFine ? cores : null,
    targets,
    attributes: opened.attributes,
    steps: isFine ? steps : null,
    pipelineOptions: withHosts(opened.pipelineOptions, hosts),
    store: opened.store,
    templates: isFine ? opened.templates.map((one) => projectTemplate(one, opened)) : [],
    tests,
  };
}

/** A policy by itself may call whom it names; that a host is public is seen to when it is called. */
function withHosts(options: ProjectPipelineOptions, hosts: readonly string[]): ProjectPipelineOptions {
  if (hosts.length === 0) return options;
  return { ...options, network: { ...options.network, allow: [...new Set(hosts)] } };
}

function projectTemplate(
  { template: { source, id }, uses }: OpenTemplate,
  { pipelineOptions }: Pick<CheckedProject, 'pipelineOptions'>,
): ProjectTemplate {
  const compiled = uses.map(({ core, cases }) => ({
    cases,
    policy: emitPolicy(core, source),
    pipelineOptions: withHosts(pipelineOptions, namedHosts(core)),
  }));
  return { source, id: id.text, uses: compiled };
}

function testsOf(source: Source, { checked, core, cases }: AnalysedPolicy): ProjectTests {
  const { tests, skippedLaws, answers } = checked.policy;
  return { source, tests, cases, core, skippedLaws, answers };
}

/** What is wrong with the JavaScript that the rules of a policy name, at its own place. */
function checkScripts({ scripts, world }: ProjectMember): readonly Finding[] {
  const { names, needs } = world.modules;
  return scripts.map((source) => {
    const options = { ...plainRule(source.name), modules: names, needs };
    return { source, diagnostics: compileRule(source, options).diagnostics };
  });
}

/** Without what a policy says of its JavaScript, which stands there itself, and of fixtures that could not be read. */
function withoutFollowUps(
  source: Source,
  diagnostics: readonly Diagnostic[],
  { world }: ProjectMember,
  { areFixturesLost }: OpenProject,
): readonly Diagnostic[] {
  return diagnostics.filter(
    ({ code, span }) =>
      !(code === 'unknown-fixture' && areFixturesLost) &&
      !(code === 'unreadable-file' && world.scripts.get(textAt(source, span))?.kind === 'text'),
  );
}
