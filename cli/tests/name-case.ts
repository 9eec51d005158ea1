import { positionAt, type Source } from '../../grammar/index.ts';
import type { TestResult } from '../../verify/index.ts';

/** What a row of a table is called below the name of its test: `row 2: KP, deny`; null: the test has no table. */
export function nameOfRow({ case: { name, row, test } }: TestResult): string | null {
  if (row === null) return null;
  const prefix = `${test.name.text} (`;
  return name.startsWith(prefix) && name.endsWith(')') ? name.slice(prefix.length, -1) : name;
}

/** The line, from 1, on which the test or the row of its table stands. */
export function lineOfResult(source: Source, { case: { span } }: TestResult): number {
  return positionAt(source, span.start).line;
}
