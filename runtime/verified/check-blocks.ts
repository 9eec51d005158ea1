import type {
  AnyNode,
  ArrayExpression,
  BlockStatement,
  CallExpression,
  FunctionDeclaration,
  FunctionExpression,
  ReturnStatement,
} from 'acorn';
import { MOST_STEPS, TOO_LONG } from './check-call.ts';
import { checkPlain, checkVariables, declareRoles, rolesOf } from './check-function.ts';
import { checkStatement, isEffect } from './check-statement.ts';
import { checkValue } from './check-value.ts';
import { type Fault, firstFault, refuse } from './code-fault.ts';
import { declare, innerScope, noWork, type Role, resolve, type Scope, VALUE } from './scope.ts';

/** The list of functions of rules. Each stands there, or is made by a function that was declared for that. */
export function checkBlocks(node: ReturnStatement, scope: Scope): Fault | null {
  const blocks = node.argument;
  if (blocks?.type !== 'ArrayExpression') return refuse(node, LIST);
  const form = formOf(blocks, scope);
  let steps = 0;
  return firstFault(blocks.elements, (block) => {
    const work = noWork();
    const fault =
      block === null ? refuse(blocks, LIST) : checkBlock(block, form, innerScope(scope, { work }));
    steps += work.steps;
    return fault ?? (block !== null && steps > MOST_STEPS ? refuse(block, TOO_LONG) : null);
  });
}

const LIST = 'the code gives a list of functions';

/** Whether a function is meant to make functions of rules. */
export function makesRules({ params: [first] }: FunctionDeclaration): boolean {
  return first?.type === 'Identifier' && first.name === 'base';
}

/** `function a(base, b) { return function (f, now, told, state) {}; }`: a function of rules for any effects and values. */
export function checkMaker(node: FunctionDeclaration, scope: Scope): Fault | null {
  const work = noWork();
  const inner = innerScope(scope, { work });
  const [base, ...values] = node.params;
  const [only, ...others] = node.body.body;
  if (base === undefined || only?.type !== 'ReturnStatement' || others.length > 0)
    return refuse(node.body, MADE);
  const made = only.argument;
  if (made?.type !== 'FunctionExpression') return refuse(only, MADE);
  const parameters = rolesOf(made, BLOCKS) ?? [];
  return (
    checkPlain(node) ??
    declare({ name: 'base', start: base.start }, { kind: 'role', name: 'base' }, inner) ??
    firstFault(values, (value) =>
      value.type === 'Identifier'
        ? declare(value, VALUE, inner)
        : refuse(value, 'a parameter is a name and nothing else'),
    ) ??
    checkFunction(made, BLOCKS, innerScope(inner)) ??
    declare(node.id, { kind: 'maker', values: values.length, parameters, work }, scope)
  );
}

const MADE = 'what is given effects gives one function of rules and does nothing else';

type Form = readonly (readonly Role[])[];

const BLOCKS: Form = [
  ['f', 'now', 'told', 'state'],
  ['user', 'context', 'now', 'told', 'state'],
];

/** All functions of a text are called the same way, which is that of the first. */
function formOf({ elements: [first] }: ArrayExpression, scope: Scope): Form {
  const roles = first?.type === 'FunctionExpression' ? rolesOf(first, BLOCKS) : madeRoles(first, scope);
  return roles === null ? BLOCKS : [roles];
}

function madeRoles(node: AnyNode | null | undefined, scope: Scope): readonly Role[] | null {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier') return null;
  const maker = resolve(node.callee.name, scope);
  return maker?.kind === 'maker' ? maker.parameters : null;
}

function checkBlock(node: AnyNode, form: Form, scope: Scope): Fault | null {
  if (node.type === 'FunctionExpression') return checkFunction(node, form, scope);
  return node.type === 'CallExpression' ? checkMaking(node, form, scope) : refuse(node, LIST);
}

function checkFunction(node: FunctionExpression, form: Form, scope: Scope): Fault | null {
  const fault = checkPlain(node) ?? (node.id ? refuse(node.id, 'functions of rules have no name') : null);
  return fault ?? declareRoles(node, form, scope) ?? checkRules(node.body, scope);
}

/** `a(base + 3, "b", [1], c)`, where `c` is a constant: nothing has to be worked out for that. */
function checkMaking(
  { callee, arguments: given, start }: CallExpression,
  form: Form,
  scope: Scope,
): Fault | null {
  const maker = callee.type === 'Identifier' ? resolve(callee.name, scope) : null;
  if (maker?.kind !== 'maker') return refuse({ start }, LIST);
  if (!form.includes(maker.parameters))
    return refuse({ start }, 'functions of rules have the same parameters');
  const [effect, ...values] = given;
  if (effect === undefined || !isEffect(effect, scope) || values.length !== maker.values)
    return refuse({ start }, 'what makes functions of rules is given `base`, an index, and its values');
  scope.work.steps += maker.work.steps;
  return firstFault(values, (value) => checkGiven(value, scope));
}

function checkGiven(node: AnyNode, scope: Scope): Fault | null {
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
      return checkValue(node, scope);
    case 'UnaryExpression':
      return node.argument.type === 'Literal' ? checkValue(node, scope) : refuse(node, GIVEN);
    case 'ArrayExpression':
      return firstFault(node.elements, (element) =>
        element === null ? refuse(node, GIVEN) : checkGiven(element, scope),
      );
    default:
      return refuse(node, GIVEN);
  }
}

const GIVEN = 'what is given is spelt out or a constant';

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
