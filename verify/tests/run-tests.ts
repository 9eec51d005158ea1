import type { TestCase } from '../../compiler/index.ts';
import type { Expectation } from '../../grammar/index.ts';
import { expandLogin, type Report, type RuleTrace } from '../../runtime/index.ts';
import type { Trial } from '../trial/trial.ts';
import { type Difference, findDifferences } from './find-differences.ts';
import { readTestLogin } from './read-test-login.ts';

/** What came of one login of a test. */
export type TestResult =
  | { readonly kind: 'skipped'; readonly case: TestCase; readonly reason: string }
  | ({
      readonly kind: 'passed';
      /** Why the login failed, where the test expects that it does; null: it did not. */
      readonly failure: string | null;
    } & TestRun)
  | ({
      readonly kind: 'failed';
      /** Why the login could not be taken through the rules to their end; mostly empty. */
      readonly problems: readonly string[];
      readonly differences: readonly Difference[];
      /** The rules that led to what is different, each with what it saw. */
      readonly rules: readonly RuleTrace[];
    } & TestRun);

interface TestRun {
  readonly case: TestCase;
  /** Every rule; empty where the login is none. */
  readonly trace: readonly RuleTrace[];
  /** As `TrialRun.unanswered`: each of them fails the test. */
  readonly unanswered: readonly string[];
}

export interface RunTestsOptions {
  /** The clock, where a test does not set its own. Default: now. */
  readonly now?: Date;
  /** Told of each result as it comes. */
  readonly onResult?: (result: TestResult) => void;
}

/**
 * Takes the logins of tests through the whole pipeline, one after the other. Never rejects because of what the tests
 * say. A test that asks hosts for what it gives no answer to fails: nobody knows what the rules would have done.
 */
export async function runTests(
  cases: readonly TestCase[],
  trial: Trial,
  options: RunTestsOptions = {},
): Promise<readonly TestResult[]> {
  const results: TestResult[] = [];
  for (const one of cases) {
    const result = await runTest(one, trial, options);
    results.push(result);
    options.onResult?.(result);
  }
  return results;
}

async function runTest(one: TestCase, trial: Trial, options: RunTestsOptions): Promise<TestResult> {
  if (one.skip !== null) return { kind: 'skipped', case: one, reason: one.skip.text };
  const expanded = expandLogin(readTestLogin(one));
  if (expanded.kind === 'problem') {
    const problems = expanded.problems.map(({ message, help }) =>
      help === null ? message : `${message} (${help})`,
    );
    return { kind: 'failed', case: one, problems, differences: [], rules: [], trace: [], unanswered: [] };
  }
  const now = expanded.now ?? options.now?.getTime() ?? Date.now();
  const ran = await trial.run({ ...expanded.login, now }, { answers: one.answers, trace: true });
  const { report, unanswered } = ran;
  const run = { case: one, trace: report.trace ?? [], unanswered };
  const failure = report.outcome === 'failure' ? reasonOf(report) : null;
  const problems = [...questionsOf(unanswered), ...findFailure(one.expect, report, failure, unanswered)];
  const differences = findDifferences(one.expect, ran);
  if (problems.length === 0 && differences.length === 0) return { kind: 'passed', failure, ...run };
  return {
    kind: 'failed',
    ...run,
    problems,
    differences,
    rules: decidersOf(one.expect, report, differences),
  };
}

function questionsOf(unanswered: readonly string[]): readonly string[] {
  return unanswered.map(
    (address) => `nothing answers \`${address}\` in this test: write what it answers under \`answers:\``,
  );
}

/** The log says what went wrong. */
function reasonOf({ log, message }: Report): string | null {
  return log.findLast(({ level }) => level === 'warning')?.text ?? message;
}

/**
 * What to say of a failure that the test does not expect. Without a word it expects only what a policy declares: that a
 * look-up or a call fails without which nobody gets in. A mistake of a rule in JavaScript ends a login in the same way, so
 * that such a rule has to be named.
 */
function findFailure(
  { outcome, by }: Expectation,
  report: Report,
  reason: string | null,
  unanswered: readonly string[],
): readonly string[] {
  if (reason === null || unanswered.some((address) => reason.includes(address))) return [];
  if (outcome?.value !== 'failure' || report.by === null) return [reason];
  const isSentence = report.trace?.some((rule) => isDecider(rule, report) && rule.console === undefined);
  if (isSentence === true || by?.text === report.by) return [];
  const { by: rule } = report;
  return [
    reason,
    `\`${rule}\` is a rule in JavaScript, whose failure may be a mistake: if it is meant, write \`by: ${rule}\``,
  ];
}

function isDecider({ policy, rule }: RuleTrace, report: Report): boolean {
  return rule === report.by && policy === report.policy;
}

/** The rule that decided, those that should have, and those that changed what is different. */
function decidersOf(
  { by }: Expectation,
  report: Report,
  differences: readonly Difference[],
): readonly RuleTrace[] {
  const wrong = new Set(differences.map(({ what }) => what));
  return (report.trace ?? []).filter((rule) => {
    if (isDecider(rule, report)) return true;
    if (rule.rule === report.by) return false;
    if (wrong.has('by') && rule.rule === by?.text) return true;
    if (wrong.has(`applied.${rule.rule}`) || wrong.has(`not_applied.${rule.rule}`)) return true;
    if (rule.result !== 'applied') return false;
    return rule.changes.some((change) => subjectsOf(change).some((subject) => wrong.has(subject)));
  });
}

/** What a test calls the things that a rule changed. */
function subjectsOf(change: RuleTrace['changes'][number]): readonly string[] {
  switch (change.effect) {
    case 'set_claim':
    case 'remove_claim':
      return [`claims.${change.name}`];
    case 'set_scopes':
      return ['scopes'];
    case 'require_mfa':
      return ['mfa'];
    case 'admit':
    case 'deny':
      return ['outcome'];
    case 'redirect':
      return ['outcome', 'redirect'];
    case 'set_metadata':
      return [`metadata.${change.field}.${change.name}`];
    case 'count':
      return ['counts'];
    case 'notify':
      return ['notifies'];
    case 'call':
      return ['calls'];
    case 'update_user':
      return change.names.map((name) => `metadata.${change.field}.${name}`);
    case 'stop':
    case 'fail':
    case 'set_profile':
    case 'remove_profile':
    case 'limit_session':
    case 'set_context':
    case 'link_to':
    case 'log':
      return [];
  }
}
