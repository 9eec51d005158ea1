import type { CheckedProject } from '../../project/index.ts';
import { measureCoverage, openTrial, runTests } from '../../verify/index.ts';
import { sourceFromHere } from '../findings.ts';
import type { Output } from '../output.ts';
import { createProgress } from '../progress.ts';
import { checkProjectLaws } from './check-project-laws.ts';
import { isMeasured, isSought, type TestOptions } from './test-options.ts';
import type { TestedFile, TestedProject, TimedResult } from './tested-project.ts';

/** Holds one project without errors against its tests and laws. Nothing is written. */
export async function runProject(
  path: string,
  project: CheckedProject,
  options: TestOptions,
  output: Pick<Output, 'warn' | 'isQuiet'>,
): Promise<TestedProject> {
  const files = options.only === 'laws' ? [] : await runFiles(project, options, output);
  const traces = files.flatMap(({ results }) =>
    results.flatMap(({ result }) => (result.kind === 'skipped' ? [] : [result.trace])),
  );
  return {
    path,
    root: project.root,
    files,
    laws: options.only === 'tests' ? null : await checkProjectLaws(project, options, output),
    coverage: isMeasured(options) ? measureCoverage(project, traces) : null,
  };
}

async function runFiles(
  project: CheckedProject,
  options: TestOptions,
  output: Pick<Output, 'warn' | 'isQuiet'>,
): Promise<readonly TestedFile[]> {
  const chosen = project.tests
    .map(({ source, cases }) => ({ source, cases: cases.filter(({ name }) => isSought(name, options)) }))
    .filter(({ cases }) => cases.length > 0);
  if (chosen.length === 0) return [];
  const progress = createProgress('tests', !output.isQuiet);
  const trial = await openTrial(project);
  try {
    const files: TestedFile[] = [];
    let done = 0;
    for (const { source, cases } of chosen) {
      const results: TimedResult[] = [];
      let since = performance.now();
      await runTests(cases, trial, {
        ...(options.now === undefined ? {} : { now: options.now }),
        onResult(result) {
          const now = performance.now();
          results.push({ result, milliseconds: now - since });
          since = now;
          progress.update(++done);
        },
      });
      files.push({ source: sourceFromHere(project.root, source), results });
    }
    return files;
  } finally {
    progress.end();
    trial.dispose();
  }
}
