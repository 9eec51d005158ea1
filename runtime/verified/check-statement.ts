import type {
  AnyNode,
  AssignmentExpression,
  CallExpression,
  ExpressionStatement,
  IfStatement,
  LabeledStatement,
  Statement,
  VariableDeclaration,
} from 'acorn';
import { checkValue, isMemberOfRole, isRole } from './check-value.ts';
import { type Fault, firstFault, refuse } from './code-fault.ts';
import { TELLS } from './helper-parts.ts';
import { declare, innerScope, resolve, type Scope, VALUE } from './scope.ts';

/** What may stand in a function of some rules. Nothing in it goes back, so it ends. */
export function checkStatement(node: Statement, scope: Scope): Fault | null {
  switch (node.type) {
    case 'BlockStatement': {
      const inner = innerScope(scope);
      return firstFault(node.body, (statement) => checkStatement(statement, inner));
    }
    case 'IfStatement':
      return checkIf(node, scope);
    case 'LabeledStatement':
      return checkRule(node, scope);
    case 'BreakStatement':
      return node.label === null || node.label === undefined ? refuse(node, 'what is left is named') : null;
    case 'ReturnStatement':
      return node.argument?.type === 'Literal' && node.argument.value === true
        ? null
        : refuse(node, 'a function of rules gives `true` or nothing');
    case 'VariableDeclaration':
      return checkConstants(node, scope);
    case 'ExpressionStatement':
      return checkDeed(node, scope);
    default:
      return refuse(node, `sentences make no code of the kind ${node.type} here`);
  }
}

/** True for an index of a place or an effect, as people write it. */
export function isIndex(node: AnyNode): boolean {
  return node.type === 'Literal' && typeof node.raw === 'string' && /^(?:0|[1-9]\d{0,8})$/.test(node.raw);
}

/** True for `base + 3`. */
export function isEffect(node: AnyNode, scope: Scope): boolean {
  return (
    node.type === 'BinaryExpression' &&
    node.operator === '+' &&
    isRole(node.left, 'base', scope) &&
    isIndex(node.right)
  );
}

function checkIf({ test, consequent, alternate }: IfStatement, scope: Scope): Fault | null {
  const fault = checkValue(test, scope) ?? checkStatement(consequent, scope);
  return fault ?? (alternate ? checkStatement(alternate, scope) : null);
}

function checkRule({ label, body }: LabeledStatement, scope: Scope): Fault | null {
  const isRule = label.name === 'rule' && (body.type === 'BlockStatement' || body.type === 'IfStatement');
  return isRule ? checkStatement(body, scope) : refuse(label, 'only rules have a label, which is `rule`');
}

function checkConstants({ kind, declarations, start }: VariableDeclaration, scope: Scope): Fault | null {
  if (kind !== 'const') return refuse({ start }, 'variables stand at the beginning of a function of rules');
  return firstFault(declarations, ({ id, init }) => {
    if (id.type !== 'Identifier') return refuse(id, 'a constant is a name and nothing else');
    if (!init) return refuse(id, 'a constant has a value');
    return checkValue(init, scope) ?? declare(id, VALUE, scope);
  });
}

function checkDeed({ expression: node, directive }: ExpressionStatement, scope: Scope): Fault | null {
  if (directive !== undefined) return refuse(node, 'directives stand at the beginning of the text');
  if (node.type === 'CallExpression') return checkTelling(node, scope);
  if (node.type === 'AssignmentExpression') return checkLeaving(node, scope);
  return refuse(node, 'a rule tells what applies or says what it leaves, and does nothing else');
}

/** `told.push(base + 3)` and `tells[base + 3](told)`, each with one value at most. */
function checkTelling(node: CallExpression, scope: Scope): Fault | null {
  scope.work.steps++;
  const { callee } = node;
  const [first, value, ...others] = node.arguments;
  if (isOneOfTells(callee, scope)) {
    const isTold = first !== undefined && isRole(first, 'told', scope) && others.length === 0;
    if (!isTold) return refuse(node, 'who is told is `told`, with one value at most');
    return value === undefined ? null : checkValue(value, scope);
  }
  if (!isMemberOfRole(callee, 'told', 'push', scope)) {
    return refuse(node, 'as a statement nothing is called but `told.push`');
  }
  if (first === undefined || !isEffect(first, scope) || others.length > 0)
    return refuse(node, 'what is told is `base`, an index, and one value at most');
  return value === undefined ? null : checkValue(value, scope);
}

/** `tells[base + 3]` */
function isOneOfTells(node: AnyNode, scope: Scope): boolean {
  if (node.type !== 'MemberExpression' || !node.computed || node.object.type !== 'Identifier') return false;
  const isList = node.object.name === TELLS && resolve(TELLS, scope)?.kind === 'helper';
  return isList && isEffect(node.property, scope);
}

/** `state.admitted = true`, `state.stopped = 'yes'` and `state.stopped = 'perhaps'`. */
function checkLeaving(node: AssignmentExpression, scope: Scope): Fault | null {
  scope.work.steps++;
  const { left, operator, right } = node;
  const value = right.type === 'Literal' ? right.value : undefined;
  const sets = (name: string) => isMemberOfRole(left, 'state', name, scope);
  const isLeft =
    operator === '=' &&
    ((sets('admitted') && value === true) || (sets('stopped') && (value === 'yes' || value === 'perhaps')));
  return isLeft ? null : refuse(node, 'a rule leaves only that it admitted, or that it stopped');
}
