import { displayText, type Source } from '../../grammar/index.ts';
import { formatRuleTrace } from '../../runtime/index.ts';
import type { TestResult } from '../../verify/index.ts';
import { type Output, type Paint, traceStyle } from '../output.ts';
import { formatDifference } from './format-difference.ts';
import { lineOfResult, nameOfRow } from './name-case.ts';
import type { TestedFile } from './tested-project.ts';

/** A line for each test of a file; rows of a table stand below their test, and below what failed why it did. */
export function formatResults(
  { source, results }: TestedFile,
  { paint, isQuiet }: Pick<Output, 'paint' | 'isQuiet'>,
): readonly string[] {
  const all = results.map(({ result }) => result);
  const shown = isQuiet ? all.filter(({ kind }) => kind === 'failed') : all;
  return [...Map.groupBy(shown, (result) => result.case.test).values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    if (first.case.row === null) return rows.flatMap((row) => formatResult(source, row, paint));
    const below = rows.flatMap((row) => formatResult(source, row, paint).map((line) => `  ${line}`));
    return [`${markOf(rows, paint)} ${displayText(first.case.test.name.text)}`, ...below];
  });
}

function markOf(rows: readonly TestResult[], paint: Paint): string {
  if (rows.some(({ kind }) => kind === 'failed')) return paint('red', '✗');
  return rows.some(({ kind }) => kind === 'passed') ? paint('green', '✓') : paint('yellow', '–');
}

function formatResult(source: Source, result: TestResult, paint: Paint): readonly string[] {
  const name = displayText(nameOfRow(result) ?? result.case.name);
  switch (result.kind) {
    case 'passed':
      return [`${paint('green', '✓')} ${name}${formatFailure(result.failure, paint)}`];
    case 'skipped':
      return [`${paint('yellow', '–')} ${name}${paint('dim', `  (skipped: ${displayText(result.reason)})`)}`];
    case 'failed': {
      const place = `${displayText(source.name)}:${lineOfResult(source, result)}`;
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

/** A login that fails may do so for another reason than the author thinks. */
function formatFailure(failure: string | null, paint: Paint): string {
  return failure === null ? '' : paint('dim', `  (fails: ${displayText(failure)})`);
}

const UNDECIDED = 'no rule decided this; with `by: RULE` the test shows what that rule saw';

/** Nothing to show, and the test does not say which rule should have decided. */
function isUndecided(result: TestResult & { readonly kind: 'failed' }): boolean {
  return result.differences.length > 0 && result.rules.length === 0 && result.case.expect.by === null;
}
