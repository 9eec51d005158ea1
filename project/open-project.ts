import path from 'node:path';
import { EMPTY_WORLD, type World } from '../compiler/index.ts';
import type { Diagnostic, Finding } from '../grammar/index.ts';
import { checkAssume } from './check-assume.ts';
import type { CompileCache } from './compile-cache.ts';
import {
  findProjectAround,
  type Location,
  locateProject,
  PROJECT_FILE,
  policyFilesIn,
} from './locate-project.ts';
import { type PipelineEntry, plainEntry } from './parse-pipeline.ts';
import { type ProjectFile, parseProjectFile } from './project-file.ts';
import * as messages from './project-messages.ts';
import {
  NO_OPTIONS,
  type ProjectPipelineOptions,
  pipelineOptionsOf,
  settingsOf,
} from './read-environment.ts';
import { readModules } from './read-modules.ts';
import { type PipelineFile, plainRule, readPipeline } from './read-pipeline.ts';
import { readSchemas } from './read-schemas.ts';
import { readSecrets, type Variables } from './read-secrets.ts';
import { readSourceFile } from './read-source-file.ts';
import { type ReadSteps, readSteps } from './read-steps.ts';
import { NO_TEMPLATES, readLoneTemplate, readTemplates } from './read-templates.ts';
import { NO_TESTS_FILES, readTestsFiles } from './read-tests-files.ts';
import { isTemplate, TEMPLATES_FOLDER, USE_OF_TEMPLATES } from './tests-file.ts';

export interface ProjectOptions {
  /** An environment of `lintel.yaml`, whose settings win over all others. Default: none. */
  readonly environment?: string;
  /** The day that `expires` is held against. Default: today. */
  readonly now?: Date;
  /**
   * What the path of a rule in JavaScript or of a policy means. `in-project`: that file alone, but with the settings, secrets
   * and hosts of the nearest `lintel.yaml` around it, and not disabled. Default: `alone`.
   */
  readonly loneFile?: 'alone' | 'in-project';
  /**
   * What the path of a template means that belongs to no project. `by-itself`: the template with its tests, without anything
   * that logins could go through. Default: `nothing`, and whoever names it is told what it is.
   */
  readonly loneTemplate?: 'by-itself' | 'nothing';
  /** Where secrets have their values. Default: the environment variables of this process. */
  readonly variables?: Variables;
  /** What the same project came to before, for whoever opens it again and again. Default: all of it is read and compiled. */
  readonly cache?: CompileCache;
}

/** The files of a project, read and not yet compiled. */
export interface OpenProject extends ReadSteps {
  /** The folder that the names of all sources are relative to, absolute; null when there is no project. */
  readonly root: string | null;
  /** What is wrong with the project itself and its templates; no policy has been compiled. */
  readonly findings: readonly Finding[];
  /** What `lintel.yaml` says to the pipeline. */
  readonly pipelineOptions: ProjectPipelineOptions;
  /** What `lintel.yaml` says of the store, a path relative to it or `memory`; null: nothing. */
  readonly store: string | null;
  /** Fields that the schemas of `lintel.yaml` add to those of every login. */
  readonly attributes: World['attributes'];
}

/** Reads the files of the project that a path means. Never rejects because of what it finds. */
export async function openProject(given: string, options: ProjectOptions = {}): Promise<OpenProject> {
  const found = await locateProject(given);
  if (found.kind === 'none') return noProject(given, found.reason);
  const own = await readSourceFile(found.root, found.file);
  if (own.kind === 'unreadable') return noProject(given, own.reason);
  const world = { ...EMPTY_WORLD, today: (options.now ?? new Date()).toISOString().slice(0, 10) };
  if (found.kind === 'policy' && isTemplate(own.source)) {
    if (options.loneTemplate === 'by-itself') return openLoneTemplate(found, world);
    return noProject(given, `\`${found.file}\` is a template: ${USE_OF_TEMPLATES}`);
  }
  if (found.kind === 'project') return openProjectFile(found.root, own, world, options, null);
  const around = options.loneFile === 'in-project' ? await aroundOf(found) : null;
  if (around === null) return openLoneFile(found, own, world, options);
  const file = await readSourceFile(around.root, PROJECT_FILE);
  if (file.kind === 'unreadable') return noProject(given, file.reason);
  return openProjectFile(around.root, file, world, options, around.file);
}

type Found = Exclude<Location, { kind: 'none' }>;

/** The folder of the project that a file stands in, and the path of the file there. */
async function aroundOf({
  root,
  file,
}: Found): Promise<{ readonly root: string; readonly file: string } | null> {
  const folder = await findProjectAround(path.join(root, file));
  if (folder === null) return null;
  return { root: folder, file: path.relative(folder, path.join(root, file)).replaceAll(path.sep, '/') };
}

const START = { start: 0, end: 0 };

function noProject(given: string, reason: string): OpenProject {
  const name = path.relative(process.cwd(), path.resolve(given)) || '.';
  const findings = [
    { source: { name, text: '' }, diagnostics: [messages.noProject({ reason, span: START })] },
  ];
  return { ...NOTHING, findings };
}

const NOTHING: OpenProject = {
  root: null,
  members: [],
  steps: [],
  templates: [],
  testsFiles: [],
  findings: [],
  areFixturesLost: false,
  pipelineOptions: NO_OPTIONS,
  store: null,
  attributes: new Map(),
};

