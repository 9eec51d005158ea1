import { PROJECT_TARGETS, type ProjectTarget, readHosts, readRanges } from '../compiler/index.ts';
import {
  type Assumption,
  createAjv,
  type Diagnostic,
  explainErrors,
  parseAssumptions,
  type Result,
  readYaml,
  type Source,
  type Span,
  toPlain,
  type Word,
  type YamlMap,
} from '../grammar/index.ts';
import type { Compatibility, NetworkRules, RuleLimits } from '../runtime/index.ts';
import { parseCompatibility } from './parse-compatibility.ts';
import { parseLimits } from './parse-limits.ts';
import { type PipelineEntry, parsePipeline } from './parse-pipeline.ts';
import schema from './project.schema.json' with { type: 'json' };
import { emptyPipeline, misplacedProjectKey } from './project-messages.ts';
import { entriesOf, textsOf, under, wordOf, wordsOf } from './yaml-values.ts';

/** What a `lintel.yaml` says. Nothing that it names has been looked at. */
export interface ProjectFile {
  /** Policy files and rules, in their order. */
  readonly pipeline: readonly PipelineEntry[];
  /** The settings of every environment. */
  readonly settings: ReadonlyMap<string, string>;
  /** Per environment, its settings, which win over the others. */
  readonly environments: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Where the environments stand, for messages; null: nowhere. */
  readonly environmentsKey: Span | null;
  /** Names of secrets. */
  readonly secrets: readonly Word[];
  readonly network: NetworkRules;
  /** What may stand in `require('…')`, and the path of the file that it is. */
  readonly modules: readonly ModuleEntry[];
  readonly limits: Partial<RuleLimits>;
  readonly compatibility: Partial<Compatibility>;
  /** The path of a file, or `memory`; null: nothing is said. */
  readonly store: Word | null;
  /** Where it is to run beside Lintel. */
  readonly targets: readonly ProjectTarget[];
  /** Neither the fields nor the values have been checked. */
  readonly assume: readonly Assumption[];
  /** Paths of JSON Schema files. */
  readonly schemas: ReadonlyMap<SchemaSubject, Word>;
}

export interface ModuleEntry {
  readonly name: Word;
  readonly file: Word;
}

export const SCHEMA_SUBJECTS = ['user', 'user_metadata', 'app_metadata'] as const;
export type SchemaSubject = (typeof SCHEMA_SUBJECTS)[number];

/** Reads a `lintel.yaml`; null when nothing can be made of it. `fallback` is a policy file to speak of in messages. */
export function parseProjectFile(source: Source, fallback: string | null): Result<ProjectFile | null> {
  const { root, diagnostics } = readYaml(source);
  if (root === null) {
    const found = diagnostics.map((one) =>
      NO_PROJECT.has(one.code) ? emptyPipeline({ span: one.span, fallback }) : one,
    );
    return { value: null, diagnostics: found };
  }
  const { known, misplaced } = splitKeys(root);
  const found = [...diagnostics, ...misplaced, ...checkStructure(known)];
  const report = (diagnostic: Diagnostic): void => void found.push(diagnostic);
  const at = (name: string) => known.entries.get(name)?.value;
  const pipeline = parsePipeline(at('pipeline'));
  if (pipeline.length === 0 && !root.hasLostKeys && !found.some((one) => one.severity === 'error')) {
    const span = known.entries.get('pipeline')?.key.span ?? firstKey(root);
    found.push(emptyPipeline({ span, fallback }));
  }
  const value: ProjectFile = {
    pipeline,
    settings: textsOf(at('settings')),
    environments: new Map(
      entriesOf(at('environments')).map(([name, environment]) => [
        name.text,
        textsOf(under(environment, 'settings')),
      ]),
    ),
    environmentsKey: known.entries.get('environments')?.key.span ?? null,
    secrets: wordsOf(at('secrets')) ?? [],
    network: {
      allow: readHosts(wordsOf(under(at('network'), 'allow')) ?? [], report),
      private: readRanges(wordsOf(under(at('network'), 'private')) ?? [], report),
    },
    modules: entriesOf(at('modules')).flatMap(([name, path]) => {
      const file = wordOf(path);
      return file === null ? [] : [{ name, file }];
    }),
    limits: parseLimits(at('limits'), report),
    compatibility: parseCompatibility(at('compatibility')),
    store: wordOf(at('store')),
    targets: (wordsOf(at('targets')) ?? []).flatMap(
      ({ text }) => PROJECT_TARGETS.find((target) => target === text) ?? [],
    ),
    assume: parseAssumptions(at('assume') ?? null, { diagnostics: found }),
    schemas: schemasOf(known),
  };
  return { value, diagnostics: found };
}

/** What the reader of YAML says of a policy file without a policy; here it is a project without one. */
const NO_PROJECT: ReadonlySet<string> = new Set(['empty-policy', 'not-a-policy']);

/** Keys for which there is another place. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'answers',
  'fixtures',
  'properties',
  'skip_laws',
  'sources',
  'templates',
  'tests',
]);

const validate = createAjv().compile(schema);

function checkStructure(root: YamlMap): readonly Diagnostic[] {
  return validate(toPlain(root)) ? [] : explainErrors(root, validate.errors ?? []);
}

function splitKeys(root: YamlMap): { readonly known: YamlMap; readonly misplaced: readonly Diagnostic[] } {
  const entries = new Map(Array.from(root.entries).filter(([name]) => !ELSEWHERE.has(name)));
  const misplaced = Array.from(root.entries.values()).flatMap(({ key: { text: key, span } }) =>
    ELSEWHERE.has(key) ? [misplacedProjectKey({ key, span })] : [],
  );
  return { known: { ...root, entries }, misplaced };
}

function schemasOf(root: YamlMap): ProjectFile['schemas'] {
  return new Map(
    entriesOf(root.entries.get('schema')?.value).flatMap(([name, value]) => {
      const subject = SCHEMA_SUBJECTS.find((one) => one === name.text);
      const file = wordOf(value);
      return subject === undefined || file === null ? [] : [[subject, file] as const];
    }),
  );
}

function firstKey(root: YamlMap): Span {
  for (const { key } of root.entries.values()) return key.span;
  return { start: root.span.start, end: root.span.start };
}
