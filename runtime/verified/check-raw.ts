import type { AnyNode, CallExpression, MemberExpression } from 'acorn';
import { checkKept, checkValue } from './check-value.ts';
import { type Fault, refuse } from './code-fault.ts';
import { forbiddenNames } from './forbidden-names.ts';
import { readerNamed } from './helper-parts.ts';
import { resolve, type Scope } from './scope.ts';

/** What a helper is given first: a value, or something of the login as it came, for which a value may stand in. */
export function checkRaw(node: AnyNode, scope: Scope): Fault | null {
  if (node.type === 'LogicalExpression' && node.operator === '??') {
    return checkRaw(node.left, scope) ?? checkValue(node.right, scope);
  }
  if (isReader(node, scope)) return checkReader(node, scope);
  if (node.type === 'MemberExpression' && isRecord(node.object, scope)) return checkMember(node, scope);
  return checkValue(node, scope);
}

/** `own(user, "name")` and `recordAt(user.name)`. */
export function isReader(node: AnyNode, scope: Scope): node is CallExpression {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false;
  const { name } = node.callee;
  return readerNamed(name) !== null && resolve(name, scope)?.kind === 'helper';
}

/** True for `user`, `context`, what a reader found, and a variable that keeps that: `(r0 ??= recordAt(user.name))`. */
function isRecord(node: AnyNode, scope: Scope): boolean {
  const found = node.type === 'AssignmentExpression' ? node.right : node;
  return isLogin(node, scope) || isReader(found, scope);
}

function checkMember(node: MemberExpression, scope: Scope): Fault | null {
  scope.work.steps++;
  const { object, property, computed } = node;
  const isPlain = !computed && property.type === 'Identifier';
  const name = isPlain ? property.name : property.type === 'Literal' ? property.value : null;
  if (typeof name !== 'string') return refuse(property, 'the name of a field is spelt out');
  if (forbiddenNames.has(name)) return refuse(property, notGiven(name));
  return checkRecord(object, scope);
}

function checkRecord(node: AnyNode, scope: Scope): Fault | null {
  if (isLogin(node, scope)) return null;
  if (node.type !== 'AssignmentExpression') return checkReader(node, scope);
  return checkKept(node, 'record', scope) ?? checkReader(node.right, scope);
}

function checkReader(node: AnyNode, scope: Scope): Fault | null {
  scope.work.steps++;
  if (!isReader(node, scope)) return refuse(node, 'a record is what a reader finds');
  const [record, name, ...others] = node.arguments;
  if (node.callee.type === 'Identifier' && readerNamed(node.callee.name) === 'recordAt') {
    const isAlone = record !== undefined && name === undefined;
    return isAlone ? checkRaw(record, scope) : refuse(node, 'a record is read from one thing');
  }
  if (record === undefined || name === undefined || others.length > 0) {
    return refuse(node, 'a record and a name are what a field is read by');
  }
  if (name.type !== 'Literal' || typeof name.value !== 'string') {
    return refuse(name, 'the name of a field is spelt out');
  }
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
