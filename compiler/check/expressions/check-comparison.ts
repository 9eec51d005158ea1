import {
  type Between,
  type Comparison,
  type Diagnostic,
  DURATION_UNITS,
  type Expression,
  type Presence,
} from '../../../grammar/index.ts';
import { instantOf, isTextKind, listOf, type Type, timeOf } from '../../../stdlib/index.ts';
import { checkWrittenTexts } from '../definitions/check-written-texts.ts';
import {
  equalityWithoutText,
  listExpected,
  reversedBounds,
  unfittingOperand,
} from '../messages/check-type-messages.ts';
import { type Scope, typeOf, writtenText } from '../scope.ts';
import { adaptExpression, meetSides, memberSide, type Side, wholeSide } from './adapt-expression.ts';
import { checkKnownWords } from './check-known-words.ts';
import { checkMembership, isFreeTextPair } from './check-membership.ts';
import { checkAge, checkDuring, checkOrder, isDateAndInstant } from './check-order.ts';
import { checkMatches, checkTextual } from './check-textual.ts';
import { explainMismatch } from './explain-mismatch.ts';

/** Checks a comparison whose two sides have been checked, and gives their literals and open fields their types. */
export function checkComparison(comparison: Comparison, scope: Scope): void {
  const { right } = comparison;
  const left = operandSide(comparison, comparison.left, scope);
  if (left === null || left.type.kind === 'error' || typeOf(right, scope).kind === 'error') return;
  const problem = checkEquality(comparison, left, scope) ?? checkOperator(comparison, left, scope);
  if (problem !== null) scope.report(problem);
  else checkKnownWords(comparison, scope);
}

/** Checks `x is between a and b`. */
export function checkBetween(between: Between, scope: Scope): void {
  const operand = operandSide(between, between.operand, scope);
  if (operand === null) return;
  const sides = [operand, wholeSide(between.low, scope), wholeSide(between.high, scope)];
  if (sides.some((side) => side.type.kind === 'error')) return;
  for (const side of sides.slice(1)) {
    const problem = checkOrder('is between', operand, side, scope);
    if (problem !== null) {
      scope.report(problem);
      return;
    }
  }
  meetSides(sides, scope);
  const { low, high } = between;
  const [least, most] = [orderOf(low), orderOf(high)];
  if (least === null || most === null || typeof least !== typeof most || least <= most) return;
  const isClock =
    low.kind === 'time' || (between.operand.kind === 'call' && between.operand.name.name === 'hour');
  scope.report(
    reversedBounds({
      span: { start: low.span.start, end: high.span.end },
      low: writtenText(low, scope),
      high: writtenText(high, scope),
      isClock,
    }),
  );
}

/** What a literal is ordered by; null for what only a login can tell. */
function orderOf(literal: Expression): number | string | null {
  switch (literal.kind) {
    case 'number':
    case 'date':
      return literal.value;
    case 'time':
      return timeOf(literal.value) ?? null;
    case 'instant':
      return instantOf(literal.value) ?? null;
    case 'duration':
      return literal.amount * DURATION_UNITS[literal.unit];
    default:
      return null;
  }
}

/** Checks `x exists` and the like. */
export function checkPresence(presence: Presence, scope: Scope): void {
  const operand = operandSide(presence, presence.operand, scope);
  if (operand === null || !['network', 'schedule', 'pattern'].includes(operand.type.kind)) return;
  const { span } = presence.operand;
  const help = 'ask this of a field, such as `request.country`';
  scope.report(
    unfittingOperand({ span, operator: presence.test, expected: 'a value', found: operand.type, help }),
  );
}

/** The operand that is compared: the members of the list behind `any of`, the expression itself otherwise. */
function operandSide(node: Comparison | Between | Presence, operand: Expression, scope: Scope): Side | null {
  if (node.quantifier === null) return wholeSide(operand, scope);
  const found = typeOf(operand, scope);
  if (found.kind === 'any') adaptExpression(operand, listOf({ kind: 'any' }), scope);
  const side = memberSide(operand, scope);
  if (side !== null) return side;
  const help = `leave \`${node.quantifier}\` out`;
  scope.report(listExpected({ span: operand.span, what: `\`${node.quantifier}\``, found, help }));
  return null;
}

function checkOperator(comparison: Comparison, left: Side, scope: Scope): Diagnostic | null {
  const { operator, right } = comparison;
  switch (operator) {
    case 'is':
    case 'is not':
      return checkSame(comparison, left, scope);
    case 'in':
    case 'is not in':
    case 'contains':
    case 'does not contain':
    case 'contains any of':
    case 'contains all of':
    case 'contains none of':
      return checkMembership(comparison, left, scope);
    case 'starts with':
    case 'ends with':
    case 'like':
      return checkTextual(comparison, left, scope);
    case 'matches':
      return checkMatches(comparison, left, scope);
    case 'is more than':
    case 'is less than':
    case 'is at least':
    case 'is at most':
    case 'is before':
    case 'is after':
      return checkOrder(operator, left, wholeSide(right, scope), scope);
    case 'is older than':
    case 'is within the last':
      return checkAge(comparison, left, scope);
    case 'during':
    case 'outside':
      return checkDuring(comparison, left, scope);
  }
}

function checkSame(comparison: Comparison, left: Side, scope: Scope): Diagnostic | null {
  const right = wholeSide(comparison.right, scope);
  const met = meetSides([left, right], scope);
  if (met === null || isPolicyThing(met)) {
    if (isDateAndInstant(left.type, right.type) || isFreeTextPair(comparison, left.type, right.type))
      return null;
    return explainMismatch(left, right, comparison, scope);
  }
  const beside = comparison.quantifier === null ? comparison.left : null;
  checkWrittenTexts(comparison.right, beside, scope);
  checkWrittenTexts(comparison.left, comparison.right, scope);
  return null;
}

function isPolicyThing(type: Type): boolean {
  return type.kind === 'network' || type.kind === 'schedule' || type.kind === 'pattern';
}

/** `ignoring case` and `exactly` say how texts are compared, so there are texts. */
function checkEquality(comparison: Comparison, left: Side, scope: Scope): Diagnostic | null {
  const { equality, right } = comparison;
  if (equality === 'by type') return null;
  const types = [left.type, typeOf(right, scope)].map((type) => (type.kind === 'list' ? type.of : type));
  const found = types.find(
    (type) => !isTextKind(type.kind) && type.kind !== 'any' && type.kind !== 'pattern',
  );
  if (found === undefined) return null;
  const after = scope.source.text.slice(right.span.end, comparison.span.end);
  const words = /exactly|ignoring\s+case/.exec(after);
  const start = right.span.end + (words?.index ?? 0);
  const span = words === null ? comparison.span : { start, end: start + words[0].length };
  return equalityWithoutText({ span, equality, found });
}
