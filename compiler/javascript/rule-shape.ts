import type { Diagnostic, Source, Span } from '../../grammar/index.ts';
import {
  type AnyNode,
  type Expression,
  headOf,
  parseLeadingExpression,
  parseModule,
  skipBlank,
} from './parse-javascript.ts';
import * as messages from './rule-messages.ts';

/** A rule as its author wrote it: one function, or a module in the shape of an Action; or why it is neither. */
export type RuleShape =
  | {
      readonly kind: 'rule';
      readonly tree: AnyNode;
      /** The function, without parentheses around it. */
      readonly function: RuleFunction;
      /** The function with the parentheses around it. */
      readonly span: Span;
      /** The semicolon behind it. */
      readonly semicolon: Span | null;
    }
  | { readonly kind: 'action'; readonly tree: AnyNode }
  | { readonly kind: 'neither'; readonly diagnostic: Diagnostic };

export type RuleFunction = Extract<Expression, { type: 'FunctionExpression' | 'ArrowFunctionExpression' }>;

/** Finds out what a rule file holds. */
export function readRuleShape(source: Source): RuleShape {
  const { text } = source;
  if (skipBlank(text, 0) === text.length)
    return { kind: 'neither', diagnostic: messages.emptyRule({ start: 0, end: 0 }) };
  const read = parseLeadingExpression(source);
  if (read.kind === 'parsed') {
    const { expression, rest } = read.node;
    const found = withoutParentheses(expression);
    if (isFunction(found)) {
      const [semicolons = ''] = /^;*/.exec(text.slice(rest.start, rest.end)) ?? [];
      const semicolon = { start: rest.start, end: rest.start + semicolons.length };
      if (skipBlank(text, semicolon.end) === text.length) {
        const span = { start: expression.start, end: expression.end };
        const own = semicolons === '' ? null : semicolon;
        return { kind: 'rule', tree: found, function: found, span, semicolon: own };
      }
      return { kind: 'neither', diagnostic: explainRest(source, rest) };
    }
  }
  const program = parseModule(source);
  if (program.kind === 'parsed') {
    return exportsAction(program.node)
      ? { kind: 'action', tree: program.node }
      : { kind: 'neither', diagnostic: explainProgram(source, program.node) };
  }
  const { words, at } = read.kind === 'broken' && beginsAsFunction(text) ? read : program;
  return { kind: 'neither', diagnostic: messages.syntaxError(source, words, at) };
}

function beginsAsFunction(text: string): boolean {
  const start = skipBlank(text, 0);
  return /^(?:\(|function\b|async\b)/.test(text.slice(start, start + 10));
}

function withoutParentheses(expression: Expression): Expression {
  let found = expression;
  while (found.type === 'ParenthesizedExpression') found = found.expression;
  return found;
}

function isFunction(expression: Expression): expression is RuleFunction {
  return expression.type === 'FunctionExpression' || expression.type === 'ArrowFunctionExpression';
}

/** Something stands behind the function. */
function explainRest(source: Source, rest: Span): Diagnostic {
  const text = source.text.slice(rest.start, rest.end);
  if (/^(?:async\s+)?function\b/.test(text)) return messages.severalFunctions(rest);
  if (/^[)}\]]/.test(text)) return messages.bracketTooMany(text.charAt(0), rest.start);
  return messages.codeAfterRule(rest);
}

const ENTRY_POINTS: ReadonlySet<string> = new Set(['onExecutePostLogin', 'onContinuePostLogin']);

/** `exports.onExecutePostLogin = …`, also by `module.exports`, among the statements of a module. */
function exportsAction(program: AnyNode & { readonly type: 'Program' }): boolean {
  return program.body.some((statement) => {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
      return false;
    const { left, right } = statement.expression;
    if (isModuleExports(left) && right.type === 'ObjectExpression')
      return right.properties.some((one) => one.type === 'Property' && ENTRY_POINTS.has(keyOf(one.key)));
    if (left.type !== 'MemberExpression' || !ENTRY_POINTS.has(keyOf(left.property))) return false;
    return isNamed(left.object, 'exports') || isModuleExports(left.object);
  });
}

function isModuleExports(node: AnyNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    isNamed(node.object, 'module') &&
    !node.computed &&
    isNamed(node.property, 'exports')
  );
}

function isNamed(node: AnyNode, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function keyOf(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : '';
}

/** A program that reads well and is no rule: what it holds, and what to write. */
function explainProgram(source: Source, program: AnyNode & { readonly type: 'Program' }): Diagnostic {
  const head = (node: AnyNode) => headOf(source.text, { start: node.start, end: node.end });
  const [first, second] = program.body.filter(({ type }) => type !== 'EmptyStatement');
  if (first === undefined) return messages.emptyRule({ start: 0, end: 0 });
  const exported = program.body.find(
    (one) =>
      one.type === 'ExpressionStatement' &&
      one.expression.type === 'AssignmentExpression' &&
      isExports(one.expression.left),
  );
  if (exported !== undefined) return messages.moduleInsteadOfRule(head(exported));
  if (first.type === 'ClassDeclaration') return messages.notARule('a class', head(first));
  if (first.type === 'FunctionDeclaration' && second?.type === 'FunctionDeclaration')
    return messages.severalFunctions(head(second));
  const name = first.type === 'VariableDeclaration' ? nameOfFunction(first) : null;
  if (name !== null) return messages.namedFunction(name, head(first));
  if (second !== undefined && program.body.some(({ type }) => type === 'FunctionDeclaration'))
    return messages.codeBeforeRule(head(first));
  return messages.notARule('code that stands outside a function', head(first));
}

/** `const rule =` where a function is stored. */
function nameOfFunction({
  kind,
  declarations: [first],
}: AnyNode & { readonly type: 'VariableDeclaration' }): string | null {
  if (first?.id.type !== 'Identifier' || !first.init || !isFunction(withoutParentheses(first.init)))
    return null;
  return `${kind} ${first.id.name} =`;
}

function isExports(node: AnyNode): boolean {
  if (isModuleExports(node)) return true;
  return (
    node.type === 'MemberExpression' && (isNamed(node.object, 'exports') || isModuleExports(node.object))
  );
}