/** A policy or a rule in JavaScript that is a project all by itself. */
async function openLoneFile(
  { kind, root, file: name }: Found,
  { source, diagnostics }: Finding,
  world: World,
  options: ProjectOptions,
): Promise<OpenProject> {
  const file = { source, diagnostics };
  const files: readonly PipelineFile[] =
    kind === 'rule' ? [{ kind, file, options: plainRule(name) }] : [{ kind: 'policy', file }];
  const found = [...diagnostics, ...checkEnvironment(null, options)];
  const tests = await readTestsFiles(root, name);
  const templates = kind === 'policy' ? await readTemplates(root, [source]) : NO_TEMPLATES;
  // Only a `lintel.yaml` gives a policy secrets, so that none that is merely run can take them from the environment.
  const steps = await readSteps(
    root,
    files,
    { tests, templates },
    { world: { ...world, secrets: [] }, fixtures: 'if named', cache: options.cache },
  );
  const findings = withSomething([
    { source, diagnostics: found },
    ...steps.findings,
    ...tests.files,
    ...tests.findings,
  ]);
  return { ...NOTHING, root, ...steps, findings };
}

/** A template that belongs to no project; beside its folder stand the fixtures and lists that its tests name. */
async function openLoneTemplate({ root: folder, file }: Found, world: World): Promise<OpenProject> {
  const isInFolder = path.basename(folder) === TEMPLATES_FOLDER;
  const root = isInFolder ? path.dirname(folder) : folder;
  const name = isInFolder ? path.posix.join(TEMPLATES_FOLDER, file) : file;
  const read = await readSourceFile(root, name);
  if (read.kind === 'unreadable') return noProject(path.join(folder, file), read.reason);
  const templates = readLoneTemplate(read);
  const steps = await readSteps(
    root,
    [],
    { tests: NO_TESTS_FILES, templates },
    { world, fixtures: 'if named', cache: undefined },
  );
  return { ...NOTHING, root, ...steps };
}

/** `only`: a rule or a policy that is taken for the whole pipeline. */
async function openProjectFile(
  root: string,
  file: Finding,
  base: World,
  options: ProjectOptions,
  only: string | null,
): Promise<OpenProject> {
  const { source } = file;
  if (file.diagnostics.length > 0) return { ...NOTHING, root, findings: [file] };
  const fallback = (await policyFilesIn(root)).find((name) => name !== PROJECT_FILE) ?? null;
  const { value: project, diagnostics } = parseProjectFile(source, fallback);
  const entries = only === null ? project?.pipeline : [entryOf(only, project?.pipeline ?? [])];
  if (project === null || entries === undefined)
    return { ...NOTHING, root, findings: [{ source, diagnostics }] };
  const secrets = project.secrets.map(({ text }) => text);
  const { values, diagnostics: lost } = await readSecrets(project.secrets, options.variables ?? process.env);
  const settings = settingsOf(project, options.environment);
  const schemas = await readSchemas(root, project.schemas);
  const modules = await readModules(root, project.modules);
  const pipeline = await readPipeline(root, entries, secrets, settings);
  const described = {
    ...base,
    settings,
    secrets,
    hosts: project.network.allow ?? [],
    targets: project.targets,
    attributes: schemas.attributes,
    modules: modules.modules,
  };
  const assume = checkAssume(source, project.assume, described);
  const tests = await readTestsFiles(root, only);
  const policyFiles = pipeline.files.map((one) => one.file.source);
  const templates = only === null ? await readTemplates(root, policyFiles) : NO_TEMPLATES;
  const steps = await readSteps(
    root,
    pipeline.files,
    { tests, templates },
    { world: { ...described, assume: assume.value }, fixtures: 'always', cache: options.cache },
  );
  const found = [
    ...diagnostics,
    ...assume.diagnostics,
    ...schemas.diagnostics,
    ...modules.diagnostics,
    ...pipeline.diagnostics,
    ...lost,
    ...checkEnvironment(project, options),
  ].toSorted((a, b) => a.span.start - b.span.start);
  const findings = withSomething([
    { source, diagnostics: found },
    ...modules.findings,
    ...pipeline.files.map((one) => one.file),
    ...steps.findings,
    ...tests.files,
    ...tests.findings,
  ]);
  const pipelineOptions = pipelineOptionsOf(project, settings, modules, values);
  const { attributes } = schemas;
  const store = project.store?.text ?? null;
  return { root, ...steps, findings, pipelineOptions, store, attributes };
}

/** What a pipeline says of a file that is to be run. */
function entryOf(name: string, pipeline: readonly PipelineEntry[]): PipelineEntry {
  const found = pipeline.find(({ file }) => path.posix.normalize(file.text) === name) ?? plainEntry(name);
  if (found.rule?.mode !== 'disabled') return found;
  return { ...found, rule: { ...found.rule, mode: 'enforce' } };
}

function checkEnvironment(
  project: ProjectFile | null,
  { environment }: ProjectOptions,
): readonly Diagnostic[] {
  const known = project?.environments ?? new Map<string, unknown>();
  if (environment === undefined || known.has(environment)) return [];
  const span = project?.environmentsKey ?? START;
  return [messages.unknownEnvironment({ name: environment, known: [...known.keys()], span })];
}

function withSomething(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ diagnostics }) => diagnostics.length > 0);
}
