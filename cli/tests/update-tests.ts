import { displayText, positionAt } from '../../grammar/index.ts';
import type { CheckedProject } from '../../project/index.ts';
import { correctExpectations, type FailedTest, type TestResult } from '../../verify/index.ts';
import { sourceFromHere } from '../findings.ts';
import type { Output } from '../output.ts';
import { formatDifference } from './format-difference.ts';
import type { TestedProject } from './tested-project.ts';
import { writeProjectFile } from './write-project-file.ts';

/**
 * Makes failed tests expect what happened, and says what was changed and what was not. Gives the project without the
 * results of tests that hold now.
 */
export async function updateTests(
  tested: TestedProject,
  { root, tests, templates }: CheckedProject,
  output: Output,
): Promise<TestedProject> {
  const { files } = tested;
  const corrected = new Set<TestResult>();
  if (root === null) return tested;
  for (const { source } of [...tests, ...templates]) {
    const { name } = sourceFromHere(root, source);
    const results = files.find((file) => file.source.name === name)?.results ?? [];
    const corrections = correctExpectations(
      source,
      results.map(({ result }) => result),
    );
    const place = ({ case: one }: FailedTest) =>
      displayText(`${name}:${positionAt(source, one.span.start).line}: ${one.name}`);
    for (const { result, why } of corrections.left) output.warn(`left as it is  ${place(result)} (${why})`);
    if (corrections.corrected.length === 0) continue;
    const problem = await writeProjectFile(root, source.name, corrections.text);
    if (problem !== null) {
      output.warn(problem);
      continue;
    }
    for (const result of corrections.corrected) {
      corrected.add(result);
      output.say(`updated  ${place(result)}`);
      for (const difference of result.differences) output.say(`    ${formatDifference(difference)}`);
    }
  }
  const remaining = files.map((file) => ({
    ...file,
    results: file.results.filter(({ result }) => !corrected.has(result)),
  }));
  return { ...tested, files: remaining };
}
