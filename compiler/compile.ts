import {
  type Allowance,
  type Diagnostic,
  hasErrors,
  type Policy,
  parsePolicy,
  parseTestsFile,
  type Result,
  type Source,
} from '../grammar/index.ts';
import type { CompiledPolicy } from '../stdlib/index.ts';
import { type CheckedPolicy, EMPTY_WORLD, type World } from './check/check.ts';
import { checkPolicy } from './check/check-policy.ts';
import { checkProjectTargets } from './check/definitions/check-targets.ts';
import { checkTests } from './check/tests/check-tests.ts';
import type { TestCase } from './check/tests/test-case.ts';
import type { CorePolicy } from './core.ts';
import { emitPolicy } from './emit/emit-policy.ts';
import { lintPolicy } from './lints/lint-policy.ts';
import { lowerPolicy } from './lower/lower-policy.ts';
import { checkActionFields } from './targets/check-action.ts';
import { useTemplates } from './templates/use-templates.ts';

/** A policy file all the way to JavaScript rules: parse, check, lower, lint, emit. Null when there are errors. */
export function compile(source: Source, world: World = EMPTY_WORLD): Result<CompiledPolicy | null> {
  const { value: analysed, diagnostics } = analyse(source, world);
  return { value: analysed === null ? null : emitPolicy(analysed.core, source), diagnostics };
}

/** A policy without errors, as the later phases read it. */
export interface AnalysedPolicy {
  readonly checked: CheckedPolicy;
  readonly core: CorePolicy;
  /** Its tests, one case for each login, with fixtures and rows written out. */
  readonly cases: readonly TestCase[];
}

/** Everything before emitting. */
export function analyse(source: Source, world: World = EMPTY_WORLD): Result<AnalysedPolicy | null> {
  return analysePolicy(parsePolicy(source), world);
}

/** The same for a file of tests: a policy without rules. */
export function analyseTests(source: Source, world: World = EMPTY_WORLD): Result<AnalysedPolicy | null> {
  return analysePolicy(parseTestsFile(source), world);
}

/** The same for a policy that has been read. */
export function analysePolicy(
  { value: read, diagnostics: told }: Result<Policy | null>,
  world: World,
): Result<AnalysedPolicy | null> {
  if (read === null) return { value: null, diagnostics: told };
  const { policy, isWhole, diagnostics: ofUses } = useTemplates(read, world.templates);
  const parsed = [...told, ...ofUses];
  const checked = checkPolicy(policy, world);
  const tests = checkTests(policy, world);
  const { allowances } = policy;
  const elsewhere = checkProjectTargets(policy, world.targets);
  const own = withoutFollowUps([...checked.diagnostics, ...elsewhere, ...tests.diagnostics], parsed);
  const found = withoutAllowed([...parsed, ...own], allowances);
  if (hasErrors(found) || !isWhole) return { value: null, diagnostics: found };
  const core = lowerPolicy(checked.value);
  const unseen = world.targets.includes('auth0') ? checkActionFields(core) : [];
  const diagnostics = [...found, ...unseen, ...withoutAllowed(lintPolicy(checked.value, core), allowances)];
  const value = { checked: checked.value, core, cases: tests.value };
  return { value: hasErrors(diagnostics) ? null : value, diagnostics };
}

/** Without names that are unknown because the words around them could not be read: one mistake, one diagnostic. */
function withoutFollowUps(
  checked: readonly Diagnostic[],
  parsed: readonly Diagnostic[],
): readonly Diagnostic[] {
  const unread = parsed.filter(({ code }) => code === 'unexpected-word');
  return checked.filter(
    ({ code, span }) =>
      code !== 'unknown-name' ||
      !unread.some((other) => other.span.start <= span.start && span.end <= other.span.end),
  );
}

/** Without what a `# lintel: allow CODE because REASON` comment silences; an error is never silenced. */
function withoutAllowed(
  diagnostics: readonly Diagnostic[],
  allowances: readonly Allowance[],
): readonly Diagnostic[] {
  const isAllowed = ({ code, span }: Diagnostic): boolean =>
    allowances.some(
      (allowance) =>
        allowance.code.text === code && allowance.span.start <= span.start && span.end <= allowance.span.end,
    );
  return diagnostics.filter((diagnostic) => diagnostic.severity === 'error' || !isAllowed(diagnostic));
}
