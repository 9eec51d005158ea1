import type { Comparison, Diagnostic } from '../../../grammar/index.ts';
import { isTextKind, scalar, type Type } from '../../../stdlib/index.ts';
import { checkWrittenTexts } from '../definitions/check-written-texts.ts';
import { emptyOperand, type Rewrite, unfittingOperand } from '../messages/check-type-messages.ts';
import { type Scope, typeOf, writtenText } from '../scope.ts';
import {
  adaptExpression,
  adaptSide,
  meetSides,
  memberSide,
  type Side,
  wholeSide,
} from './adapt-expression.ts';
import { networksInstead } from './explain-address.ts';
import { explainMemberMismatch, explainMismatch } from './explain-mismatch.ts';

/** Checks `in` and `contains` with their opposites and their forms for several values. */
export function checkMembership(comparison: Comparison, left: Side, scope: Scope): Diagnostic | null {
  const { right, operator } = comparison;
  if (right.kind === 'list' && right.items.length === 0) return emptyOperand({ span: right.span, operator });
  switch (comparison.operator) {
    case 'in':
    case 'is not in':
      return checkIn(comparison, left, scope);
    case 'contains':
    case 'does not contain':
      return checkContains(comparison, left, scope);
    default:
      return checkContainsMany(comparison, left, scope);
  }
}

function checkIn(comparison: Comparison, left: Side, scope: Scope): Diagnostic | null {
  const { right, operator } = comparison;
  const found = typeOf(right, scope);
  if (found.kind === 'network' || (found.kind === 'list' && found.of.kind === 'network')) {
    return needLeft(comparison, left, scalar('ip'), 'an IP address', scope);
  }
  if (found.kind === 'schedule') return needLeft(comparison, left, scalar('instant'), 'an instant', scope);
  const members = memberSide(right, scope);
  if (members === null) {
    const rewrite = networksInstead(comparison, scope);
    const help = rewrite === null ? listInstead(comparison, left, found, scope) : `write \`${rewrite.text}\``;
    return unfittingOperand({
      span: right.span,
      operator,
      expected: 'a list, a network or a schedule',
      found,
      help,
      rewrite,
    });
  }
  if (left.type.kind === 'list' && members.type.kind !== 'list') {
    const words = operator === 'in' ? 'contains any of' : 'contains none of';
    return operandInstead(comparison, left, 'one value', words, scope);
  }
  if (meetSides([left, members], scope) === null) {
    if (isFreeTextPair(comparison, left.type, members.type)) return null;
    return explainMemberMismatch(left, members, comparison, scope);
  }
  checkWrittenTexts(right, comparison.quantifier === null ? comparison.left : null, scope);
  return null;
}

/** What to write behind `in` for a single value. */
function listInstead(comparison: Comparison, left: Side, found: Type, scope: Scope): string {
  if (left.type.kind === 'ip') return 'name a network, or write one: `203.0.113.0/24`';
  const areTexts = isTextKind(found.kind) && isTextKind(left.type.kind);
  return areTexts ? swapped(comparison, scope) : 'name a list, or write one: `["…", "…"]`';
}

function needLeft(
  comparison: Comparison,
  left: Side,
  wanted: Type,
  expected: string,
  scope: Scope,
): Diagnostic | null {
  if (adaptSide(left, wanted, scope)) return null;
  const subject = wanted.kind === 'ip' ? 'request.ip' : 'now';
  const { operator, right } = comparison;
  const help = `write \`${subject} ${operator} ${writtenText(right, scope)}\``;
  return unfittingOperand({ span: comparison.left.span, operator, expected, found: left.type, help });
}

function swapped(comparison: Comparison, scope: Scope): string {
  const words = comparison.operator === 'in' ? 'contains' : 'does not contain';
  return `write \`${writtenText(comparison.right, scope)} ${words} ${writtenText(comparison.left, scope)}\``;
}

function checkContains(comparison: Comparison, left: Side, scope: Scope): Diagnostic | null {
  const { right, operator, quantifier } = comparison;
  const found = typeOf(right, scope);
  if (isTextKind(left.type.kind) || (left.type.kind === 'any' && quantifier !== null)) {
    const kind: Type = left.type.kind === 'any' ? scalar('text') : left.type;
    adaptSide(left, kind, scope);
    if (adaptExpression(right, kind, scope) || isTextKind(found.kind)) return null;
    const help =
      found.kind === 'list' ? 'ask for one text after the other, with `or`' : 'write a text in quotes';
    return unfittingOperand({ span: right.span, operator, expected: 'text', found, help });
  }
  const members = quantifier === null ? memberSide(comparison.left, scope) : null;
  if (members === null) {
    const help = `write \`${writtenText(comparison.left, scope)} is …\``;
    const { span } = comparison.left;
    return unfittingOperand({ span, operator, expected: 'text or a list', found: left.type, help });
  }
  if (found.kind === 'list' && members.type.kind !== 'list') {
    const words = operator === 'contains' ? 'contains any of' : 'contains none of';
    return operandInstead(comparison, wholeSide(right, scope), 'one value', words, scope);
  }
  if (meetSides([members, wholeSide(right, scope)], scope) === null) {
    if (isFreeTextPair(comparison, members.type, found)) return null;
    return explainMismatch(members, wholeSide(right, scope), null, scope);
  }
  checkWrittenTexts(right, null, scope);
  return null;
}

function checkContainsMany(comparison: Comparison, left: Side, scope: Scope): Diagnostic | null {
  const { right, operator, quantifier } = comparison;
  const members = quantifier === null ? memberSide(comparison.left, scope) : null;
  const words = operator === 'contains none of' ? 'does not contain' : 'contains';
  if (members === null) return operandInstead(comparison, left, 'a list', words, scope);
  const others = memberSide(right, scope);
  if (others === null) return operandInstead(comparison, wholeSide(right, scope), 'a list', words, scope);
  if (meetSides([members, others], scope) === null) {
    if (isFreeTextPair(comparison, members.type, others.type)) return null;
    return explainMemberMismatch(members, others, comparison, scope);
  }
  checkWrittenTexts(right, null, scope);
  return null;
}

/** With `exactly` and `ignoring case`, any two texts can be compared. */
export function isFreeTextPair(comparison: Comparison, left: Type, right: Type): boolean {
  return comparison.equality !== 'by type' && isTextKind(left.kind) && isTextKind(right.kind);
}

/** One side is not what the operator needs, and another operator takes it. */
function operandInstead(
  comparison: Comparison,
  side: Side,
  expected: string,
  words: string,
  scope: Scope,
): Diagnostic {
  const { operator, operatorSpan } = comparison;
  const rewrite: Rewrite = { text: words, edits: [{ span: operatorSpan, text: words }] };
  const help = `write \`${writtenText(comparison.left, scope)} ${words} ${writtenText(comparison.right, scope)}\``;
  return unfittingOperand({
    span: side.expression.span,
    operator,
    expected,
    found: side.type,
    help,
    rewrite,
  });
}
