import { replaceCell, replaceExpectation, type Source } from '../../grammar/index.ts';
import type { Difference } from '../tests/find-differences.ts';
import type { TestResult } from '../tests/run-tests.ts';
import { correctedExpectation } from './corrected-expectation.ts';

/** The text of a file whose tests expect what happened. */
export interface Corrections {
  readonly text: string;
  /** Tests that hold now. */
  readonly corrected: readonly FailedTest[];
  /** Tests that have to be corrected by hand, with the reason in a few words. */
  readonly left: readonly { readonly result: FailedTest; readonly why: string }[];
}

export type FailedTest = TestResult & { readonly kind: 'failed' };

/**
 * Writes into the tests of a file what happened instead of what they expect; everything else stays as it is. `source` is
 * the file that the results come from.
 */
export function correctExpectations(source: Source, results: readonly TestResult[]): Corrections {
  const failed = results.filter((result) => result.kind === 'failed');
  const plans = failed.map((result) => ({ result, ...planFor(result) }));
  const edits = plans.flatMap((plan) => plan.edits).toSorted((a, b) => b.start - a.start);
  return {
    // The last first: what stands before an edit stays where it is.
    text: edits.reduce((text, edit) => edit.apply({ ...source, text }), source.text),
    corrected: plans.flatMap(({ result, why }) => (why === null ? [result] : [])),
    left: plans.flatMap(({ result, why }) => (why === null ? [] : [{ result, why }])),
  };
}

interface Plan {
  readonly edits: readonly Edit[];
  /** Why nothing is to be done; null: the edits are all. */
  readonly why: string | null;
}

interface Edit {
  readonly start: number;
  readonly apply: (source: Source) => string;
}

function planFor(result: FailedTest): Plan {
  const { differences, problems } = result;
  const { row, span, expect } = result.case;
  if (problems.length > 0) return leave('the login did not get through the rules');
  if (differences.some(({ what, found }) => what === 'outcome' && !OUTCOMES.has(found)))
    return leave('no test can expect this outcome');
  const isOwn = ({ span: { start, end } }: Difference) => span.start <= start && end <= span.end;
  if (row !== null && !differences.every(isOwn)) return leave('all rows expect this');
  if (differences.every(isOneValue)) return { edits: differences.map(replaceValue), why: null };
  if (row !== null) return leave('more than the value of a cell is to be changed');
  const corrected = correctedExpectation(expect, differences);
  if (Object.keys(corrected).length === 0) return leave('nothing would be left to expect');
  const apply = (source: Source) => replaceExpectation(source, expect.span, corrected);
  return { edits: [{ start: expect.span.start, apply }], why: null };
}

function leave(why: string): Plan {
  return { edits: [], why };
}

const OUTCOMES: ReadonlySet<unknown> = new Set(['allow', 'deny', 'challenge', 'redirect']);

/** Whether the place of a difference is a value that can be written anew; those of others are names, or several values. */
function isOneValue({ what, expected, found }: Difference): boolean {
  return (
    expected !== null &&
    found !== null &&
    !/^(?:(?:scopes|counts|notifies|calls)$|applied\.|not_applied\.)/.test(what)
  );
}

function replaceValue({ span, found }: Difference): Edit {
  return { start: span.start, apply: (source) => replaceCell(source, span, found) };
}
