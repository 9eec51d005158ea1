import type { AnyNode, CallExpression, MemberExpression } from 'acorn';
import { checkValue } from './check-value.ts';
import { type Fault, refuse } from './code-fault.ts';
import { forbiddenNames } from './forbidden-names.ts';
import { READERS } from './helper-parts.ts';
import { resolve, type Scope } from './scope.ts';

/** What a helper is given first: a value, or something of the login as it came, for which a value may stand in. */
export function checkRaw(node: AnyNode, scope: Scope): Fault | null {
  if (node.type === 'LogicalExpression' && node.operator === '??') {
    return checkRaw(node.left, scope) ?? checkValue(node.right, scope);
  }
  if (isReader(node, scope)) return checkReader(node, scope);
  if (node.type === 'MemberExpression' && isOfLogin(node, scope)) return checkMember(node, scope);
  return checkValue(node, scope);
}

/** `own(user, "name")` and the like. */
export function isReader(node: AnyNode, scope: Scope): node is CallExpression {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false;
  const { name } = node.callee;
  return READERS.has(name) && resolve(name, scope)?.kind === 'helper';
}

/** True for `user.name`, `context.name`, and a member of what a reader found. */
function isOfLogin({ object }: MemberExpression, scope: Scope): boolean {
  return isLogin(object, scope) || isReader(object, scope);
}

function checkMember(node: MemberExpression, scope: Scope): Fault | null {
  scope.work.steps++;
  const { object, property, computed } = node;
  const isPlain = !computed && property.type === 'Identifier';
  const name = isPlain ? property.name : property.type === 'Literal' ? property.value : null;
  if (typeof name !== 'string') return refuse(property, 'the name of a field is spelt out');
  if (forbiddenNames.has(name)) return refuse(property, notGiven(name));
  return isReader(object, scope) ? checkReader(object, scope) : null;
}

function checkReader(node: CallExpression, scope: Scope): Fault | null {
  scope.work.steps++;
  const [record, name, ...others] = node.arguments;
  if (record === undefined || name === undefined || others.length > 0) {
    return refuse(node, 'a record and a name are what a field is read by');
  }
  if (name.type !== 'Literal' || typeof name.value !== 'string') {
    return refuse(name, 'the name of a field is spelt out');
  }
  const isPlain = node.callee.type === 'Identifier' && node.callee.name !== 'own';
  if (isPlain && forbiddenNames.has(name.value)) return refuse(name, notGiven(name.value));
  return isLogin(record, scope) ? null : checkRaw(record, scope);
}

function notGiven(name: string): string {
  return `records have \`${name}\` without having got it, so it is no field`;
}

function isLogin(node: AnyNode, scope: Scope): boolean {
  if (node.type !== 'Identifier') return false;
  const found = resolve(node.name, scope);
  return found?.kind === 'role' && (found.name === 'user' || found.name === 'context');
}
