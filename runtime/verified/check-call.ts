import type { AnyNode, ArrowFunctionExpression, CallExpression } from 'acorn';
import { checkRaw, isReader } from './check-raw.ts';
import { checkValue, isRole } from './check-value.ts';
import { type Fault, firstFault, refuse } from './code-fault.ts';
import { CALLED_PARTS, TELLS } from './helper-parts.ts';
import { type Binding, declare, innerScope, resolve, type Scope, VALUE } from './scope.ts';

/** A call that gives a value: of a helper, or of a function that was declared before. */
export function checkCall(node: CallExpression, scope: Scope): Fault | null {
  const { callee } = node;
  if (callee.type !== 'Identifier') return refuse(node, CALLABLE);
  if (isReader(node, scope))
    return refuse(node, 'what is read is given to a helper first, which tells its shape');
  const found = resolve(callee.name, scope);
  switch (found?.kind) {
    case 'helper':
      if (callee.name === TELLS) return refuse(node, CALLABLE);
      return checkHelperCall(node, callee.name, scope);
    case 'function':
      return checkOwnCall(node, found, scope);
    case undefined:
      return refuse(callee, `nothing is known here by the name \`${callee.name}\``);
    case 'role':
    case 'place':
    case 'kept':
    case 'value':
    case 'maker':
      return refuse(callee, CALLABLE);
  }
}

const CALLABLE = 'only helpers and functions that were declared before are called';

function checkHelperCall(node: CallExpression, name: string, scope: Scope): Fault | null {
  const called = CALLED_PARTS.get(name) ?? [];
  const missing = called.find((index) => index >= node.arguments.length);
  if (missing !== undefined) return refuse(node, `\`${name}\` is given all that it calls`);
  return firstFault(node.arguments.entries(), ([index, argument]) => {
    if (called.includes(index)) return checkCalled(argument, scope);
    return index === 0 ? checkRaw(argument, scope) : checkValue(argument, scope);
  });
}

/** What a helper calls: a function of one expression, or a helper that calls nothing itself. */
function checkCalled(node: AnyNode, scope: Scope): Fault | null {
  if (node.type === 'ArrowFunctionExpression') return checkArrow(node, scope);
  const isHelper = node.type === 'Identifier' && resolve(node.name, scope)?.kind === 'helper';
  if (isHelper && !CALLED_PARTS.has(node.name) && node.name !== TELLS) return null;
  return refuse(node, 'what a helper calls is spelt out');
}

function checkArrow(node: ArrowFunctionExpression, scope: Scope): Fault | null {
  const { params, body } = node;
  if (node.async || body.type === 'BlockStatement') return refuse(node, 'such a function is one expression');
  const inner = innerScope(scope, { depth: scope.depth + 1 });
  const tooDeep = noteDepth(node, inner.depth, scope);
  if (tooDeep !== null) return tooDeep;
  const fault = firstFault(params, (parameter) =>
    parameter.type === 'Identifier'
      ? declare(parameter, VALUE, inner)
      : refuse(parameter, 'a parameter is a name and nothing else'),
  );
  return fault ?? checkValue(body, inner);
}

function checkOwnCall(
  node: CallExpression,
  { parameters, work }: Binding & { readonly kind: 'function' },
  scope: Scope,
): Fault | null {
  const isGivenTheSame =
    node.arguments.length === parameters.length &&
    parameters.every((role, index) => {
      const argument = node.arguments[index];
      return argument !== undefined && isRole(argument, role, scope);
    });
  if (!isGivenTheSame) return refuse(node, 'a function is given what its parameters are called');
  scope.work.steps += work.steps;
  if (scope.work.steps > MOST_STEPS) return refuse(node, TOO_LONG);
  return noteDepth(node, scope.depth + work.depth, scope);
}

/** Parts of expressions that all code of a text may have to work out for one login, without the members of lists. */
export const MOST_STEPS = 10_000_000;
export const TOO_LONG = 'functions that call each other take too long together';

function noteDepth(node: { readonly start: number }, depth: number, { work }: Scope): Fault | null {
  work.depth = Math.max(work.depth, depth);
  return depth > DEEPEST
    ? refuse(node, 'lists are gone through within lists within lists, which can take any time')
    : null;
}

const DEEPEST = 2;
