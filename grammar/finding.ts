import type { Diagnostic } from './diagnostic.ts';

/** A diagnostic of a sentence, with what decides whether it is a mistake of its own. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  /** The index in the sentence where it begins. */
  readonly index: number;
  /** True when the grammar was lost here: what follows in the same clause may be no mistake at all. */
  readonly lost: boolean;
}

/**
 * The diagnostics in the order of the text, without follow-ups: after a place where the grammar was lost, further such
 * places count only in another clause. `breaks` are the indices at which clauses begin, in ascending order.
 */
export function independent(findings: readonly Finding[], breaks: readonly number[]): readonly Diagnostic[] {
  const lostClauses = new Set<number>();
  return findings
    .toSorted((a, b) => a.index - b.index)
    .filter(({ lost, index }) => {
      if (!lost) return true;
      const clause = breaks.filter((at) => at <= index).length;
      if (lostClauses.has(clause)) return false;
      lostClauses.add(clause);
      return true;
    })
    .map(({ diagnostic }) => diagnostic);
}
