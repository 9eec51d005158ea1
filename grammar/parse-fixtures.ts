import type { Result } from './diagnostic.ts';
import { parseDataFields } from './parse-data.ts';
import type { Fixture } from './policy-test.ts';
import type { Source } from './source.ts';
import { checkFixtures } from './structure.ts';
import { emptyFileOf, wrongFileOf } from './test-messages.ts';
import { type OtherContents, readYaml } from './yaml-profile.ts';

/** Reads a file under `fixtures/`: names, each with an abbreviated login. What is no login is left out, and told. */
export function parseFixtures(source: Source): Result<readonly Fixture[]> {
  const { root, diagnostics } = readYaml(source, OTHER);
  if (root === null) return { value: [], diagnostics };
  const fixtures = parseDataFields(root).flatMap(({ name, value }): readonly Fixture[] =>
    value.kind === 'record' ? [{ name, login: value }] : [],
  );
  const all = [...diagnostics, ...checkFixtures(root)];
  return { value: fixtures, diagnostics: all.toSorted((a, b) => a.span.start - b.span.start) };
}

const EXAMPLE = 'dana: { app: hr, user: { email: dana@example.com } }';
const OTHER: OtherContents = {
  empty: (span) => emptyFileOf({ example: EXAMPLE, span }),
  keyless: (span, found) =>
    wrongFileOf({ expected: 'names with a login each in a file of fixtures', found, example: EXAMPLE, span }),
};
