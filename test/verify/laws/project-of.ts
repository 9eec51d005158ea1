import assert from 'node:assert/strict';
import { hasErrors } from '../../../grammar/index.ts';
import { type CheckedProject, checkProject } from '../../../project/index.ts';
import { inFolder } from '../../project/project-folder.ts';

/** The project made of these files, of a `policy.yaml` alone without a `lintel.yaml`; it has no errors. */
export async function projectOf(files: Readonly<Record<string, string>>): Promise<CheckedProject> {
  const project = await inFolder(files, (folder) =>
    checkProject('lintel.yaml' in files ? folder : `${folder}/policy.yaml`),
  );
  const errors = project.findings.flatMap(({ diagnostics }) => (hasErrors(diagnostics) ? diagnostics : []));
  assert.deepEqual(
    errors.map(({ code, message }) => `${code}: ${message}`),
    [],
  );
  return project;
}
