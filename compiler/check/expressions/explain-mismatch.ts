import {
  type Comparison,
  type Diagnostic,
  type Expression,
  parseExpression,
} from '../../../grammar/index.ts';
import { isTextKind, type Type } from '../../../stdlib/index.ts';
import {
  mismatchedTypes,
  quotedValue,
  type Rewrite,
  unfittingOperand,
} from '../messages/check-type-messages.ts';
import { type Scope, typeOf, writtenText } from '../scope.ts';
import type { Side } from './adapt-expression.ts';
import { networksInstead } from './explain-address.ts';

/** Says why two sides cannot be compared, and what may have been meant. `comparison` is given for `is` and `is not`. */
export function explainMismatch(
  left: Side,
  right: Side,
  comparison: Comparison | null,
  scope: Scope,
): Diagnostic {
  if (comparison !== null) {
    const other = explainOperator(left, right, comparison, scope);
    if (other !== null) return other;
  }
  const [expected, culprit] = right.firmness > left.firmness ? [right, left] : [left, right];
  return explainTypes(expected, culprit, comparison, scope);
}

/** Says why the member of a list on the right cannot be compared with what stands on the left. */
export function explainMemberMismatch(
  left: Side,
  right: Side,
  comparison: Comparison,
  scope: Scope,
): Diagnostic {
  if (right.expression.kind !== 'list' || left.firmness < right.firmness)
    return explainTypes(left, right, comparison, scope);
  const item = right.expression.items.find((one) => !isSameKind(typeOf(one, scope), left.type, one));
  const culprit: Side =
    item === undefined ? right : { ...right, expression: item, type: typeOf(item, scope) };
  return explainTypes(left, culprit, comparison, scope);
}

function isSameKind(found: Type, wanted: Type, expression: Expression): boolean {
  return found.kind === wanted.kind || (expression.kind === 'text' && isTextKind(wanted.kind));
}

function explainTypes(
  expected: Side,
  culprit: Side,
  comparison: Comparison | null,
  scope: Scope,
): Diagnostic {
  const { span } = culprit.expression;
  const networks = comparison === null ? null : networksInstead(comparison, scope);
  if (networks !== null) {
    const help = `write \`${networks.text}\``;
    const { type } = expected;
    const other = expected.expression.span;
    return mismatchedTypes({ span, expected: type, found: culprit.type, other, help, rewrite: networks });
  }
  if (culprit.expression.kind === 'text' && isLiteralOf(culprit.expression.value, expected.type)) {
    return quotedValue({ span, text: culprit.expression.value, expected: expected.type });
  }
  const { help, rewrite } = adviceFor(expected, culprit, comparison, scope);
  const other = expected.expression.span;
  return mismatchedTypes({ span, expected: expected.type, found: culprit.type, other, help, rewrite });
}

interface Advice {
  readonly help: string | null;
  readonly rewrite: Rewrite | null;
}

