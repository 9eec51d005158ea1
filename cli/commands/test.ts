import { type CheckedProject, checkProject, createCompileCache } from '../../project/index.ts';
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts';
import { nameFromHere, ofSeverity } from '../findings.ts';
import type { Output } from '../output.ts';
import { countTests, exitCodeOf } from '../tests/count-verdicts.ts';
import { keepCounterexamples } from '../tests/keep-counterexamples.ts';
import { printErrors } from '../tests/print-errors.ts';
import { printResults, writeCoverage } from '../tests/print-results.ts';
import { runProject } from '../tests/run-project.ts';
import { saveCounterexamples } from '../tests/save-counterexamples.ts';
import { isSought, refuseContradictions, type TestOptions } from '../tests/test-options.ts';
import type { TestedProject } from '../tests/tested-project.ts';
import { updateTests } from '../tests/update-tests.ts';
import { watchProject } from '../watch-project.ts';

/** `lintel test`: holds some projects against their tests and laws; with `--watch` again whenever a file changes. */
export async function test(
  paths: readonly string[],
  options: TestOptions,
  output: Output,
): Promise<ExitCode> {
  refuseContradictions(options, paths);
  const [first = '.'] = paths;
  if (!options.watch) return testOnce(paths.length === 0 ? [first] : paths, options, output);
  let code: ExitCode = EXIT.fine;
  const cache = createCompileCache();
  await watchProject(first, undefined, async () => {
    try {
      code = await testOnce([first], { ...options, cache }, output);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      output.warn(error.message);
    }
    output.say('waiting for changes; Ctrl-C ends');
  });
  return code;
}

async function testOnce(paths: readonly string[], options: TestOptions, output: Output): Promise<ExitCode> {
  const projects: CheckedProject[] = [];
  for (const path of paths)
    projects.push(await checkProject(path, { ...options, loneTemplate: 'by-itself' }));
  const errors = ofSeverity(projects.flatMap(nameFromHere), 'error');
  if (errors.length > 0) {
    await printErrors(errors, options, output);
    return EXIT.policies;
  }
  const tested: TestedProject[] = [];
  for (const [index, project] of projects.entries()) {
    tested.push(await runProject(paths[index] ?? '.', project, options, output));
  }
  if (options.filter !== undefined && !isAnyFound(tested, options))
    throw new UsageError(`no test and no law has \`${options.filter}\` in its name`);
  await printResults(tested, options, output);
  await writeCoverage(tested, options, output);
  const settled: TestedProject[] = [];
  for (const [index, one] of tested.entries()) {
    const project = projects[index];
    if (project === undefined) throw new Error('each project was tested');
    await keepCounterexamples(one, options, output);
    if (options.save) await saveCounterexamples(one, project, output);
    settled.push(options.update ? await updateTests(one, project, output) : one);
  }
  return exitCodeOf(settled);
}

function isAnyFound(tested: readonly TestedProject[], options: TestOptions): boolean {
  const { passed, failed, skipped } = countTests(tested);
  const laws = tested.flatMap((project) => project.laws?.verdicts ?? []);
  return passed + failed + skipped > 0 || laws.some(({ law }) => isSought(law.name, options));
}
