import type { Comparison, Diagnostic } from '../../../grammar/index.ts';
import { isTextKind, scalar, type Type } from '../../../stdlib/index.ts';
import { unfittingOperand } from '../messages/check-type-messages.ts';
import { type Scope, typeOf, writtenText } from '../scope.ts';
import { adaptExpression, adaptSide, meetSides, type Side } from './adapt-expression.ts';
import { explainMismatch } from './explain-mismatch.ts';

const ORDERED: ReadonlySet<string> = new Set(['number', 'duration', 'date', 'time', 'instant']);

/** Numbers, durations, dates and times have an order; a date beside an instant is its first moment. */
export function checkOrder(operator: string, left: Side, right: Side, scope: Scope): Diagnostic | null {
  const expected = 'a number, duration, date or time';
  for (const side of [left, right]) {
    if (side.type.kind === 'any' || ORDERED.has(side.type.kind)) continue;
    if (side.expression.kind === 'text' && side.firmness === 1) continue;
    const { span } = side.expression;
    return unfittingOperand({ span, operator, expected, found: side.type, help: orderHelp(side, scope) });
  }
  const met = meetSides([left, right], scope);
  if (met !== null && (met.kind === 'any' || ORDERED.has(met.kind))) return null;
  if (isDateAndInstant(left.type, right.type)) return null;
  if (met !== null) {
    const { span } = right.expression;
    return unfittingOperand({ span, operator, expected, found: met, help: orderHelp(right, scope) });
  }
  return explainMismatch(left, right, null, scope);
}

function orderHelp(side: Side, scope: Scope): string {
  const written = writtenText(side.expression, scope);
  if (side.type.kind === 'list') return `\`size(${written})\` counts its members`;
  if (isTextKind(side.type.kind))
    return `\`versionAtLeast(…)\` compares versions, \`toNumber(…)\` makes a number of a text`;
  return `${side.type.kind === 'yes/no' ? 'yes and no have' : 'these values have'} no order; compare with \`is\``;
}

/** `is older than` and `is within the last`: a date or instant and a duration. */
export function checkAge(comparison: Comparison, left: Side, scope: Scope): Diagnostic | null {
  const { right, operator } = comparison;
  if (!adaptSide(left, scalar('instant'), scope) && left.type.kind !== 'date') {
    const help = 'ask this of a moment, such as `user.last_login`';
    return unfittingOperand({
      span: comparison.left.span,
      operator,
      expected: 'a date or instant',
      found: left.type,
      help,
    });
  } else if (!adaptExpression(right, scalar('duration'), scope)) {
    const found = typeOf(right, scope);
    const help =
      found.kind === 'number'
        ? `write the unit: \`${writtenText(right, scope)} days\``
        : 'write a duration, such as `30 days`';
    return unfittingOperand({ span: right.span, operator, expected: 'a duration', found, help });
  }
  return null;
}

/** `during` and `outside`: an instant and a schedule. */
export function checkDuring(comparison: Comparison, left: Side, scope: Scope): Diagnostic | null {
  const { right, operator } = comparison;
  const found = typeOf(right, scope);
  if (found.kind !== 'schedule') {
    const help =
      found.kind === 'network'
        ? `write \`in ${writtenText(right, scope)}\``
        : 'name a schedule under `schedules:`';
    return unfittingOperand({ span: right.span, operator, expected: 'a schedule', found, help });
  } else if (!adaptSide(left, scalar('instant'), scope)) {
    const help = `write \`now ${operator} ${writtenText(right, scope)}\``;
    return unfittingOperand({
      span: comparison.left.span,
      operator,
      expected: 'an instant',
      found: left.type,
      help,
    });
  }
  return null;
}

/** A date and an instant are compared by the first moment of the date. */
export function isDateAndInstant(a: Type, b: Type): boolean {
  return (a.kind === 'date' && b.kind === 'instant') || (a.kind === 'instant' && b.kind === 'date');
}
