import type {
  AnyNode,
  ArrayExpression,
  BlockStatement,
  FunctionDeclaration,
  FunctionExpression,
  ReturnStatement,
  VariableDeclaration,
  VariableDeclarator,
} from 'acorn';
import { MOST_STEPS, TOO_LONG } from './check-call.ts';
import { checkStatement, isIndex } from './check-statement.ts';
import { checkValue, isMemberOfRole, isRole } from './check-value.ts';
import { type Fault, firstFault, refuse } from './code-fault.ts';
import { type Binding, declare, innerScope, noWork, type Role, type Scope, VALUE } from './scope.ts';

/** The whole: a strict function that names its constants, declares functions, and gives a list of functions of rules. */
export function checkOutline(node: FunctionExpression, outermost: Scope): Fault | null {
  const scope = innerScope(outermost);
  const fault = checkPlain(node) ?? declareRoles(node, [OUTER], scope);
  if (fault !== null) return fault;
  const [first, ...statements] = node.body.body;
  if (first?.type !== 'ExpressionStatement' || first.directive !== 'use strict') {
    return refuse(first ?? node.body, "the code begins with 'use strict'");
  }
  const last = statements.pop();
  if (last?.type !== 'ReturnStatement') return refuse(last ?? first, 'the code ends with what it gives');
  return (
    firstFault(statements, (statement) => checkDeclaration(statement, scope)) ?? checkBlocks(last, scope)
  );
}

/** Hosts fill parameters by their order, so it is part of what they mean. */
const OUTER: readonly Role[] = ['data', 'at', 'base'];
const BLOCKS: readonly (readonly Role[])[] = [
  ['f', 'now', 'told', 'state'],
  ['user', 'context', 'now', 'told', 'state'],
];
const CONDITIONS: readonly (readonly Role[])[] = [
  ['f', 'now'],
  ['user', 'context', 'now'],
];

function checkPlain(node: FunctionExpression | FunctionDeclaration): Fault | null {
  return node.async || node.generator ? refuse(node, 'a function is a plain function') : null;
}

/** Parameters are exactly those of one of some lists. */
function declareRoles(
  node: FunctionExpression | FunctionDeclaration,
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

function rolesOf(
  { params }: FunctionExpression | FunctionDeclaration,
  allowed: readonly (readonly Role[])[],
): readonly Role[] | null {
  const names = params.map((parameter) => (parameter.type === 'Identifier' ? parameter.name : null));
  const isSame = (roles: readonly Role[]) =>
    roles.length === names.length && roles.every((role, index) => role === names[index]);
  return allowed.find(isSame) ?? null;
}

function checkDeclaration(node: AnyNode, scope: Scope): Fault | null {
  if (node.type === 'VariableDeclaration') return checkConstants(node, scope);
  if (node.type === 'FunctionDeclaration' && node.id) return checkCondition(node, scope);
  return refuse(node, `sentences make no code of the kind ${node.type} here`);
}

function checkConstants({ kind, declarations, start }: VariableDeclaration, scope: Scope): Fault | null {
  if (kind !== 'const') return refuse({ start }, 'what is declared here does not change');
  return firstFault(declarations, ({ id, init }) => {
    const binding = init ? bindingOf(init, scope) : null;
    if (id.type !== 'Identifier' || binding === null) {
      return refuse(id, 'a constant is a place, as in `at[3]`, or data, as in `data.get("name")`');
    }
    return declare(id, binding, scope);
  });
}

function bindingOf(init: NonNullable<VariableDeclarator['init']>, scope: Scope): Binding | null {
  if (init.type === 'MemberExpression') {
    const { object, property } = init;
    const isPlace = isRole(object, 'at', scope) && isIndex(property);
    return isPlace ? { kind: 'place' } : null;
  }
  if (init.type !== 'CallExpression') return null;
  const [name, ...others] = init.arguments;
  const isName = name?.type === 'Literal' && typeof name.value === 'string' && others.length === 0;
  return isName && isMemberOfRole(init.callee, 'data', 'get', scope) ? VALUE : null;
}

/** A function that gives one value. It is known once it ends, so that functions call only those before them. */
function checkCondition(node: FunctionDeclaration, scope: Scope): Fault | null {
  const work = noWork();
  const inner = innerScope(scope, { work });
  const fault = checkPlain(node) ?? declareRoles(node, CONDITIONS, inner);
  if (fault !== null) return fault;
  const [first, ...rest] = node.body.body;
  const isKeeping = first?.type === 'VariableDeclaration';
  const unfit = isKeeping ? checkVariables(first, inner) : null;
  if (unfit !== null) return unfit;
  const [only, ...others] = isKeeping ? rest : node.body.body;
  if (only?.type !== 'ReturnStatement' || others.length > 0 || !only.argument) {
    return refuse(node.body, 'a function gives one value and does nothing else');
  }
  const parameters = rolesOf(node, CONDITIONS) ?? [];
  return checkValue(only.argument, inner) ?? declare(node.id, { kind: 'function', parameters, work }, scope);
}

function checkBlocks(node: ReturnStatement, scope: Scope): Fault | null {
  const blocks = node.argument;
  if (blocks?.type !== 'ArrayExpression') return refuse(node, 'the code gives a list of functions');
  let steps = 0;
  return firstFault(blocks.elements, (block) => {
    if (block?.type !== 'FunctionExpression')
      return refuse(block ?? blocks, 'the code gives a list of functions');
    const work = noWork();
    const fault = checkBlock(block, formOf(blocks), innerScope(scope, { work }));
    steps += work.steps;
    return fault ?? (steps > MOST_STEPS ? refuse(block, TOO_LONG) : null);
  });
}

/** All functions of a text are called the same way, which is that of the first. */
function formOf({ elements: [first] }: ArrayExpression): readonly (readonly Role[])[] {
  const roles = first?.type === 'FunctionExpression' ? rolesOf(first, BLOCKS) : null;
  return roles === null ? BLOCKS : [roles];
}

function checkBlock(
  node: FunctionExpression,
  form: readonly (readonly Role[])[],
  scope: Scope,
): Fault | null {
  const fault = checkPlain(node) ?? (node.id ? refuse(node.id, 'functions of rules have no name') : null);
  return fault ?? declareRoles(node, form, scope) ?? checkRules(node.body, scope);
}

function checkRules({ body }: BlockStatement, scope: Scope): Fault | null {
  const [first, ...rest] = body;
  if (first?.type !== 'VariableDeclaration' || first.kind !== 'let') {
    return firstFault(body, (statement) => checkStatement(statement, scope));
  }
  const none = rest.length === 0 ? refuse(first, 'variables are there for rules') : null;
  return (
    checkVariables(first, scope) ?? none ?? firstFault(rest, (statement) => checkStatement(statement, scope))
  );
}

/** `let v0, v1;` at the beginning of a function. */
function checkVariables({ kind, declarations, start }: VariableDeclaration, scope: Scope): Fault | null {
  if (kind !== 'let') return refuse({ start }, 'a function gives one value and does nothing else');
  return firstFault(declarations, ({ id, init }) =>
    id.type === 'Identifier' && !init
      ? declare(id, { kind: 'kept', holds: null }, scope)
      : refuse(id, 'a variable is a name and nothing else, and empty at first'),
  );
}
