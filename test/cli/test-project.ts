import assert from 'node:assert/strict';
import { runProject } from '../../cli/tests/run-project.ts';
import type { TestOptions } from '../../cli/tests/test-options.ts';
import type { TestedProject } from '../../cli/tests/tested-project.ts';
import { checkProject } from '../../project/index.ts';
import { inFolder } from '../project/project-folder.ts';

const OPTIONS: TestOptions = {
  only: 'tests',
  format: 'text',
  coverage: true,
  watch: false,
  update: false,
  save: false,
  record: false,
  force: false,
  isVerbose: false,
};

/** What comes of the tests of a project in a folder of its own, with its coverage, in this process. */
export function testProject(
  files: Readonly<Record<string, string>>,
  options: Partial<TestOptions> = {},
): Promise<TestedProject> {
  return inFolder(files, async (root) => {
    const project = await checkProject(root);
    assert.ok(project.steps !== null, JSON.stringify(project.findings.flatMap((one) => one.diagnostics)));
    const quiet = { warn: () => {}, isQuiet: true };
    const tested = await runProject('.', project, { ...OPTIONS, ...options }, quiet);
    // Names from here would hold the folder, which is another each time.
    return { ...tested, root: null, files: tested.files.map(withoutFolder) };
  });
}

function withoutFolder(file: TestedProject['files'][number]): TestedProject['files'][number] {
  const name = file.source.name.slice(file.source.name.lastIndexOf('/') + 1);
  return { ...file, source: { ...file.source, name } };
}
