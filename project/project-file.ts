import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  type Assumption,
  type Diagnostic,
  explainErrors,
  parseAssumptions,
  type Result,
  readYaml,
  type Source,
  type Span,
  toPlain,
  type Word,
  type Yaml,
  type YamlMap,
} from '../grammar/index.ts';
import schema from './project.schema.json' with { type: 'json' };
import { emptyPipeline, unsupportedProjectKey } from './project-messages.ts';

/** What a `lintel.yaml` says. Nothing that it names has been looked at. */
export interface ProjectFile {
  /** Paths of policy files, in their order. */
  readonly pipeline: readonly Word[];
  /** Per environment, its settings. */
  readonly environments: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Where the environments stand, for messages; null: nowhere. */
  readonly environmentsKey: Span | null;
  /** Neither the fields nor the values have been checked. */
  readonly assume: readonly Assumption[];
  /** Paths of JSON Schema files. */
  readonly schemas: ReadonlyMap<SchemaSubject, Word>;
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
  const { known, unsupported } = splitKeys(root);
  const found = [...diagnostics, ...unsupported, ...checkStructure(known)];
  const pipeline = wordsOf(known.entries.get('pipeline')?.value);
  if (pipeline.length === 0 && !root.hasLostKeys && !found.some((one) => one.severity === 'error')) {
    const span = known.entries.get('pipeline')?.key.span ?? firstKey(root);
    found.push(emptyPipeline({ span, fallback }));
  }
  const value = {
    pipeline,
    environments: environmentsOf(known),
    environmentsKey: known.entries.get('environments')?.key.span ?? null,
    assume: parseAssumptions(known.entries.get('assume')?.value ?? null, { diagnostics: found }),
    schemas: schemasOf(known),
  };
  return { value, diagnostics: found };
}

/** What the reader of YAML says of a policy file without a policy; here it is a project without one. */
const NO_PROJECT: ReadonlySet<string> = new Set(['empty-policy', 'not-a-policy']);

/** Keys of the language that are still to come. */
const LATER: ReadonlySet<string> = new Set(['network', 'limits', 'targets', 'secrets', 'templates']);

const validate = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(schema);

function checkStructure(root: YamlMap): readonly Diagnostic[] {
  return validate(toPlain(root)) ? [] : explainErrors(root, validate.errors ?? []);
}

function splitKeys(root: YamlMap): { readonly known: YamlMap; readonly unsupported: readonly Diagnostic[] } {
  const later = Array.from(root.entries.values()).filter(({ key }) => LATER.has(key.text));
  const entries = new Map(Array.from(root.entries).filter(([name]) => !LATER.has(name)));
  const unsupported = later.map(({ key }) => unsupportedProjectKey({ key: key.text, span: key.span }));
  return { known: { ...root, entries }, unsupported };
}

function environmentsOf(root: YamlMap): ProjectFile['environments'] {
  return new Map(
    entriesOf(root.entries.get('environments')?.value).map(([name, value]) => {
      const settings = value.kind === 'map' ? entriesOf(value.entries.get('settings')?.value) : [];
      const texts = settings.flatMap(([key, text]) =>
        text.kind === 'text' ? [[key, text.text] as const] : [],
      );
      return [name, new Map(texts)];
    }),
  );
}

function schemasOf(root: YamlMap): ProjectFile['schemas'] {
  const entries = entriesOf(root.entries.get('schema')?.value);
  return new Map(
    entries.flatMap(([name, value]) => {
      const subject = SCHEMA_SUBJECTS.find((one) => one === name);
      return subject === undefined || value.kind !== 'text'
        ? []
        : [[subject, { text: value.text, span: value.span }]];
    }),
  );
}

function wordsOf(value: Yaml | undefined): readonly Word[] {
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => (item.kind === 'text' ? [{ text: item.text, span: item.span }] : []));
}

function entriesOf(value: Yaml | undefined): readonly (readonly [string, Yaml])[] {
  if (value?.kind !== 'map') return [];
  return Array.from(value.entries, ([name, entry]) => [name, entry.value] as const);
}

function firstKey(root: YamlMap): Span {
  for (const { key } of root.entries.values()) return key.span;
  return { start: root.span.start, end: root.span.start };
}
