import type { Arithmetic, Expression } from '../../../grammar/index.ts';
import { isTextKind, scalar, type Type } from '../../../stdlib/index.ts';
import { textAdded, unfittingArithmetic } from '../messages/check-type-messages.ts';
import { type Scope, typeOf, writtenText } from '../scope.ts';
import { adaptExpression } from './adapt-expression.ts';

type Operator = Arithmetic['operator'];
type Quantity = 'number' | 'duration' | 'date' | 'instant';

/** Every sum that has a meaning: what stands left and right, and what comes out. A date is its first moment. */
const SUMS: readonly (readonly [left: Quantity, operators: string, right: Quantity, result: Quantity])[] = [
  ['number', '+ - * / mod', 'number', 'number'],
  ['duration', '+ -', 'duration', 'duration'],
  ['duration', '/', 'duration', 'number'],
  ['duration', '* /', 'number', 'duration'],
  ['number', '*', 'duration', 'duration'],
  ['instant', '+ -', 'duration', 'instant'],
  ['date', '+ -', 'duration', 'instant'],
  ['duration', '+', 'instant', 'instant'],
  ['duration', '+', 'date', 'instant'],
  ['instant', '-', 'instant', 'duration'],
  ['instant', '-', 'date', 'duration'],
  ['date', '-', 'instant', 'duration'],
  ['date', '-', 'date', 'duration'],
];

/** The type of a sum whose operands have been checked; an open field becomes what makes sense beside the other operand. */
export function checkArithmetic(node: Arithmetic, scope: Scope): Type {
  const { left, right, operator } = node;
  const [a, b] = [typeOf(left, scope), typeOf(right, scope)];
  if (a.kind === 'error' || b.kind === 'error') return { kind: 'error' };
  const found = SUMS.find(
    ([first, operators, second]) =>
      operators.split(' ').includes(operator) && canBe(a, first, b) && canBe(b, second, a),
  );
  if (found !== undefined) {
    adaptExpression(left, scalar(found[0]), scope);
    adaptExpression(right, scalar(found[2]), scope);
    return scalar(found[3]);
  }
  if (operator === '+' && (isTextKind(a.kind) || isTextKind(b.kind))) {
    scope.report(textAdded({ span: node.span, instead: joined(node, scope) }));
  } else {
    scope.report(
      unfittingArithmetic({ span: node.span, operator, left: a, right: b, help: helpFor(operator, a, b) }),
    );
  }
  return { kind: 'error' };
}

/** An open field beside a duration is an instant when it is added to, a number when it is multiplied: the first row that fits. */
function canBe(type: Type, wanted: Quantity, other: Type): boolean {
  if (type.kind !== 'any') return type.kind === wanted;
  if (other.kind === 'duration') return wanted === 'instant' || wanted === 'number';
  return other.kind === 'any' ? wanted === 'number' : wanted === other.kind;
}

function joined(node: Arithmetic, scope: Scope): string {
  return `"${partsOf(node)
    .map((part) => (part.kind === 'text' ? part.value : `\${${writtenText(part, scope)}}`))
    .join('')}"`;
}

/** The operands of a chain of `+`. */
function partsOf(expression: Expression): readonly Expression[] {
  if (expression.kind !== 'arithmetic' || expression.operator !== '+') return [expression];
  return [...partsOf(expression.left), ...partsOf(expression.right)];
}

function helpFor(operator: Operator, left: Type, right: Type): string | null {
  const kinds = [left.kind, right.kind];
  if (kinds.includes('number') && (kinds.includes('instant') || kinds.includes('date'))) {
    return 'write the unit: `7 days`';
  }
  if (kinds.includes('number') && kinds.includes('duration') && operator !== '/')
    return 'write the unit behind both: `1 hour + 30 minutes`';
  if (kinds.some((kind) => isTextKind(kind))) return '`toNumber(…)` makes a number of a text';
  return null;
}
