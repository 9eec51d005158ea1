import type {
  AnyNode,
  AssignmentExpression,
  BinaryExpression,
  Expression,
  Identifier,
  Literal,
  LogicalExpression,
  MemberExpression,
  UnaryExpression,
} from 'acorn';
import { checkCall } from './check-call.ts';
import { type Fault, firstFault, refuse } from './code-fault.ts';
import { type Role, resolve, type Scope } from './scope.ts';

/** What may stand where code spells out a value, if its parts may: no kind of code that is not named here. */
export function checkValue(node: AnyNode, scope: Scope): Fault | null {
  scope.work.steps++;
  switch (node.type) {
    case 'Literal':
      return checkLiteral(node);
    case 'Identifier':
      return checkName(node, scope);
    case 'MemberExpression':
      return isStateField(node, scope) ? null : checkPlace(node, scope);
    case 'AssignmentExpression':
      return checkKeeping(node, scope);
    case 'LogicalExpression':
      return checkChain(node, scope);
    case 'BinaryExpression':
      return checkEquality(node, scope);
    case 'UnaryExpression':
      return checkUnary(node, scope);
    case 'ArrayExpression':
      return firstFault(node.elements, (element) =>
        element === null ? refuse(node, 'a list has no holes') : checkValue(element, scope),
      );
    case 'CallExpression':
      return checkCall(node, scope);
    default:
      return refuse(node, `sentences make no code of the kind ${node.type} here`);
  }
}

/** True for `role.name`, written plainly. */
export function isMemberOfRole(node: AnyNode, role: Role, name: string, scope: Scope): boolean {
  if (node.type !== 'MemberExpression' || node.computed) return false;
  return (
    node.property.type === 'Identifier' && node.property.name === name && isRole(node.object, role, scope)
  );
}

/** True for the name of what the host hands in for this. */
export function isRole(node: AnyNode, role: Role, scope: Scope): boolean {
  if (node.type !== 'Identifier') return false;
  const found = resolve(node.name, scope);
  return found?.kind === 'role' && found.name === role;
}

/** True for `state.admitted` and `state.stopped`. */
function isStateField(node: AnyNode, scope: Scope): boolean {
  return ['admitted', 'stopped'].some((name) => isMemberOfRole(node, 'state', name, scope));
}

function checkLiteral(node: Literal): Fault | null {
  const { value, raw } = node;
  const isPlain = raw === 'null' || ['string', 'number', 'boolean'].includes(typeof value);
  return isPlain ? null : refuse(node, 'a value is a text, a number, yes, no or nothing');
}

function checkName(node: Identifier, scope: Scope): Fault | null {
  const found = resolve(node.name, scope);
  switch (found?.kind) {
    case undefined:
      return refuse(node, `nothing is known here by the name \`${node.name}\``);
    case 'value':
      return null;
    case 'kept':
      return found.holds === 'record' ? refuse(node, `\`${node.name}\` is no value`) : null;
    case 'role':
      return found.name === 'now' ? null : refuse(node, `\`${node.name}\` is no value`);
    case 'place':
    case 'helper':
    case 'function':
    case 'maker':
      return refuse(node, `\`${node.name}\` is no value`);
  }
}

/** `f[name]`, where the name stands for a place. */
function checkPlace(node: MemberExpression, scope: Scope): Fault | null {
  const { object, property, computed } = node;
  const isOfFields = computed && isRole(object, 'f', scope);
  const isPlace = property.type === 'Identifier' && resolve(property.name, scope)?.kind === 'place';
  return isOfFields && isPlace ? null : refuse(node, 'members are read of fields at their places only');
}

/** `f[name] ??= value` and `name ??= value`: what is worked out once is kept. */
function checkKeeping(node: AssignmentExpression, scope: Scope): Fault | null {
  const { left, right } = node;
  if (left.type !== 'MemberExpression') return checkKept(node, 'value', scope) ?? checkValue(right, scope);
  return checkOnce(node) ?? checkPlace(left, scope) ?? checkValue(right, scope);
}

/** That what is kept is kept in a variable for that. A variable holds values, or a record that fields are read of. */
export function checkKept(node: AssignmentExpression, holds: 'value' | 'record', scope: Scope): Fault | null {
  const { left } = node;
  const found = left.type === 'Identifier' ? resolve(left.name, scope) : null;
  const isFit = found?.kind === 'kept' && (found.holds ?? holds) === holds;
  if (!isFit) return refuse(left, 'only variables that keep a value are given one');
  found.holds = holds;
  return checkOnce(node);
}

function checkOnce(node: AssignmentExpression): Fault | null {
  return node.operator === '??=' ? null : refuse(node, 'a value is kept with `??=` and not assigned');
}

/** Chains are as long as authors write them, so they are followed and not gone down into. */
function checkChain(node: LogicalExpression, scope: Scope): Fault | null {
  let first: Expression = node;
  const rest: Expression[] = [];
  while (first.type === 'LogicalExpression') {
    rest.push(first.right);
    first = first.left;
  }
  return firstFault([first, ...rest.reverse()], (operand) => checkValue(operand, scope));
}

function checkEquality(node: BinaryExpression, scope: Scope): Fault | null {
  const { left, operator, right } = node;
  if (operator !== '===' && operator !== '!==') {
    return refuse(node, `sentences make no code with the operator \`${operator}\` here`);
  }
  return checkValue(left, scope) ?? checkValue(right, scope);
}

function checkUnary(node: UnaryExpression, scope: Scope): Fault | null {
  const { operator, argument } = node;
  const isNumber = argument.type === 'Literal' && typeof argument.value === 'number';
  if (operator === '!' || (operator === '-' && isNumber)) return checkValue(argument, scope);
  return refuse(node, `sentences make no code with the operator \`${operator}\` here`);
}
