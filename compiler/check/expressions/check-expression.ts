import type {
  Comparison,
  Expression,
  Junction,
  ListLiteral,
  Projection,
  Quantified,
  TextTemplate,
} from '../../../grammar/index.ts';
import { isTextKind, listOf, sameType, scalar, type Type } from '../../../stdlib/index.ts';
import { nameTaken } from '../messages/check-name-messages.ts';
import {
  listExpected,
  mixedTypes,
  notACondition,
  notJoinable,
  quantifierTooDeep,
} from '../messages/check-type-messages.ts';
import { type Scope, typeOf, withVariable, writtenText } from '../scope.ts';
import { adaptExpression, joinExpressions } from './adapt-expression.ts';
import { checkArithmetic } from './check-arithmetic.ts';
import { checkCall, checkLookup } from './check-call.ts';
import { checkBetween, checkComparison, checkPresence } from './check-comparison.ts';
import { checkPath, nameHolder } from './check-path.ts';
import { explainRepeated } from './explain-repeated.ts';

const ERROR: Type = { kind: 'error' };
const YES_NO: Type = scalar('yes/no');

/** How many lists can be gone through inside each other. */
const DEEPEST = 2;

/** The type of an expression; notes it, and those of its parts, in the scope, and reports what is wrong. */
export function checkExpression(expression: Expression, scope: Scope): Type {
  const type = inferType(expression, scope);
  scope.types.set(expression, type);
  scope.naturalTypes.set(expression, type);
  return type;
}

/** Checks an expression that is used as a condition: it is yes/no, or an open field that is used as such. */
export function checkCondition(expression: Expression, scope: Scope): void {
  const found = checkExpression(expression, scope);
  if (adaptExpression(expression, YES_NO, scope)) return;
  const isField = expression.kind === 'path' || expression.kind === 'call';
  const help = isField ? `write \`${writtenText(expression, scope)} exists\`, or compare it` : null;
  scope.report(notACondition({ span: expression.span, found, help }));
}

/** Checks a value inside a text: a text itself, or something that can be written as one. */
export function checkJoined(part: Expression, scope: Scope): void {
  const found = checkExpression(part, scope);
  if (isTextKind(found.kind) || JOINABLE.has(found.kind)) return;
  const written = writtenText(part, scope);
  const help = found.kind === 'list' ? `write \`\${joinText(${written}, ", ")}\`` : 'name one field of it';
  scope.report(notJoinable({ span: part.span, found, help }));
}

function inferType(expression: Expression, scope: Scope): Type {
  switch (expression.kind) {
    case 'text':
      return scalar('text');
    case 'number':
    case 'duration':
    case 'date':
    case 'time':
    case 'instant':
    case 'ip':
    case 'network':
    case 'pattern':
      return scalar(expression.kind);
    case 'truth':
      return YES_NO;
    case 'template':
      return inferTemplate(expression, scope);
    case 'list':
      return inferList(expression, scope);
    case 'path':
      return checkPath(expression, scope);
    case 'call':
      for (const argument of expression.arguments) checkExpression(argument, scope);
      return checkCall(expression, scope);
    case 'not':
      checkCondition(expression.operand, scope);
      return YES_NO;
    case 'and':
    case 'or':
      checkOperands(expression, scope);
      return YES_NO;
    case 'comparison':
      scope.usage.comparisons++;
      checkExpression(expression.left, scope);
      checkExpression(expression.right, scope);
      checkComparison(expression, scope);
      return YES_NO;
    case 'between':
      scope.usage.comparisons++;
      for (const part of [expression.operand, expression.low, expression.high]) checkExpression(part, scope);
      checkBetween(expression, scope);
      return YES_NO;
    case 'presence':
      scope.usage.comparisons++;
      checkExpression(expression.operand, scope);
      checkPresence(expression, scope);
      return YES_NO;
    case 'otherwise':
      return inferJoint(expression.options, 'the values around `otherwise`', scope);
    case 'arithmetic':
      checkExpression(expression.left, scope);
      checkExpression(expression.right, scope);
      return checkArithmetic(expression, scope);
    case 'if':
      checkCondition(expression.condition, scope);
      return inferJoint([expression.then, expression.else], 'the values behind `then` and `else`', scope);
    case 'lookup':
      checkExpression(expression.key, scope);
      return checkLookup(expression, scope);
    case 'quantified':
      checkCondition(expression.condition, insideOf(expression, scope));
      return expression.quantifier === 'count of' ? scalar('number') : YES_NO;
    case 'projection': {
      const inside = insideOf(expression, scope);
      if (expression.condition !== null) checkCondition(expression.condition, inside);
      return listOf(checkExpression(expression.value, inside));
    }
    case 'unreadable':
      return ERROR;
  }
}

