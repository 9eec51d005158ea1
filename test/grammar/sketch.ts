import type { Expression } from '../../grammar/index.ts';

/** A tree in one line, fully bracketed: `(and (is user.email "x") admin)`. */
export function sketch(expression: Expression | null): string {
  if (expression === null) return 'nothing';
  switch (expression.kind) {
    case 'text':
      return JSON.stringify(expression.value);
    case 'template': {
      const parts = expression.parts.map((part) =>
        typeof part === 'string' ? JSON.stringify(part) : sketch(part),
      );
      return `(join ${parts.join(' ')})`;
    }
    case 'number':
      return String(expression.value);
    case 'duration':
      return `${expression.amount}-${expression.unit}`;
    case 'date':
    case 'time':
    case 'instant':
    case 'ip':
    case 'network':
      return `${expression.kind}:${expression.value}`;
    case 'pattern':
      return `/${expression.source}/${expression.flags}`;
    case 'truth':
      return expression.value ? 'yes' : 'no';
    case 'list':
      return `[${expression.items.map(sketch).join(' ')}]`;
    case 'path':
      return expression.segments.map(({ name }) => name).join('.');
    case 'call':
      return group(`${expression.name.name}()`, ...expression.arguments);
    case 'not':
      return group('not', expression.operand);
    case 'and':
    case 'or':
      return group(expression.kind, ...expression.operands);
    case 'comparison': {
      const suffix = expression.equality === 'by type' ? '' : `, ${expression.equality}`;
      return group(
        operator(expression.quantifier, expression.operator) + suffix,
        expression.left,
        expression.right,
      );
    }
    case 'between':
      return group(
        operator(expression.quantifier, 'between'),
        expression.operand,
        expression.low,
        expression.high,
      );
    case 'presence':
      return group(operator(expression.quantifier, expression.test), expression.operand);
    case 'otherwise':
      return group('otherwise', ...expression.options);
    case 'arithmetic':
      return group(expression.operator, expression.left, expression.right);
    case 'if':
      return group('if', expression.condition, expression.then, expression.else);
    case 'lookup':
      return group(`lookup in ${expression.table.name}`, expression.key);
    case 'quantified':
      return group(
        `${expression.quantifier} ${expression.variable.name}`,
        expression.list,
        expression.condition,
      );
    case 'projection': {
      const { value, variable, list, condition } = expression;
      return group(`for each ${variable.name}`, value, list, ...(condition === null ? [] : [condition]));
    }
    case 'unreadable':
      return '?';
  }
}

function group(words: string, ...parts: readonly Expression[]): string {
  return `(${[words, ...parts.map(sketch)].join(' ')})`;
}

function operator(quantifier: string | null, words: string): string {
  return quantifier === null ? words : `${quantifier}: ${words}`;
}
