import type { Comparison, Expression } from './expression.ts';
import { plainNumber } from './parse-literal.ts';
import { printSegments } from './print-path.ts';
import { printText } from './print-text.ts';

/** How closely an expression holds together: one that stands where more is asked is put in parentheses. */
const LEVELS = {
  formula: 0,
  condition: 1,
  operand: 2,
  comparison: 3,
  value: 4,
  sum: 5,
  product: 6,
  unary: 7,
  atom: 8,
};
type Level = keyof typeof LEVELS;

/**
 * The sentence for an expression, in canonical words and with as few parentheses as keep its meaning: parsing it gives
 * the expression again, spans aside. The expression has no unreadable part.
 */
export function printExpression(expression: Expression): string {
  return print(expression, 'formula');
}

function print(expression: Expression, asked: Level): string {
  const text = write(expression);
  return LEVELS[levelOf(expression)] < LEVELS[asked] ? `(${text})` : text;
}

function write(expression: Expression): string {
  switch (expression.kind) {
    case 'text':
      return printText([expression.value], printExpression);
    case 'template':
      return printText(expression.parts, printExpression);
    case 'number':
      return plainNumber(expression.value);
    case 'duration':
      return `${plainNumber(expression.amount)} ${expression.unit}${Math.abs(expression.amount) === 1 ? '' : 's'}`;
    case 'date':
    case 'time':
    case 'instant':
    case 'ip':
    case 'network':
      return expression.value;
    case 'pattern':
      return `/${expression.source}/${expression.flags}`;
    case 'truth':
      return expression.value ? 'yes' : 'no';
    case 'list':
      return `[${printAll(expression.items, 'formula').join(', ')}]`;
    case 'path':
      return printSegments(expression.segments);
    case 'call':
      return `${expression.name.name}(${printAll(expression.arguments, 'formula').join(', ')})`;
    case 'not':
      return `not ${print(expression.operand, 'operand')}`;
    case 'and':
    case 'or':
      return printAll(expression.operands, 'operand').join(` ${expression.kind} `);
    case 'comparison':
      return writeComparison(expression);
    case 'between': {
      const { low, high } = expression;
      return `${writeLeft(expression)} is between ${print(low, 'value')} and ${print(high, 'value')}`;
    }
    case 'presence':
      return `${writeLeft(expression)} ${expression.test}`;
    case 'otherwise':
      return printAll(expression.options, 'sum').join(' otherwise ');
    case 'arithmetic':
      return writeArithmetic(expression);
    case 'if': {
      const { condition, then, else: last } = expression;
      // `else if …` needs no parentheses: nothing can stand between the two.
      const otherwise = last.kind === 'if' ? write(last) : print(last, 'value');
      return `if ${print(condition, 'condition')} then ${print(then, 'value')} else ${otherwise}`;
    }
    case 'lookup':
      return `lookup ${print(expression.key, 'atom')} in ${expression.table.name}`;
    case 'quantified': {
      const { quantifier, variable, list, condition } = expression;
      return `${quantifier} ${variable.name} in ${print(list, 'value')} where ${print(condition, 'condition')}`;
    }
    case 'projection': {
      const { value, variable, list, condition } = expression;
      const where = condition === null ? '' : ` where ${print(condition, 'condition')}`;
      return `${print(value, 'condition')} for each ${variable.name} in ${print(list, 'value')}${where}`;
    }
    case 'unreadable':
      throw new Error('an unreadable expression has been told as an error, so nobody goes on to print it');
  }
}

/** What reaches as far to the right as it can counts as a whole condition, so that its end is seen. */
function levelOf(expression: Expression): Level {
  switch (expression.kind) {
    case 'projection':
      return 'formula';
    case 'and':
    case 'or':
    case 'quantified':
    case 'if':
      return 'condition';
    case 'not':
      return 'operand';
    case 'comparison':
    case 'between':
    case 'presence':
      return 'comparison';
    case 'otherwise':
      return 'value';
    case 'arithmetic':
      if (isNegation(expression)) return 'unary';
      return expression.operator === '+' || expression.operator === '-' ? 'sum' : 'product';
    case 'number':
      return expression.value < 0 ? 'unary' : 'atom';
    case 'duration':
      return expression.amount < 0 ? 'unary' : 'atom';
    case 'text':
    case 'template':
    case 'date':
    case 'time':
    case 'instant':
    case 'ip':
    case 'network':
    case 'pattern':
    case 'truth':
    case 'list':
    case 'path':
    case 'call':
    case 'lookup':
    case 'unreadable':
      return 'atom';
  }
}

function printAll(expressions: readonly Expression[], asked: Level): readonly string[] {
  return expressions.map((expression) => print(expression, asked));
}

function writeComparison(comparison: Comparison): string {
  const suffix = comparison.equality === 'by type' ? '' : ` ${comparison.equality}`;
  const right = print(comparison.right, 'value');
  // A field may be called `empty`, and `is empty` would ask something else.
  const shown = /^empty\b/.test(right) ? `(${right})` : right;
  return `${writeLeft(comparison)} ${comparison.operator} ${shown}${suffix}`;
}

function writeLeft(expression: Extract<Expression, { kind: 'comparison' | 'between' | 'presence' }>): string {
  const operand = expression.kind === 'comparison' ? expression.left : expression.operand;
  return `${expression.quantifier === null ? '' : `${expression.quantifier} `}${print(operand, 'value')}`;
}

function writeArithmetic(expression: Extract<Expression, { kind: 'arithmetic' }>): string {
  const { operator, left, right } = expression;
  if (isNegation(expression)) return `-${print(right, 'atom')}`;
  const level = operator === '+' || operator === '-' ? 'sum' : 'product';
  const above = level === 'sum' ? 'product' : 'unary';
  return `${print(left, level)} ${operator} ${print(right, above)}`;
}

/** `-x` is read as `-1 * x`, and written back as the former where the reader sees it at once. */
function isNegation({ operator, left, right }: Extract<Expression, { kind: 'arithmetic' }>): boolean {
  const isMinusOne = left.kind === 'number' && left.value === -1;
  return operator === '*' && isMinusOne && (right.kind === 'path' || right.kind === 'call');
}
