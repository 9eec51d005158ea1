import type { Result } from './diagnostic.ts';
import { parseData } from './parse-data.ts';
import { valueAt, wordOf } from './parse-text.ts';
import type { Data } from './policy-test.ts';
import type { Source, Span } from './source.ts';
import { checkCounterexamples } from './structure.ts';
import { emptyFileOf, wrongFileOf } from './test-messages.ts';
import type { Word } from './word.ts';
import { type OtherContents, readYaml } from './yaml-profile.ts';

/** A login that broke a law, as `counterexamples.yaml` keeps it. */
export interface KnownCounterexample {
  /** The name of the law. */
  readonly law: Word;
  /** What became of the login, in a sentence; null: nothing is said. */
  readonly found: Word | null;
  /** An abbreviated login, or one of `user` and `context`. */
  readonly login: Data;
  /** The moment of the login; null: nothing is said. */
  readonly at: Word | null;
  readonly span: Span;
}

/** Reads `counterexamples.yaml`. A file in which nothing is left is fine; what is no entry is left out, and told. */
export function parseCounterexamples(source: Source): Result<readonly KnownCounterexample[]> {
  const { root, diagnostics } = readYaml(source, OTHER);
  if (root === null)
    return { value: [], diagnostics: diagnostics.filter(({ code }) => code !== 'empty-value') };
  const entries = valueAt(root, 'counterexamples');
  const value = (entries?.kind === 'list' ? entries.items : []).flatMap((item) => {
    if (item.kind !== 'map') return [];
    const law = wordOf(valueAt(item, 'law'));
    const login = parseData(valueAt(item, 'login'));
    if (law === null || login?.kind !== 'record') return [];
    const { span } = item;
    return [{ law, found: wordOf(valueAt(item, 'found')), login, at: wordOf(valueAt(item, 'at')), span }];
  });
  const all = [...diagnostics, ...checkCounterexamples(root)];
  return { value, diagnostics: all.toSorted((a, b) => a.span.start - b.span.start) };
}

const EXAMPLE = 'counterexamples:';
const OTHER: OtherContents = {
  empty: (span) => emptyFileOf({ example: EXAMPLE, span }),
  keyless: (span, found) =>
    wrongFileOf({
      expected: 'the key `counterexamples:` in a file of counter-examples',
      found,
      example: EXAMPLE,
      span,
    }),
};
