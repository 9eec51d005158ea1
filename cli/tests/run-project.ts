import type { CheckedProject } from '../../project/index.ts';
import { measureCoverage, openTrial, runTests, type Trial } from '../../verify/index.ts';
import { sourceFromHere } from '../findings.ts';
import type { Output } from '../output.ts';
import { createProgress } from '../progress.ts';
import { checkProjectLaws } from './check-project-laws.ts';
import { type ChosenFile, chooseTemplates, chooseTests } from './choose-tests.ts';
import { isMeasured, type TestOptions } from './test-options.ts';
import type { TestedFile, TestedProject, TimedResult } from './tested-project.ts';

/** Holds one project without errors against its tests and laws. Nothing is written. */
export async function runProject(
  path: string,
  project: CheckedProject,
  options: TestOptions,
  output: Pick<Output, 'warn' | 'isQuiet'>,
): Promise<TestedProject> {
  const ofPipeline = await runFiles(chooseTests(project, options), project, options, output);
  const ofTemplates = await runFiles(chooseTemplates(project, options), project, options, output);
  // What a template does by itself says nothing about the rules that are made of it.
  const traces = ofPipeline.flatMap(({ results }) =>
    results.flatMap(({ result }) => (result.kind === 'skipped' ? [] : [result.trace])),
  );
  return {
    path,
    root: project.root,
    files: [...ofPipeline, ...ofTemplates],
    // Of a template by itself there are no logins to make up.
    laws:
      options.only === 'tests' || project.steps?.length === 0
        ? null
        : await checkProjectLaws(project, options, output),
    coverage: isMeasured(options) ? measureCoverage(project, traces) : null,
  };
}

async function runFiles(
  chosen: readonly ChosenFile[],
  project: CheckedProject,
  options: TestOptions,
  output: Pick<Output, 'warn' | 'isQuiet'>,
): Promise<readonly TestedFile[]> {
  if (chosen.length === 0) return [];
  const progress = createProgress('tests', !output.isQuiet);
  let done = 0;
  let whole: Trial | null = null;
  try {
    const files: TestedFile[] = [];
    for (const { source, parts } of chosen) {
      const results: TimedResult[] = [];
      for (const { cases, pipeline } of parts) {
        const isWhole = pipeline.steps === project.steps;
        const trial: Trial = (isWhole ? whole : null) ?? (await openTrial(pipeline));
        if (isWhole) whole = trial;
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
        if (!isWhole) trial.dispose();
      }
      files.push({ source: sourceFromHere(project.root, source), results });
    }
    return files;
  } finally {
    progress.end();
    whole?.dispose();
  }
}
