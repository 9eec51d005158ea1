import type { Data, DataField, Expectation, PolicyTest, Span, Word } from '../../../grammar/index.ts';

/** One login of a test, with its fixtures and the row of its table written out. */
export interface TestCase {
  readonly test: PolicyTest;
  /** From 1; null: the test has no table. */
  readonly row: number | null;
  /** The name of the test; of a row, followed by what tells it from the others: `Where from (row 2: KP, deny)`. */
  readonly name: string;
  /** An abbreviated login without `like` and `without`. */
  readonly login: Data;
  readonly at: Word | null;
  readonly expect: Expectation;
  /** Those of the test, then those of its file. */
  readonly answers: readonly DataField[];
  /** Why it is not to be run; null: it is. */
  readonly skip: Word | null;
  /** Where it stands: the name of the test, or the row. */
  readonly span: Span;
}
