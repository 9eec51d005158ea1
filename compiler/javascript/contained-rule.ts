import { type FreeName, namesIn } from './free-names.ts';
import { type AnyNode, nodesOf } from './parse-javascript.ts';
import type { RuleShape } from './rule-shape.ts';

/**
 * Whether a rule surely does nothing but compute with what it is given, at once: it touches nothing global, waits for
 * nothing and asks for nothing, so that the surroundings in which it ran are as good as new. Most rules that set claims
 * or refuse are like that. False where it is not certain.
 */
export function isContained(
  shape: Exclude<RuleShape, { kind: 'neither' }>,
  free: readonly FreeName[],
): boolean {
  const { tree } = shape;
  const callback = shape.kind === 'rule' ? shape.function.params[2] : undefined;
  const callable = new Set(callback === undefined ? [] : namesIn(callback));
  const called = new Set<AnyNode>();
  for (const node of nodesOf(tree)) {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') called.add(node.callee);
    const name = namedFunction(node);
    if (name !== null) callable.add(name);
  }
  const isFree = new Set<AnyNode>(free.map(({ node }) => node));
  for (const node of nodesOf(tree)) {
    if (!isTame(node)) return false;
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') continue;
    const { callee } = node;
    if (callee.type === 'Identifier' ? !isFree.has(callee) && !callable.has(callee.name) : !isMethod(callee))
      return false;
  }
  return free.every(({ name, node, parent }) => isHarmlessUse(name, node, parent, called));
}

/** A function that is called by a name: whatever else may hide behind a name is not called. */
function namedFunction(node: AnyNode): string | null {
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return node.id?.name ?? null;
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return null;
  return node.init && FUNCTIONS.has(node.init.type) ? node.id.name : null;
}

const FUNCTIONS: ReadonlySet<string> = new Set(['FunctionExpression', 'ArrowFunctionExpression']);

/** `list.map(…)`, or a function called where it stands. */
function isMethod(callee: AnyNode): boolean {
  if (callee.type === 'ParenthesizedExpression') return isMethod(callee.expression);
  return FUNCTIONS.has(callee.type) || (callee.type === 'MemberExpression' && !callee.computed);
}

/**
 * Whether a node, by itself, can neither wait for others nor get at what everybody shares. To wait for a promise is
 * harmless where nothing makes one that takes time.
 */
function isTame(node: AnyNode): boolean {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.generator !== true;
    case 'Property':
      return node.kind === 'init' && !NEVER.has(nameOf(node.key));
    case 'MemberExpression':
      return !NEVER.has(nameOf(node.property));
    case 'Identifier':
      return node.name !== 'arguments';
    default:
      return ORDINARY.has(node.type);
  }
}

/** What leads to a prototype, to a class, or to whoever called. */
const NEVER: ReadonlySet<string> = new Set([
  ...['constructor', '__proto__', 'prototype', 'caller', 'callee', 'call', 'apply', 'bind'],
  ...['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__'],
]);

function nameOf(node: AnyNode): string {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : '';
}

const ORDINARY: ReadonlySet<string> = new Set([
  ...[
    'Program',
    'AwaitExpression',
    'BlockStatement',
    'ExpressionStatement',
    'EmptyStatement',
    'IfStatement',
    'ReturnStatement',
  ],
  ...['ThrowStatement', 'TryStatement', 'CatchClause', 'SwitchStatement', 'SwitchCase', 'BreakStatement'],
  ...['ContinueStatement', 'LabeledStatement', 'WhileStatement', 'DoWhileStatement', 'ForStatement'],
  ...['ForInStatement', 'ForOfStatement', 'VariableDeclaration', 'VariableDeclarator', 'Literal'],
  ...['ArrayExpression', 'ObjectExpression', 'UnaryExpression', 'UpdateExpression', 'BinaryExpression'],
  ...[
    'AssignmentExpression',
    'LogicalExpression',
    'ConditionalExpression',
    'CallExpression',
    'NewExpression',
  ],
  ...['SequenceExpression', 'TemplateLiteral', 'TemplateElement', 'ChainExpression', 'SpreadElement'],
  ...['ParenthesizedExpression', 'ObjectPattern', 'ArrayPattern', 'RestElement', 'AssignmentPattern'],
]);

/** A global name may be called, or one of its functions that keep nothing; it is never written to or handed on. */
function isHarmlessUse(name: string, node: AnyNode, parent: AnyNode, called: ReadonlySet<AnyNode>): boolean {
  if (VALUES.has(name)) return !isWritten(node, parent);
  if (called.has(node)) return CALLED.has(name);
  if (HANDED_ON.has(name) && isForMethod(parent)) return true;
  if (parent.type !== 'MemberExpression' || parent.object !== node || parent.computed) return false;
  const functions = MEMBERS.get(name);
  if (functions === null) return true;
  return functions !== undefined && called.has(parent) && functions.has(nameOf(parent.property));
}

/** Whether it stands where something is stored, a pattern included. */
function isWritten(node: AnyNode, parent: AnyNode): boolean {
  switch (parent.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === node;
    case 'UpdateExpression':
    case 'RestElement':
    case 'ArrayPattern':
    case 'ObjectPattern':
    case 'Property':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'delete';
    default:
      return false;
  }
}

const VALUES: ReadonlySet<string> = new Set(['undefined', 'NaN', 'Infinity']);

const CALLED: ReadonlySet<string> = new Set([
  ...[
    'Array',
    'Boolean',
    'Date',
    'Error',
    'Map',
    'Number',
    'Object',
    'RangeError',
    'RegExp',
    'Set',
    'String',
  ],
  ...['TypeError', 'UnauthorizedError', 'ValidationError', 'decodeURIComponent', 'encodeURIComponent'],
  ...['isFinite', 'isNaN', 'parseFloat', 'parseInt'],
]);

/** As in `list.filter(Boolean)`. */
const HANDED_ON: ReadonlySet<string> = new Set(['Boolean', 'Number', 'String']);

/** What is called is a method of something that is no global name. */
function isForMethod(call: AnyNode): boolean {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const { object } = call.callee;
  return object.type !== 'Identifier' || !MEMBERS.has(object.name);
}

/** Null: what it holds may be read in every way. */
const MEMBERS: ReadonlyMap<string, ReadonlySet<string> | null> = new Map([
  // Frozen, and made of texts.
  ['configuration', null],
  // Of an Action, and made for each login.
  ['exports', null],
  ['module', null],
  ['Array', new Set(['from', 'isArray', 'of'])],
  ['Date', new Set(['UTC', 'now', 'parse'])],
  ['JSON', new Set(['parse', 'stringify'])],
  ['Number', new Set(['isFinite', 'isInteger', 'isNaN', 'isSafeInteger', 'parseFloat', 'parseInt'])],
  ['Object', new Set(['assign', 'entries', 'freeze', 'fromEntries', 'hasOwn', 'is', 'keys', 'values'])],
  ['String', new Set(['fromCharCode', 'fromCodePoint'])],
  ['console', new Set(['debug', 'error', 'info', 'log', 'warn'])],
  [
    'Math',
    new Set(['abs', 'ceil', 'floor', 'max', 'min', 'pow', 'random', 'round', 'sign', 'sqrt', 'trunc']),
  ],
]);
