import { type RuleOptions, useTemplates, type World } from '../compiler/index.ts';
import { type Data, type Finding, hasErrors, type Policy, type Source } from '../grammar/index.ts';
import { type CompileCache, createCompileCache } from './compile-cache.ts';
import { parseMember, parseTestsMember } from './compile-member.ts';
import { type OpenTemplate, openTemplates, policiesOfTests } from './open-templates.ts';
import { type ReadFixtures, readFixtures } from './read-fixtures.ts';
import type { PipelineFile } from './read-pipeline.ts';
import { findRepeatedPolicies, readDataFiles } from './read-policies.ts';
import { readScripts, scriptsOf } from './read-scripts.ts';
import type { ReadTemplates } from './read-templates.ts';
import type { ReadTestsFiles } from './read-tests-files.ts';

/** A policy, or a tests file, and what it is compiled in. */
export interface ProjectMember {
  readonly source: Source;
  readonly world: World;
  /** The JavaScript files that its rules name, as far as they can be read. */
  readonly scripts: readonly Source[];
}

export type ProjectStep =
  | ({ readonly kind: 'policy' } & ProjectMember)
  | { readonly kind: 'rule'; readonly source: Source; readonly options: RuleOptions };

/** What runs, and what tells how it should. */
export interface ReadSteps {
  /** The policies in the order in which they run. */
  readonly members: readonly ProjectMember[];
  /** The policies and, between them, the rules in JavaScript. */
  readonly steps: readonly ProjectStep[];
  /** The tests files, in alphabetical order. */
  readonly testsFiles: readonly ProjectMember[];
  /** The templates of the project's own that are fine. */
  readonly templates: readonly OpenTemplate[];
  /** What is wrong with fixtures and templates, and policies that have the same name. */
  readonly findings: readonly Finding[];
  /** Whether there may be more fixtures than are known, in files that could not be read. */
  readonly areFixturesLost: boolean;
}

/**
 * Everything whose bytes could be read, with the files that it names. `fixtures`: those of a project are always read,
 * those of a lone file only if its tests name one, since anybody's folder can be called so.
 */
export async function readSteps(
  root: string,
  files: readonly PipelineFile[],
  { tests, templates: read }: { readonly tests: ReadTestsFiles; readonly templates: ReadTemplates },
  options: {
    readonly world: World;
    readonly fixtures: 'always' | 'if named';
    readonly cache: CompileCache | undefined;
  },
): Promise<ReadSteps> {
  const cache = options.cache ?? createCompileCache();
  const readable = files.filter(({ file }) => !hasErrors(file.diagnostics));
  const parsed = readable.flatMap(({ kind, file: { source } }) =>
    kind === 'policy' ? [{ source, ...parseMember(source, cache) }] : [],
  );
  const policies = new Map(
    parsed.flatMap(({ source, value }) =>
      value === null ? [] : [[source, useTemplates(value, read.all).policy] as const],
    ),
  );
  const readableTests = tests.files.filter(({ diagnostics }) => !hasErrors(diagnostics));
  const testPolicies = readableTests.flatMap(({ source }) => parseTestsMember(source, cache).value ?? []);
  const written = [...policies.values(), ...testPolicies];
  const templatePolicies = read.own.flatMap((template) => policiesOfTests(template, read.all));
  const areFixturesRead =
    options.fixtures === 'always' || [...written, ...templatePolicies].some(namesFixture);
  const { fixtures, findings, areLost } = areFixturesRead
    ? await readFixtures(root, options.world.attributes)
    : NO_FIXTURES;
  const isWhole = readable.length === files.length && !parsed.some((one) => hasErrors(one.diagnostics));
  const scripts = await readScripts(root, [...policies.values()]);
  const around = cache.worldOf({
    ...options.world,
    files: await readDataFiles(root, [...written, ...templatePolicies]),
    scripts,
    fixtures,
    templates: read.all,
    rules: isWhole ? ruleIds(readable, policies) : null,
  });
  const templates = openTemplates(read, around, cache);
  const world = { ...around, templates: templates.all };
  const { names, needs } = world.modules;
  const steps = readable.map((one): ProjectStep => {
    const { source } = one.file;
    if (one.kind === 'rule')
      return { kind: 'rule', source, options: { ...one.options, modules: names, needs } };
    const policy = policies.get(source);
    const named = new Set(policy === undefined ? [] : scriptsOf(policy));
    const sources = Array.from(named, (name) => scripts.get(name)).flatMap((text) =>
      text?.kind === 'text' ? [text.source] : [],
    );
    return { kind: 'policy', source, world, scripts: sources };
  });
  return {
    steps,
    members: steps.filter((step) => step.kind === 'policy'),
    testsFiles: readableTests.map(({ source }) => ({ source, world, scripts: [] })),
    templates: templates.own,
    findings: [
      ...findRepeatedPolicies(policies),
      ...(areLost ? templates.findings.map(withoutFixtures) : templates.findings),
      ...findings,
    ],
    areFixturesLost: areLost,
  };
}

/** Without what is said of fixtures that could not be read. */
function withoutFixtures({ source, diagnostics }: Finding): Finding {
  return { source, diagnostics: diagnostics.filter(({ code }) => code !== 'unknown-fixture') };
}

const NO_FIXTURES: ReadFixtures = { fixtures: new Map(), findings: [], areLost: false };

/** What `by` can be: `default` stands for the policy that refuses whom no rule admits. */
function ruleIds(files: readonly PipelineFile[], policies: ReadonlyMap<Source, Policy>): readonly string[] {
  return files.flatMap((one) => {
    if (one.kind === 'rule') return [one.options.id];
    const policy = policies.get(one.file.source);
    const ids = policy?.rules.map(({ id }) => id.text) ?? [];
    return policy?.default?.value === 'deny' ? [...ids, 'default'] : ids;
  });
}

function namesFixture({ tests }: Policy): boolean {
  return tests.some(({ login }) => login !== null && isFixture(login));
}

function isFixture(login: Data): boolean {
  return (
    login.kind === 'text' ||
    (login.kind === 'record' && login.fields.some(({ name }) => name.text === 'like'))
  );
}
