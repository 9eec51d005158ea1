import type { CheckedProject } from '../../project/index.ts';
import { checkLaws, type LawsReport } from '../../verify/index.ts';
import type { Output } from '../output.ts';
import { createProgress } from '../progress.ts';
import { readKnownLogins } from './known-logins.ts';
import { isSought, type TestOptions } from './test-options.ts';
import { traceCounterexamples } from './trace-counterexamples.ts';

/** What comes of the laws of a project that were asked for. Logins that broke one before are tried first. */
export async function checkProjectLaws(
  project: CheckedProject,
  options: TestOptions,
  output: Pick<Output, 'warn' | 'isQuiet'>,
): Promise<LawsReport> {
  const { runs, seed, time } = options;
  const progress = createProgress('logins', !output.isQuiet);
  const { logins, warnings } = await readKnownLogins(project.root);
  for (const warning of warnings) output.warn(warning);
  try {
    const report = await checkLaws(project, {
      ...(runs === undefined ? {} : { runs }),
      ...(seed === undefined ? {} : { seed }),
      ...(time === undefined ? {} : { time }),
      laws: ({ name }) => isSought(name, options),
      counterexamples: logins,
      onProgress: ({ logins: tried, broken }) =>
        progress.update(tried, broken === 0 ? '' : `, ${broken} broken`),
    });
    return await traceCounterexamples(project, report);
  } finally {
    progress.end();
  }
}
