import type { Comparison, Diagnostic, Expression } from '../../../grammar/index.ts';
import { isTextKind, scalar } from '../../../stdlib/index.ts';
import { unfittingOperand } from '../messages/check-type-messages.ts';
import { type Scope, typeOf, writtenText } from '../scope.ts';
import { adaptExpression, adaptSide, type Side } from './adapt-expression.ts';
import { networksInstead } from './explain-address.ts';

/** `starts with` and the like: both sides are texts; a literal is folded as the text that it is looked for in. */
export function checkTextual(comparison: Comparison, left: Side, scope: Scope): Diagnostic | null {
  const { right, operator } = comparison;
  const found = typeOf(right, scope);
  if (left.type.kind === 'any') adaptSide(left, isTextKind(found.kind) ? found : scalar('text'), scope);
  else if (!isTextKind(left.type.kind)) return explainNoText(comparison, left, scope);
  const kind = left.type.kind === 'any' ? scalar('text') : left.type;
  if (adaptExpression(right, kind, scope) || isTextKind(found.kind)) return null;
  return unfittingOperand({
    span: right.span,
    operator,
    expected: 'text',
    found,
    help: quoteHelp(right, scope),
  });
}

function explainNoText(comparison: Comparison, left: Side, scope: Scope): Diagnostic {
  const { operator, quantifier } = comparison;
  const { span } = comparison.left;
  const written = writtenText(comparison.left, scope);
  const isList = left.type.kind === 'list' && quantifier === null;
  const start = { start: span.start, end: span.start };
  const networks = networksInstead(comparison, scope);
  if (networks !== null || left.type.kind === 'ip') {
    const help = `write \`${networks?.text ?? `${written} in 203.0.113.0/24`}\``;
    return unfittingOperand({ span, operator, expected: 'text', found: left.type, help, rewrite: networks });
  }
  return unfittingOperand({
    span,
    operator,
    expected: 'text',
    found: left.type,
    help: isList ? `write \`any of ${written} ${operator} …\`` : `\`toText(${written})\` makes a text of it`,
    ...(isList ? { rewrite: { text: `any of ${written}`, edits: [{ span: start, text: 'any of ' }] } } : {}),
  });
}

function quoteHelp(expression: Expression, scope: Scope): string {
  const written = writtenText(expression, scope);
  return expression.kind === 'path' || expression.kind === 'list'
    ? 'write one text'
    : `write \`"${written}"\``;
}

/** `matches`: a text and a pattern. */
export function checkMatches(comparison: Comparison, left: Side, scope: Scope): Diagnostic | null {
  const { right } = comparison;
  if (left.type.kind === 'any') adaptSide(left, scalar('text'), scope);
  else if (!isTextKind(left.type.kind)) return explainNoText(comparison, left, scope);
  if (right.kind === 'pattern') return null;
  const found = typeOf(right, scope);
  const pattern = right.kind === 'text' ? `/${right.value.replace(/\//g, '\\/')}/` : '/…/';
  const rewrite =
    right.kind === 'text' ? { text: pattern, edits: [{ span: right.span, text: pattern }] } : null;
  const help = `a pattern stands between slashes: \`${pattern}\``;
  return unfittingOperand({
    span: right.span,
    operator: 'matches',
    expected: 'a pattern',
    found,
    help,
    rewrite,
  });
}
