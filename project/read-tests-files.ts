import type { Finding } from '../grammar/index.ts';
import { findTestsFiles } from './find-tests-files.ts';
import { testsFilesBeside } from './locate-project.ts';
import * as messages from './project-messages.ts';
import { readSourceFile } from './read-source-file.ts';

/** The tests files of a project, read and not yet parsed. */
export interface ReadTestsFiles {
  readonly files: readonly Finding[];
  /** What could not be read. */
  readonly findings: readonly Finding[];
}

export const NO_TESTS_FILES: ReadTestsFiles = { files: [], findings: [] };

/** Reads the tests files of a project; `only`, of the policy or the rule at this path, which is then a project by itself. */
export async function readTestsFiles(root: string, only: string | null): Promise<ReadTestsFiles> {
  const files: Finding[] = [];
  const findings: Finding[] = [];
  const found = only === null ? await findTestsFiles(root) : null;
  const names = only === null ? (found?.files ?? []) : await testsFilesBeside(root, only);
  for (const name of names) {
    const read = await readSourceFile(root, name);
    if (read.kind === 'read') files.push({ source: read.source, diagnostics: read.diagnostics });
    else {
      const diagnostic = messages.unreadableTestsFile({ file: name, reason: read.reason, span: START });
      findings.push({ source: { name, text: '' }, diagnostics: [diagnostic] });
    }
  }
  if (found?.isCutShort === true) {
    findings.push({ source: { name: '.', text: '' }, diagnostics: [messages.tooManyFiles({ span: START })] });
  }
  return { files, findings };
}

const START = { start: 0, end: 0 };
