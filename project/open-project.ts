import path from 'node:path';
import { EMPTY_WORLD, type World } from '../compiler/index.ts';
import type { Diagnostic, Finding, Source } from '../grammar/index.ts';
import { checkAssume } from './check-assume.ts';
import { locateProject, PROJECT_FILE, policyFilesIn } from './locate-project.ts';
import { type ProjectFile, parseProjectFile } from './project-file.ts';
import * as messages from './project-messages.ts';
import {
  findRepeatedPolicies,
  policyOf,
  readDataFiles,
  readPipeline,
  readPolicyFile,
} from './read-policies.ts';
import { readSchemas } from './read-schemas.ts';

export interface ProjectOptions {
  /** An environment of `lintel.yaml`, whose settings win over those of the policies. Default: none. */
  readonly environment?: string;
  /** The day that `expires` is held against. Default: today. */
  readonly now?: Date;
}

/** The files of a project, read and not yet compiled. */
export interface OpenProject {
  /** The folder that the names of all sources are relative to, absolute; null when there is no project. */
  readonly root: string | null;
  /** The policies in the order in which they run, each with what it is compiled in. */
  readonly members: readonly ProjectMember[];
  /** What is wrong with the project itself; nothing has been compiled. */
  readonly findings: readonly Finding[];
}

export interface ProjectMember {
  readonly source: Source;
  readonly world: World;
}

/** Reads the files of the project that a path means. Never rejects because of what it finds. */
export async function openProject(given: string, options: ProjectOptions = {}): Promise<OpenProject> {
  const location = await locateProject(given);
  if (location.kind === 'none') return noProject(given, location.reason);
  const { root, file } = location;
  const read = await readPolicyFile(root, file);
  if (read.kind === 'unreadable') return noProject(given, read.reason);
  const base = { ...EMPTY_WORLD, today: (options.now ?? new Date()).toISOString().slice(0, 10) };
  return location.kind === 'policy'
    ? openPolicyFile(root, read, base, options)
    : openProjectFile(root, read, base, options);
}

const START = { start: 0, end: 0 };

function noProject(given: string, reason: string): OpenProject {
  const name = path.relative(process.cwd(), path.resolve(given)) || '.';
  const diagnostics = [messages.noProject({ reason, span: START })];
  return { root: null, members: [], findings: [{ source: { name, text: '' }, diagnostics }] };
}

async function openPolicyFile(
  root: string,
  file: Finding,
  base: World,
  options: ProjectOptions,
): Promise<OpenProject> {
  const diagnostics = [...file.diagnostics, ...checkEnvironment(null, options)];
  const members = await membersOf(root, [file], base);
  return { root, members, findings: withSomething([{ source: file.source, diagnostics }]) };
}

async function openProjectFile(
  root: string,
  file: Finding,
  base: World,
  options: ProjectOptions,
): Promise<OpenProject> {
  const { source } = file;
  if (file.diagnostics.length > 0) return { root, members: [], findings: [file] };
  const fallback = (await policyFilesIn(root)).find((name) => name !== PROJECT_FILE) ?? null;
  const { value: project, diagnostics } = parseProjectFile(source, fallback);
  if (project === null) return { root, members: [], findings: [{ source, diagnostics }] };
  const schemas = await readSchemas(root, project.schemas);
  const pipeline = await readPipeline(root, project.pipeline);
  const settings = project.environments.get(options.environment ?? '') ?? new Map<string, string>();
  const described = { ...base, settings, attributes: schemas.attributes };
  const assume = checkAssume(source, project.assume, described);
  const world = { ...described, assume: assume.value };
  const members = await membersOf(root, pipeline.policies, world);
  const found = [
    ...diagnostics,
    ...assume.diagnostics,
    ...schemas.diagnostics,
    ...pipeline.diagnostics,
    ...checkEnvironment(project, options),
  ].toSorted((a, b) => a.span.start - b.span.start);
  const policies = pipeline.policies.flatMap((policy) => policyOf(policy) ?? []);
  const findings = [{ source, diagnostics: found }, ...pipeline.policies, ...findRepeatedPolicies(policies)];
  return { root, members, findings: withSomething(findings) };
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

/** The policies whose bytes could be read, with the data files that they name. */
async function membersOf(
  root: string,
  files: readonly Finding[],
  world: World,
): Promise<readonly ProjectMember[]> {
  const readable = files.filter(({ diagnostics }) => diagnostics.length === 0);
  const policies = readable.flatMap((file) => policyOf(file) ?? []);
  const complete = { ...world, files: await readDataFiles(root, policies) };
  return readable.map(({ source }) => ({ source, world: complete }));
}

function withSomething(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ diagnostics }) => diagnostics.length > 0);
}
