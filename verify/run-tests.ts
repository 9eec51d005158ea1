import type { Expectation, PolicyTest } from '../grammar/index.ts';
import { expandLogin, type Pipeline, type Report, type RuleTrace } from '../runtime/index.ts';
import { type Difference, findDifferences } from './find-differences.ts';
import { readTestLogin } from './read-test-login.ts';

/** What came of a test. */
export type TestResult =
  | { readonly kind: 'passed'; readonly test: PolicyTest }
  | { readonly kind: 'skipped'; readonly test: PolicyTest; readonly reason: string }
  | {
      readonly kind: 'failed';
      readonly test: PolicyTest;
      /** Why the login could not be taken through the rules to their end; mostly empty. */
      readonly problems: readonly string[];
      readonly differences: readonly Difference[];
      /** The rules that led to what is different, each with what it saw. */
      readonly rules: readonly RuleTrace[];
    };

/** The clock, where a test does not set its own. Default: now. */
export interface RunTestsOptions {
  readonly now?: Date;
}

/** Takes the logins of tests through policies, one after the other. Never rejects because of what the tests say. */
export async function runTests(
  tests: readonly PolicyTest[],
  run: Pipeline['run'],
  options: RunTestsOptions = {},
): Promise<readonly TestResult[]> {
  const results: TestResult[] = [];
  for (const test of tests) results.push(await runTest(test, run, options));
  return results;
}

async function runTest(
  test: PolicyTest,
  run: Pipeline['run'],
  options: RunTestsOptions,
): Promise<TestResult> {
  if (test.skip !== null) return { kind: 'skipped', test, reason: test.skip.text };
  const expanded = expandLogin(readTestLogin(test));
  if (expanded.kind === 'problem') {
    const problems = expanded.problems.map(({ message, help }) =>
      help === null ? message : `${message} (${help})`,
    );
    return { kind: 'failed', test, problems, differences: [], rules: [] };
  }
  const now = expanded.now ?? options.now ?? new Date();
  const report = await run(expanded.login, { now, trace: true });
  const problems = problemsOf(report);
  const differences = findDifferences(test.expect, report);
  if (problems.length === 0 && differences.length === 0) return { kind: 'passed', test };
  return { kind: 'failed', test, problems, differences, rules: decidersOf(test.expect, report, differences) };
}

/** A failure is not what anybody can expect; the log says what went wrong. */
function problemsOf({ outcome, message, log }: Report): readonly string[] {
  if (outcome !== 'failure') return [];
  const last = log.findLast(({ level }) => level === 'warning')?.text ?? message;
  return last === null ? [] : [last];
}

/** The rule that decided, the one that should have, and those that changed what is different. */
function decidersOf(
  { by }: Expectation,
  report: Report,
  differences: readonly Difference[],
): readonly RuleTrace[] {
  const wrong = new Set(differences.map(({ what }) => what));
  return (report.trace ?? []).filter((rule) => {
    if (rule.rule === report.by) return rule.policy === report.policy;
    if (wrong.has('by') && rule.rule === by?.text) return true;
    return rule.result === 'applied' && rule.changes.some((change) => wrong.has(subjectOf(change)));
  });
}

/** What a test calls the thing that a rule changed. */
function subjectOf(change: RuleTrace['changes'][number]): string {
  switch (change.effect) {
    case 'set_claim':
    case 'remove_claim':
      return `claims.${change.name}`;
    case 'set_scopes':
      return 'scopes';
    case 'require_mfa':
      return 'mfa';
    case 'admit':
    case 'deny':
    case 'redirect':
      return 'outcome';
    case 'stop':
    case 'fail':
    case 'set_profile':
    case 'remove_profile':
    case 'limit_session':
    case 'set_context':
    case 'call':
    case 'update_user':
    case 'log':
      return '';
  }
}
