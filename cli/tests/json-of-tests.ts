import type { Finding } from '../../grammar/index.ts';
import { joinCoverages } from '../coverage/join-coverages.ts';
import { jsonOfCoverage } from '../coverage/json-of-coverage.ts';
import { jsonOfFindings } from '../format-findings.ts';
import { countTests } from './count-verdicts.ts';
import { jsonOfRun, jsonOfVerdict } from './json-of-laws.ts';
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
    runs: projects.flatMap(({ path, laws }) =>
      laws === null ? [] : [{ project: path, ...jsonOfRun(laws) }],
    ),
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
