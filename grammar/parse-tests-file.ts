import { buildPolicy } from './build-policy.ts';
import type { Result } from './diagnostic.ts';
import type { Policy } from './policy.ts';
import type { Source } from './source.ts';
import { checkTestsFile } from './structure.ts';
import { emptyFileOf, wrongFileOf } from './test-messages.ts';
import { type OtherContents, readYaml } from './yaml-profile.ts';

/**
 * Reads a file of tests, `*.tests.yaml`: a policy without rules, with tests or laws for what stands elsewhere. Its
 * identifier is the name of the file without folder and ending. Otherwise as `parsePolicy`.
 */
export function parseTestsFile(source: Source): Result<Policy | null> {
  const { root, comments, diagnostics } = readYaml(source, OTHER);
  if (root === null) return { value: null, diagnostics };
  const built = buildPolicy({
    source,
    root,
    comments,
    diagnostics: [...diagnostics, ...checkTestsFile(root)],
  });
  const id = { text: stemOf(source.name), span: { start: 0, end: 0 } };
  return {
    value: { ...built.value, id, sources: [], rules: [], exempt: null, default: null },
    diagnostics: built.diagnostics,
  };
}

const EXAMPLE = 'tests:';
const OTHER: OtherContents = {
  empty: (span) => emptyFileOf({ example: EXAMPLE, span }),
  keyless: (span, found) =>
    wrongFileOf({
      expected: 'keys such as `tests:` and `properties:` in a file of tests',
      found,
      example: EXAMPLE,
      span,
    }),
};

function stemOf(name: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1);
  return file.replace(/(?:\.tests)?\.ya?ml$/, '');
}
