import type { Comparison, Equality, Expression, ListQuantifier, Presence } from './expression.ts';
import { isComparisonOperator, isPresenceTest } from './operators.ts';
import { readOperator } from './read-operator.ts';
import { type Range, type Reading, spanOf } from './reading.ts';

/** What stands before an operator. */
export interface LeftSide {
  readonly from: number;
  readonly quantifier: ListQuantifier | null;
  readonly operand: Expression;
}

/** `x is y`. Words that nobody knows make it unreadable. */
export function buildComparison(
  reading: Reading,
  { from, quantifier, operand }: LeftSide,
  operator: Range,
  right: { readonly operand: Expression; readonly equality: Equality; readonly to: number },
): Expression {
  const means = readOperator(reading, operator, { from, isQuantified: quantifier !== null });
  const span = spanOf(reading, { from, to: right.to });
  if (means === null || !isComparisonOperator(means)) return { kind: 'unreadable', span };
  return {
    kind: 'comparison',
    quantifier,
    left: operand,
    operator: means,
    operatorSpan: spanOf(reading, operator),
    right: right.operand,
    equality: right.equality,
    span,
  } satisfies Comparison;
}

/** `x is between low and high`. */
export function buildBetween(
  reading: Reading,
  { from, quantifier, operand }: LeftSide,
  operator: Range,
  ends: { readonly low: Expression; readonly high: Expression; readonly to: number },
): Expression {
  readOperator(reading, operator, { from, isQuantified: quantifier !== null });
  const span = spanOf(reading, { from, to: ends.to });
  return { kind: 'between', quantifier, operand, low: ends.low, high: ends.high, span };
}

/** `x exists`. */
export function buildPresence(
  reading: Reading,
  { from, quantifier, operand }: LeftSide,
  operator: Range,
): Expression {
  const means = readOperator(reading, operator, { from, isQuantified: quantifier !== null });
  const span = spanOf(reading, { from, to: operator.to });
  if (means === null || !isPresenceTest(means)) return { kind: 'unreadable', span };
  return { kind: 'presence', quantifier, operand, test: means, span } satisfies Presence;
}

/** `-x`: a literal takes the sign; anything else is multiplied by -1, which works for durations as well. */
export function buildNegation(reading: Reading, sign: Range, operand: Expression, to: number): Expression {
  const span = spanOf(reading, { from: sign.from, to });
  // There is one zero: -0 would be told apart from 0 by some comparisons and not by others.
  if (operand.kind === 'number') return { ...operand, value: 0 - operand.value, span };
  if (operand.kind === 'duration') return { ...operand, amount: 0 - operand.amount, span };
  const minusOne = { kind: 'number', value: -1, span: spanOf(reading, sign) } as const;
  return { kind: 'arithmetic', operator: '*', left: minusOne, right: operand, span };
}
