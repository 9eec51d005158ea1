import type { TestCase } from '../../compiler/index.ts';
import type { Source } from '../../grammar/index.ts';
import type { CheckedProject } from '../../project/index.ts';
import { isSought, type TestOptions } from './test-options.ts';

/** A file with tests that were asked for. */
export interface ChosenFile {
  readonly source: Source;
  readonly parts: readonly ChosenTests[];
}

/** Tests, and the pipeline that their logins go through. */
interface ChosenTests {
  readonly cases: readonly TestCase[];
  readonly pipeline: Pick<CheckedProject, 'steps' | 'pipelineOptions'>;
}

/** The tests of policies, and of tests files: they are about the whole pipeline. */
export function chooseTests(project: CheckedProject, options: TestOptions): readonly ChosenFile[] {
  return chosenOf(
    project.tests.map(({ source, cases }) => ({ source, parts: [{ cases, pipeline: project }] })),
    options,
  );
}

/** The tests of the project's templates: each is about one rule that is made as the test says. */
export function chooseTemplates({ templates }: CheckedProject, options: TestOptions): readonly ChosenFile[] {
  return chosenOf(
    templates.map(({ source, uses }) => ({
      source,
      parts: uses.map(({ cases, policy, pipelineOptions }) => ({
        cases,
        pipeline: { steps: [policy], pipelineOptions },
      })),
    })),
    options,
  );
}

/** Without what was not asked for. */
function chosenOf(files: readonly ChosenFile[], options: TestOptions): readonly ChosenFile[] {
  if (options.only === 'laws') return [];
  const chosen = files.map(({ source, parts }) => ({
    source,
    parts: parts
      .map(({ cases, pipeline }) => ({
        pipeline,
        cases: cases.filter(({ name }) => isSought(name, options)),
      }))
      .filter(({ cases }) => cases.length > 0),
  }));
  return chosen.filter(({ parts }) => parts.length > 0);
}
