import type { PipelineOptions } from '../runtime/index.ts';
import type { ProjectFile } from './project-file.ts';
import type { ReadModules } from './read-modules.ts';

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

/** `secrets`: the values of those that have one. */
export function pipelineOptionsOf(
  { network, limits, compatibility }: ProjectFile,
  settings: ReadonlyMap<string, string>,
  modules: ReadModules,
  secrets: ReadonlyMap<string, string>,
): ProjectPipelineOptions {
  return {
    configuration: Object.fromEntries(settings),
    secrets: Object.fromEntries(secrets),
    network,
    modules: modules.texts,
    ruleLimits: limits,
    compatibility,
  };
}