function adviceFor(expected: Side, culprit: Side, comparison: Comparison | null, scope: Scope): Advice {
  const written = writtenText(culprit.expression, scope);
  if (isTextKind(expected.type.kind) && isLiteral(culprit.expression)) {
    const text = `"${written}"`;
    return {
      help: `a text stands in quotes: \`${text}\``,
      rewrite: { text, edits: [{ span: culprit.expression.span, text }] },
    };
  }
  if (isTextKind(expected.type.kind) && isTextKind(culprit.type.kind)) {
    const list = [expected, culprit].find(({ expression }) => isNamedList(expression, scope));
    if (list !== undefined) {
      const kind = list === expected ? culprit.type.kind : expected.type.kind;
      return {
        help: `if \`${writtenText(list.expression, scope)}\` holds values of this kind, write \`of: ${kind}\` in it`,
        rewrite: null,
      };
    }
    if (comparison === null) return { help: null, rewrite: null };
    const end = comparison.right.span.end;
    return {
      help: 'write `exactly` or `ignoring case` behind them to compare the two as plain texts',
      rewrite: { text: 'exactly', edits: [{ span: { start: end, end }, text: ' exactly' }] },
    };
  }
  if (expected.type.kind === 'instant' && culprit.type.kind === 'time') {
    return {
      help: 'put the time of day into a schedule under `schedules:`, and write `now during NAME`',
      rewrite: null,
    };
  }
  if (expected.type.kind === 'instant' && culprit.type.kind === 'duration') {
    const help = `to ask how long ago it was, write \`is older than ${written}\` or \`is within the last ${written}\``;
    return { help, rewrite: null };
  }
  if (expected.type.kind === 'instant' && culprit.type.kind === 'date') {
    const moment = writtenText(expected.expression, scope);
    const help = `the date is \`${moment === 'now' ? 'today' : `date(${moment})`}\``;
    return { help, rewrite: null };
  }
  if (expected.type.kind === 'ip' && culprit.expression.kind === 'text') {
    return { help: 'addresses and networks have no quotes: `203.0.113.7`, `203.0.113.0/24`', rewrite: null };
  }
  if (culprit.type.kind === 'text' && expected.type.kind === 'number') {
    return { help: `\`toNumber(${written})\` makes a number of it`, rewrite: null };
  }
  if (isTextKind(expected.type.kind) && culprit.type.kind !== 'list' && culprit.type.kind !== 'record') {
    return { help: `\`toText(${written})\` makes a text of it`, rewrite: null };
  }
  if (expected.type.kind === 'record') {
    const record = writtenText(expected.expression, scope);
    const help =
      record === 'user'
        ? 'name the field that you mean, such as `user.email`'
        : `name the field that you mean, as in \`${record}.FIELD\``;
    return { help, rewrite: null };
  }
  return { help: null, rewrite: null };
}

function isNamedList(expression: Expression, scope: Scope): boolean {
  if (expression.kind !== 'path') return false;
  const [root] = expression.segments;
  return root !== undefined && scope.names.get(root.name)?.kind === 'list';
}

/** `is` where another operator was meant. */
function explainOperator(left: Side, right: Side, comparison: Comparison, scope: Scope): Diagnostic | null {
  const { operator, operatorSpan } = comparison;
  const negative = operator === 'is not';
  const instead = (words: string, side: Side, expected: string): Diagnostic =>
    unfittingOperand({
      span: side.expression.span,
      operator,
      expected,
      found: side.type,
      help: `write \`${writtenText(left.expression, scope)} ${words} ${writtenText(right.expression, scope)}\``,
      rewrite: { text: words, edits: [{ span: operatorSpan, text: words }] },
    });
  if (right.type.kind === 'network') return instead(negative ? 'is not in' : 'in', right, 'one value');
  if (right.type.kind === 'schedule') return instead(negative ? 'outside' : 'during', right, 'one value');
  if (right.type.kind === 'pattern') {
    const help = `write \`${negative ? 'not ' : ''}${writtenText(left.expression, scope)} matches ${writtenText(right.expression, scope)}\``;
    return unfittingOperand({
      span: right.expression.span,
      operator,
      expected: 'one value',
      found: right.type,
      help,
    });
  }
  if (comparison.quantifier !== null) return null;
  if (left.type.kind === 'list' && right.type.kind !== 'list') {
    return instead(negative ? 'does not contain' : 'contains', left, 'one value');
  }
  if (right.type.kind === 'list' && left.type.kind !== 'list')
    return instead(negative ? 'is not in' : 'in', right, 'one value');
  return null;
}

function isLiteral(expression: Expression): boolean {
  return ['number', 'date', 'time', 'instant', 'ip', 'network', 'truth', 'duration'].includes(
    expression.kind,
  );
}

const LITERAL_KINDS: ReadonlyMap<Type['kind'], readonly Expression['kind'][]> = new Map([
  ['number', ['number']],
  ['yes/no', ['truth']],
  ['date', ['date']],
  ['time', ['time']],
  ['instant', ['instant', 'date']],
  ['ip', ['ip']],
  ['network', ['network']],
  ['duration', ['duration']],
]);

/** True when the text, without its quotes, is a value of the type. */
function isLiteralOf(text: string, type: Type): boolean {
  const kinds = LITERAL_KINDS.get(type.kind);
  if (kinds === undefined || text.length >= 100) return false;
  const found = parseExpression(text).value?.kind;
  return found !== undefined && kinds.includes(found);
}
