import { displayText, positionAt, type Source } from '../grammar/index.ts';
import { formatRuleTrace } from '../runtime/index.ts';
import type { Difference, TestResult } from '../verify/index.ts';
import { type Output, type Paint, traceStyle } from './output.ts';

/** The tests of one policy file, and what came of them. */
export interface TestedPolicy {
  /** Named as someone in the current folder would name it. */
  readonly source: Source;
  readonly results: readonly TestResult[];
}

/** One line a test, below a failed one what is different and why, and the counts at the end. */
export function formatTests(
  tested: readonly TestedPolicy[],
  { paint, isQuiet }: Pick<Output, 'paint' | 'isQuiet'>,
): string {
  const counts = countResults(tested);
  if (isQuiet && counts.failed === 0) return '';
  if (tested.length === 0) return 'no tests; a policy carries them under `tests:`\n';
  const policies = tested.map((policy) => formatPolicy(policy, { paint, isQuiet }, tested.length > 1));
  const { passed, failed, skipped } = counts;
  const summary = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  return `${policies.join('')}\n${paint(failed > 0 ? 'red' : 'green', summary)}\n`;
}

/** One object; docs/CLI.md describes it. */
export function jsonOfTests(tested: readonly TestedPolicy[]): string {
  const tests = tested.flatMap(({ source, results }) =>
    results.map((result) => ({
      name: result.test.name.text,
      file: source.name,
      line: lineOf(source, result),
      result: result.kind,
      reason: result.kind === 'skipped' ? result.reason : null,
      problems: result.kind === 'failed' ? result.problems : [],
      differences: result.kind === 'failed' ? result.differences : [],
      rules: result.kind === 'failed' ? result.rules : [],
    })),
  );
  return `${JSON.stringify({ schemaVersion: 1, ...countResults(tested), tests }, null, 2)}\n`;
}

function countResults(tested: readonly TestedPolicy[]) {
  const results = tested.flatMap((policy) => policy.results);
  const count = (kind: TestResult['kind']) => results.filter((result) => result.kind === kind).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

function lineOf(source: Source, { test }: TestResult): number {
  return positionAt(source, test.name.span.start).line;
}

function formatPolicy(
  { source, results }: TestedPolicy,
  { paint, isQuiet }: Pick<Output, 'paint' | 'isQuiet'>,
  isNamed: boolean,
): string {
  const shown = isQuiet ? results.filter(({ kind }) => kind === 'failed') : results;
  const lines = shown.flatMap((result) => formatResult(source, result, paint));
  if (lines.length === 0) return '';
  const title = isNamed ? [paint('bold', displayText(source.name))] : [];
  return [...title, ...lines].map((line) => `${line}\n`).join('');
}

function formatResult(source: Source, result: TestResult, paint: Paint): readonly string[] {
  const name = displayText(result.test.name.text);
  switch (result.kind) {
    case 'passed':
      return [`${paint('green', '✓')} ${name}`];
    case 'skipped':
      return [`${paint('yellow', '–')} ${name}${paint('dim', `  (skipped: ${displayText(result.reason)})`)}`];
    case 'failed': {
      const place = `${displayText(source.name)}:${lineOf(source, result)}`;
      const rules = result.rules.flatMap((rule) => formatRuleTrace(rule, traceStyle(paint)));
      return [
        `${paint('red', '✗')} ${paint('bold', name)}${paint('dim', `  (${place})`)}`,
        ...result.problems.map((problem) => `    ${displayText(problem)}`),
        ...result.differences.map((difference) => `    ${formatDifference(difference)}`),
        ...(isUndecided(result) ? [`    ${paint('dim', UNDECIDED)}`] : []),
        ...rules.map((line) => `      ${line}`),
      ];
    }
  }
}

const UNDECIDED = 'no rule decided this; with `by: RULE` the test shows what that rule saw';

/** Nothing to show, and the test does not say which rule should have decided. */
function isUndecided({ test, differences, rules }: TestResult & { readonly kind: 'failed' }): boolean {
  return differences.length > 0 && rules.length === 0 && test.expect.by === null;
}

function formatDifference({ what, expected, found }: Difference): string {
  const show = (value: unknown) => showValue(value, what);
  return `${displayText(what)}: expected ${show(expected)}, found ${show(found)}`;
}

/** Claims have types, so a text is told from what looks like it; everything else is a text or a list of texts. */
function showValue(value: unknown, what: string): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string' && !what.startsWith('claims.')) return displayText(value);
  return displayText(JSON.stringify(value));
}
