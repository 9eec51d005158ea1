import type { FunctionDeclaration, FunctionExpression, VariableDeclaration } from 'acorn';
import { type Fault, firstFault, refuse } from './code-fault.ts';
import { declare, type Role, type Scope } from './scope.ts';

/** Either way to write a function down. */
export type AnyFunction = FunctionExpression | FunctionDeclaration;

export function checkPlain(node: AnyFunction): Fault | null {
  return node.async || node.generator ? refuse(node, 'a function is a plain function') : null;
}

/** Parameters are exactly those of one of some lists. */
export function declareRoles(
  node: AnyFunction,
  allowed: readonly (readonly Role[])[],
  scope: Scope,
): Fault | null {
  const roles = rolesOf(node, allowed);
  if (roles === null)
    return refuse(
      node,
      `a function has the parameters ${allowed.map((roles) => roles.join(', ')).join(' or ')} here`,
    );
  return firstFault(roles, (name) => declare({ name, start: node.start }, { kind: 'role', name }, scope));
}

/** The list that the parameters of a function are; null: none of them. */
export function rolesOf(
  { params }: AnyFunction,
  allowed: readonly (readonly Role[])[],
): readonly Role[] | null {
  const names = params.map((parameter) => (parameter.type === 'Identifier' ? parameter.name : null));
  const isSame = (roles: readonly Role[]) =>
    roles.length === names.length && roles.every((role, index) => role === names[index]);
  return allowed.find(isSame) ?? null;
}

/** `let v0, v1;` at the beginning of a function. */
export function checkVariables(
  { kind, declarations, start }: VariableDeclaration,
  scope: Scope,
): Fault | null {
  if (kind !== 'let') return refuse({ start }, 'a function gives one value and does nothing else');
  return firstFault(declarations, ({ id, init }) =>
    id.type === 'Identifier' && !init
      ? declare(id, { kind: 'kept', holds: null }, scope)
      : refuse(id, 'a variable is a name and nothing else, and empty at first'),
  );
}
