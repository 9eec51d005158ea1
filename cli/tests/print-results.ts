import { displayText } from '../../grammar/index.ts';
import { formatCoverage } from '../coverage/format-coverage.ts';
import { htmlOfCoverage } from '../coverage/html-of-coverage.ts';
import { joinCoverages } from '../coverage/join-coverages.ts';
import { lcovOfCoverage } from '../coverage/lcov-of-coverage.ts';
import { UsageError } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { formatTests } from './format-tests.ts';
import { jsonOfTests } from './json-of-tests.ts';
import { junitOfTests } from './junit-of-tests.ts';
import { replayCommand } from './replay-command.ts';
import type { TestOptions } from './test-options.ts';
import type { TestedProject } from './tested-project.ts';
import { writeProjectFile } from './write-project-file.ts';

/** Prints what came of tests and laws in the form that was asked for. */
export async function printResults(
  tested: readonly TestedProject[],
  options: TestOptions,
  output: Output,
): Promise<void> {
  switch (options.format) {
    case 'json':
      return output.result(jsonOfTests(tested));
    case 'junit':
      return output.result(junitOfTests(tested));
    case 'text': {
      const { paint, isQuiet } = output;
      const { isVerbose } = options;
      const isPart = options.only === 'laws' || options.filter !== undefined;
      const replayOf = ({ path, laws }: TestedProject) => replayCommand(path, laws?.seed ?? 0, options);
      await output.result(formatTests(tested, { paint, isQuiet, isVerbose, isPart, replayOf }));
      const whole = wholeCoverage(tested);
      if (options.coverage && whole !== null && !isQuiet)
        await output.result(`\n${formatCoverage(whole, paint)}`);
    }
  }
}

/** Writes the files with the coverage that were asked for. */
export async function writeCoverage(
  tested: readonly TestedProject[],
  { coverageHtml, coverageLcov }: TestOptions,
  output: Output,
): Promise<void> {
  const whole = wholeCoverage(tested);
  if (whole === null) return;
  const files = [
    { file: coverageHtml, print: htmlOfCoverage },
    { file: coverageLcov, print: lcovOfCoverage },
  ];
  for (const { file, print } of files) {
    if (file === undefined) continue;
    const problem = await writeProjectFile('', file, print(whole));
    if (problem !== null) throw new UsageError(problem);
    output.say(`wrote ${displayText(file)}`);
  }
}

function wholeCoverage(tested: readonly TestedProject[]) {
  const measured = tested.flatMap(({ root, coverage }) => (coverage === null ? [] : [{ root, coverage }]));
  return measured.length === 0 ? null : joinCoverages(measured);
}
