import { COUNTEREXAMPLES_FILE } from '../../project/index.ts';
import { readCounterexamples, recordCounterexamples } from '../../verify/index.ts';
import { sourceFromHere } from '../findings.ts';
import type { Output } from '../output.ts';
import { readCounterexamplesFile } from './known-logins.ts';
import { isUnattended, type TestOptions } from './test-options.ts';
import type { TestedProject } from './tested-project.ts';
import { writeProjectFile } from './write-project-file.ts';

/** Keeps logins that broke a law in a file beside the project, from which they are tried first from now on. */
export async function keepCounterexamples(
  { root, laws }: TestedProject,
  options: TestOptions,
  output: Output,
): Promise<void> {
  if (root === null || laws === null || !options.record || isUnattended(options)) return;
  const before = await readCounterexamplesFile(root);
  const text = recordCounterexamples(before, laws);
  if (text === null) {
    const isFresh = laws.verdicts.some((one) => one.kind === 'broken' && one.counterexample.index !== null);
    if (isFresh && before !== null && readCounterexamples(before).diagnostics.length > 0)
      output.warn(`what broke a law was not kept: first mend ${sourceFromHere(root, before).name}`);
    return;
  }
  const problem = await writeProjectFile(root, COUNTEREXAMPLES_FILE, text);
  if (problem !== null) return output.warn(problem);
  const { name } = sourceFromHere(root, { name: COUNTEREXAMPLES_FILE, text });
  output.say(`kept what broke a law in ${name}: commit it, and it is tried first from now on`);
}
