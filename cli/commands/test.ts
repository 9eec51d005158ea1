import { type CheckedProject, checkProject, type ProjectOptions } from '../../project/index.ts';
import { createPipeline } from '../../runtime/index.ts';
import { runTests } from '../../verify/index.ts';
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts';
import { nameFromHere, ofSeverity } from '../findings.ts';
import { formatFrames } from '../format-findings.ts';
import { formatTests, jsonOfTests, type TestedPolicy } from '../format-tests.ts';
import type { Output } from '../output.ts';

export interface TestOptions extends ProjectOptions {
  readonly json: boolean;
  /** Only tests with this text in their names, whatever its case. */
  readonly filter?: string;
}

/** `lintel test`: holds the policies of some projects against the tests that they carry. */
export async function test(
  paths: readonly string[],
  options: TestOptions,
  output: Output,
): Promise<ExitCode> {
  const projects: CheckedProject[] = [];
  for (const path of paths.length === 0 ? ['.'] : paths) projects.push(await checkProject(path, options));
  const errors = ofSeverity(projects.flatMap(nameFromHere), 'error');
  if (errors.length > 0) {
    output.warn(formatFrames(errors, (_, text) => text).trimEnd());
    return EXIT.policies;
  }
  const tested: TestedPolicy[] = [];
  for (const project of projects) tested.push(...(await runProject(project, options)));
  const hasTests = projects.some(({ tests }) => tests.some((policy) => policy.tests.length > 0));
  if (hasTests && tested.length === 0) throw new UsageError(`no test has \`${options.filter}\` in its name`);
  if (options.json) await output.result(jsonOfTests(tested));
  else await output.result(formatTests(tested, output));
  const failed = tested.some(({ results }) => results.some(({ kind }) => kind === 'failed'));
  return failed ? EXIT.tests : EXIT.fine;
}

/** Every test goes through the whole pipeline, as a login would. */
async function runProject(
  project: CheckedProject,
  { filter = '', now }: TestOptions,
): Promise<readonly TestedPolicy[]> {
  if (project.steps === null) throw new Error('a project without steps has an error');
  const sought = filter.toLowerCase();
  const pipeline = await createPipeline(project.steps, project.pipelineOptions);
  try {
    const tested: TestedPolicy[] = [];
    for (const { source, tests } of project.tests) {
      const chosen = tests.filter(({ name }) => name.text.toLowerCase().includes(sought));
      if (chosen.length === 0) continue;
      const results = await runTests(chosen, pipeline.run, now === undefined ? {} : { now });
      const [named = { source }] = nameFromHere({
        root: project.root,
        findings: [{ source, diagnostics: [] }],
      });
      tested.push({ source: named.source, results });
    }
    return tested;
  } finally {
    pipeline.dispose();
  }
}