/** Conditions that are joined. Values behind a comparison stand for one each: that is told once. */
function checkOperands({ kind, operands }: Junction, scope: Scope): void {
  let subject: Comparison | null = null;
  for (const [index, operand] of operands.entries()) {
    if (subject === null || !VALUES.has(operand.kind)) {
      subject = operand.kind === 'comparison' ? operand : null;
      checkCondition(operand, scope);
      continue;
    }
    const found = checkExpression(operand, scope);
    if (VALUES.has(operands[index - 1]?.kind ?? operand.kind)) continue;
    const end = operands.findIndex((one, at) => at > index && !VALUES.has(one.kind));
    const values = operands.slice(index, end === -1 ? undefined : end);
    const advice = explainRepeated(kind, subject, values, scope);
    scope.report(notACondition({ span: operand.span, found, ...advice }));
  }
}

const VALUES: ReadonlySet<Expression['kind']> = new Set([
  'text',
  'template',
  'number',
  'duration',
  'date',
  'time',
  'instant',
  'ip',
  'network',
  'list',
]);

/** Values of which one will be used: they have one type. */
function inferJoint(expressions: readonly Expression[], what: string, scope: Scope): Type {
  const types = expressions.map((expression) => checkExpression(expression, scope));
  const joint = joinExpressions(expressions, scope);
  if (joint !== null) return joint;
  const first = expressions.find((_, index) => types[index]?.kind !== 'any');
  if (first === undefined) throw new Error('open fields fit each other, so some value knows its type');
  const expected = typeOf(first, scope);
  const isOdd = (type: Type): boolean => type.kind !== 'any' && !sameType(type, expected);
  const odd = expressions.find((expression) => isOdd(typeOf(expression, scope))) ?? first;
  scope.report(mixedTypes({ span: odd.span, what, expected, found: typeOf(odd, scope), other: first.span }));
  return ERROR;
}

/** A list may mix addresses and networks: `request.ip in [office, 203.0.113.7]`. */
function inferList(list: ListLiteral, scope: Scope): Type {
  const isNetwork = (item: Expression): boolean =>
    item.kind === 'network' || (item.kind === 'path' && isNamedNetwork(item, scope));
  const isRange =
    list.items.some(isNetwork) && list.items.every((item) => isNetwork(item) || item.kind === 'ip');
  if (!isRange) {
    const member = inferJoint(list.items, 'the items of a list', scope);
    return member.kind === 'error' ? ERROR : listOf(member);
  }
  for (const item of list.items) checkExpression(item, scope);
  return listOf(scalar('network'));
}

function isNamedNetwork(path: Extract<Expression, { kind: 'path' }>, scope: Scope): boolean {
  const [root] = path.segments;
  return path.segments.length === 1 && root !== undefined && scope.names.get(root.name)?.kind === 'network';
}

const JOINABLE: ReadonlySet<string> = new Set([
  'number',
  'yes/no',
  'date',
  'time',
  'instant',
  'ip',
  'any',
  'error',
]);

function inferTemplate(template: TextTemplate, scope: Scope): Type {
  for (const part of template.parts) {
    if (typeof part !== 'string') checkJoined(part, scope);
  }
  return scalar('text');
}

/** The scope inside a quantifier: its variable stands for a member of its list. */
function insideOf(node: Quantified | Projection, scope: Scope): Scope {
  const found = checkExpression(node.list, scope);
  const { name, span } = node.variable;
  const named = scope.names.get(name);
  const by = scope.variables.has(name)
    ? 'a variable of this sentence'
    : named === undefined
      ? nameHolder(name)
      : `a ${named.kind}`;
  if (by !== null) scope.report(nameTaken({ name, span, by, first: named?.span ?? null }));
  if (scope.variables.size === DEEPEST)
    scope.report(quantifierTooDeep({ start: span.start, end: node.list.span.end }));
  return withVariable(scope, name, memberOf(node, found, scope));
}

function memberOf(node: Quantified | Projection, found: Type, scope: Scope): Type {
  if (found.kind === 'list') return found.of;
  if (found.kind === 'error') return ERROR;
  if (adaptExpression(node.list, listOf({ kind: 'any' }), scope)) return { kind: 'any' };
  const help = 'name a list, such as `user.groups`';
  const what = `\`in\` behind \`${node.variable.name}\``;
  scope.report(listExpected({ span: node.list.span, what, found, help }));
  return ERROR;
}
