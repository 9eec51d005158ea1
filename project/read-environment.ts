import type { Diagnostic, Word } from '../grammar/index.ts';
import type { PipelineOptions } from '../runtime/index.ts';
import type { ProjectFile } from './project-file.ts';
import * as messages from './project-messages.ts';
import type { ReadModules } from './read-modules.ts';

/** Environment variables, or what stands for them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What a `lintel.yaml` says to the pipeline beside its rules. */
export type ProjectPipelineOptions = Required<
  Pick<PipelineOptions, 'configuration' | 'secrets' | 'network' | 'modules' | 'ruleLimits' | 'compatibility'>
>;

/** What a project without a `lintel.yaml` says. */
export const NO_OPTIONS: ProjectPipelineOptions = {
  configuration: {},
  secrets: {},
  network: {},
  modules: new Map(),
  ruleLimits: {},
  compatibility: {},
};

/** The settings of a project in one environment. */
export function settingsOf(
  { settings, environments }: ProjectFile,
  environment: string | undefined,
): ReadonlyMap<string, string> {
  return new Map([...settings, ...(environments.get(environment ?? '') ?? [])]);
}

export function pipelineOptionsOf(
  { secrets, network, limits, compatibility }: ProjectFile,
  settings: ReadonlyMap<string, string>,
  modules: ReadModules,
  variables: Variables,
): ProjectPipelineOptions {
  const values = secrets.flatMap(({ text }) => {
    const value = variableOf(text, variables);
    return value === null ? [] : [[text, value] as const];
  });
  return {
    configuration: Object.fromEntries(settings),
    secrets: Object.fromEntries(values),
    network,
    modules: modules.texts,
    ruleLimits: limits,
    compatibility,
  };
}

/** A warning about the secrets that have no value: one for all of them. */
export function checkSecrets(secrets: readonly Word[], variables: Variables): readonly Diagnostic[] {
  const missing = secrets.filter(({ text }) => variableOf(text, variables) === null);
  const [first] = missing;
  if (first === undefined) return [];
  return [messages.missingSecrets({ names: missing.map(({ text }) => text), span: first.span })];
}

function variableOf(name: string, variables: Variables): string | null {
  return Object.hasOwn(variables, name) ? (variables[name] ?? null) : null;
}
