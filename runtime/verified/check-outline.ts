import type {
  AnyNode,
  FunctionDeclaration,
  FunctionExpression,
  VariableDeclaration,
  VariableDeclarator,
} from 'acorn';
import { checkBlocks, checkMaker, makesRules } from './check-blocks.ts';
import { checkPlain, checkVariables, declareRoles, rolesOf } from './check-function.ts';
import { isIndex } from './check-statement.ts';
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
const CONDITIONS: readonly (readonly Role[])[] = [
  ['f', 'now'],
  ['user', 'context', 'now'],
];

function checkDeclaration(node: AnyNode, scope: Scope): Fault | null {
  if (node.type === 'VariableDeclaration') return checkConstants(node, scope);
  if (node.type === 'FunctionDeclaration' && node.id)
    return makesRules(node) ? checkMaker(node, scope) : checkCondition(node, scope);
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
