import type { Source } from '../../grammar/index.ts';
import type { Coverage, LawsReport, TestResult } from '../../verify/index.ts';

/** What came of the tests and laws of one project. */
export interface TestedProject {
  /** As it was typed: `.`. */
  readonly path: string;
  /** Absolute; null when there is no project. */
  readonly root: string | null;
  /** Files with tests that were chosen, named as someone in the current folder would name them. */
  readonly files: readonly TestedFile[];
  /** Null: laws were not asked for. */
  readonly laws: LawsReport | null;
  /** Null: it was not asked for. */
  readonly coverage: Coverage | null;
}

export interface TestedFile {
  readonly source: Source;
  readonly results: readonly TimedResult[];
}

export interface TimedResult {
  readonly result: TestResult;
  readonly milliseconds: number;
}
