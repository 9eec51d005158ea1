import { type Finding, positionAt } from '../../grammar/index.ts';
import type { LawsReport, Verdict } from '../../verify/index.ts';
import { joinCoverages } from '../coverage/join-coverages.ts';
import { jsonOfCoverage } from '../coverage/json-of-coverage.ts';
import { sourceFromHere } from '../findings.ts';
import { jsonOfFindings } from '../format-findings.ts';
import { countTests } from './count-verdicts.ts';
import { lineOfResult } from './name-case.ts';
import type { TestedFile, TestedProject } from './tested-project.ts';

/** One object; docs/CLI.md describes it. `errors`: why nothing was run. */
export function jsonOfTests(projects: readonly TestedProject[], errors: readonly Finding[] = []): string {
  const measured = projects.flatMap(({ root, coverage }) => (coverage === null ? [] : [{ root, coverage }]));
  const whole = {
    schemaVersion: 1,
    ...countTests(projects),
    tests: projects.flatMap(({ files }) => files.flatMap(jsonOfFile)),
    laws: projects.flatMap(({ root, laws }) =>
      laws === null ? [] : laws.verdicts.map((verdict) => jsonOfVerdict(verdict, root)),
    ),
    runs: projects.flatMap(({ path, laws }) => (laws === null ? [] : [jsonOfRun(path, laws)])),
    coverage: measured.length === 0 ? null : jsonOfCoverage(joinCoverages(measured)),
    diagnostics: jsonOfFindings(errors),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

function jsonOfFile({ source, results }: TestedFile) {
  return results.map(({ result }) => ({
    name: result.case.name,
    row: result.case.row,
    file: source.name,
    line: lineOfResult(source, result),
    result: result.kind,
    reason: result.kind === 'skipped' ? result.reason : null,
    failure: result.kind === 'passed' ? result.failure : null,
    problems: result.kind === 'failed' ? result.problems : [],
    differences:
      result.kind === 'failed'
        ? result.differences.map(({ what, expected, found }) => ({ what, expected, found }))
        : [],
    rules: result.kind === 'failed' ? result.rules : [],
  }));
}

/** What is the same for all laws of a project. */
function jsonOfRun(project: string, { seed, logins, isCutShort, failures, unanswered }: LawsReport) {
  return { project, seed, logins, isCutShort, failures, unanswered };
}

function jsonOfVerdict(verdict: Verdict, root: string | null) {
  const { name, summary, place } = verdict.law;
  const found = verdict.kind === 'broken' ? verdict.counterexample : null;
  return {
    name,
    summary,
    file: place === null ? null : sourceFromHere(root, place.source).name,
    line: place === null ? null : positionAt(place.source, place.span.start).line,
    result: verdict.kind,
    logins: verdict.kind === 'skipped' ? 0 : verdict.logins,
    reason: verdict.kind === 'skipped' ? verdict.reason : null,
    counterexample:
      found === null
        ? null
        : {
            login: found.login,
            outcome: found.report.outcome,
            by: found.report.by,
            why: found.why,
            sentence: found.sentence,
            other: found.other === null ? null : found.other.login,
            entry: found.entry,
            isFault: found.isFault,
          },
  };
}
