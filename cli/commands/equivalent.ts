import { displayText, type Finding } from '../../grammar/index.ts';
import { type CheckedProject, checkProject, type ProjectOptions } from '../../project/index.ts';
import { checkAgreement, type LawsReport, type Verdict } from '../../verify/index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { nameFromHere, ofSeverity } from '../findings.ts';
import { formatFrames, jsonOfFindings } from '../format-findings.ts';
import type { Output, Paint } from '../output.ts';
import { createProgress } from '../progress.ts';
import { countLogins, formatCounterexample, formatRemarks } from '../tests/format-laws.ts';
import { jsonOfRun, jsonOfVerdict } from '../tests/json-of-laws.ts';
import { quoted } from '../tests/replay-command.ts';
import { traceCounterexamples } from '../tests/trace-counterexamples.ts';

export interface EquivalentOptions extends ProjectOptions {
  readonly runs?: number;
  /** Milliseconds. */
  readonly time?: number;
  readonly seed?: number;
  readonly json: boolean;
}

/**
 * `lintel equivalent`: takes logins through two forms of the same rules and tells what the second does otherwise, each time
 * with the smallest login that shows it. Ends with 4 when there is anything, with 5 when the first always fails.
 */
export async function equivalent(
  first: string,
  second: string,
  options: EquivalentOptions,
  output: Output,
): Promise<ExitCode> {
  const { runs, time, seed, json, ...forProject } = options;
  const open = (path: string) => checkProject(path, { ...forProject, loneFile: 'in-project' });
  const [one, other] = [await open(first), await open(second)];
  const errors = ofSeverity([one, other].flatMap(nameFromHere), 'error');
  if (errors.length > 0) {
    if (json) await output.result(jsonOfErrors(errors));
    else output.warn(formatFrames(errors, (_, text) => text).trimEnd());
    return EXIT.policies;
  }
  const [before, after] = [enforcing(one), enforcing(other)];
  const progress = createProgress('logins', !output.isQuiet);
  const found = await checkAgreement(
    { name: first, project: before },
    { name: second, project: after },
    {
      ...(runs === undefined ? {} : { runs }),
      ...(time === undefined ? {} : { time }),
      ...(seed === undefined ? {} : { seed }),
      onProgress: (done) => progress.update(done.logins),
    },
  ).finally(() => progress.end());
  const report = await traceCounterexamples(before, found, after);
  await output.result(json ? jsonOf(report) : `${format(report, first, second, output).join('\n')}\n`);
  if (report.verdicts.some(({ kind }) => kind === 'broken')) return EXIT.tests;
  return report.failures === report.logins ? EXIT.hardlyExercised : EXIT.fine;
}

/** A rule that only reports is compared as if it decided: such is one that is about to be replaced. */
function enforcing(project: CheckedProject): CheckedProject {
  const steps = project.steps?.map((step) =>
    'shape' in step ? { ...step, mode: 'enforce' as const } : step,
  );
  return { ...project, steps: steps ?? null };
}

/** One object; docs/CLI.md describes it. */
function jsonOf(report: LawsReport): string {
  const respects = report.verdicts
    .filter(({ kind }) => kind !== 'skipped')
    .map((verdict) => jsonOfVerdict(verdict, null));
  return printed({ ...jsonOfRun(report), respects, diagnostics: [] });
}

/** The same where nothing could be compared. */
function jsonOfErrors(errors: readonly Finding[]): string {
  return printed({ respects: [], diagnostics: jsonOfFindings(errors) });
}

function printed(whole: object): string {
  return `${JSON.stringify({ schemaVersion: 1, ...whole }, null, 2)}\n`;
}

function format(report: LawsReport, first: string, second: string, { paint }: Output): readonly string[] {
  const cut = report.isCutShort ? ', then the time was up' : '';
  const tried = `(${countLogins(report.logins)} tried, seed ${report.seed}${cut})`;
  const different = report.verdicts.filter(({ kind }) => kind === 'broken').length;
  return [
    `${paint('bold', `${displayText(first)} and ${displayText(second)}`)}  ${paint('dim', tried)}`,
    ...report.verdicts.flatMap((verdict) => formatVerdict(verdict, paint)),
    ...formatRemarks(report, paint),
    '',
    different === 0
      ? 'no login was found on which they differ: evidence, not proof'
      : `they differ in ${different} of ${report.verdicts.length} respects; again: lintel equivalent ${quoted(first)} ${quoted(second)} --seed ${report.seed}`,
  ];
}

function formatVerdict(verdict: Verdict, paint: Paint): readonly string[] {
  const { law, kind } = verdict;
  if (kind === 'skipped') return [];
  const about = paint('dim', `  (${countLogins(verdict.logins)})`);
  if (kind === 'held') return [`${paint('green', '✓')} ${law.name}${about}`];
  if (kind === 'hardly exercised') {
    const sign = verdict.logins === 0 ? paint('dim', '·') : paint('yellow', '?');
    return [`${sign} ${law.name}${about}`];
  }
  return [
    `${paint('red', '✗')} ${paint('bold', law.name)}`,
    ...formatCounterexample(verdict.counterexample, paint),
  ];
}
