import type { Expression } from './expression.ts';

/** The expressions directly inside an expression, in the order in which they are written. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'text':
    case 'number':
    case 'duration':
    case 'date':
    case 'time':
    case 'instant':
    case 'ip':
    case 'network':
    case 'pattern':
    case 'truth':
    case 'path':
    case 'unreadable':
      return [];
    case 'template':
      return expression.parts.filter((part) => typeof part !== 'string');
    case 'list':
      return expression.items;
    case 'call':
      return expression.arguments;
    case 'not':
    case 'presence':
      return [expression.operand];
    case 'and':
    case 'or':
      return expression.operands;
    case 'comparison':
    case 'arithmetic':
      return [expression.left, expression.right];
    case 'between':
      return [expression.operand, expression.low, expression.high];
    case 'otherwise':
      return expression.options;
    case 'if':
      return [expression.condition, expression.then, expression.else];
    case 'lookup':
      return [expression.key];
    case 'quantified':
      return [expression.list, expression.condition];
    case 'projection': {
      const { value, list, condition } = expression;
      return condition === null ? [value, list] : [value, list, condition];
    }
  }
}

/** Calls `visit` for an expression and everything inside it, an expression before its parts. */
export function visitExpression(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  for (const child of childrenOf(expression)) visitExpression(child, visit);
}
