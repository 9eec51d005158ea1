import { type AnyNode, childrenOf } from './parse-javascript.ts';

/** A name that a program uses without having declared it: a global one. */
export interface FreeName {
  readonly name: string;
  readonly node: AnyNode;
  /** What the name stands in. */
  readonly parent: AnyNode;
}

/** The global names that a program uses, in the order of the text, each as often as it stands there. */
export function findFreeNames(root: AnyNode): readonly FreeName[] {
  const names: (FreeName & { readonly scope: Scope })[] = [];
  const top: Scope = { names: new Set(), outer: null, isFunction: true };
  const waiting: Place[] = [{ node: root, parent: root, scope: top }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { node, parent } = place;
    if (node.type === 'Identifier' && isReference(node, parent)) names.push({ name: node.name, ...place });
    const scope = scopeOf(place);
    declare(node, place.scope, scope);
    for (const child of childrenOf(node).reverse()) waiting.push({ node: child, parent: node, scope });
  }
  return names
    .filter(({ name, scope }) => !isDeclared(name, scope))
    .map(({ name, node, parent }) => ({ name, node, parent }));
}

interface Scope {
  readonly names: Set<string>;
  readonly outer: Scope | null;
  readonly isFunction: boolean;
}

interface Place {
  readonly node: AnyNode;
  readonly parent: AnyNode;
  readonly scope: Scope;
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'StaticBlock',
]);

const BLOCKS: ReadonlySet<string> = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
  'ClassExpression',
]);

function scopeOf({ node, scope }: Place): Scope {
  const isFunction = FUNCTIONS.has(node.type);
  return isFunction || BLOCKS.has(node.type) ? { names: new Set(), outer: scope, isFunction } : scope;
}

/** Notes what a node declares. In sloppy code a function in a block is known in the whole function around it. */
function declare(node: AnyNode, outer: Scope, inner: Scope): void {
  switch (node.type) {
    case 'FunctionDeclaration':
      if (node.id !== null) functionScope(outer).names.add(node.id.name);
      for (const parameter of node.params) declarePattern(parameter, inner);
      inner.names.add('arguments');
      return;
    case 'FunctionExpression':
      if (node.id) inner.names.add(node.id.name);
      for (const parameter of node.params) declarePattern(parameter, inner);
      inner.names.add('arguments');
      return;
    case 'ArrowFunctionExpression':
      for (const parameter of node.params) declarePattern(parameter, inner);
      return;
    case 'ClassDeclaration':
      if (node.id !== null) outer.names.add(node.id.name);
      return;
    case 'ClassExpression':
      if (node.id) inner.names.add(node.id.name);
      return;
    case 'CatchClause':
      if (node.param) declarePattern(node.param, inner);
      return;
    case 'VariableDeclaration':
      for (const { id } of node.declarations)
        declarePattern(id, node.kind === 'var' ? functionScope(outer) : outer);
      return;
    default:
      return;
  }
}

function functionScope(scope: Scope): Scope {
  let found = scope;
  while (!found.isFunction && found.outer !== null) found = found.outer;
  return found;
}

function declarePattern(pattern: AnyNode, scope: Scope): void {
  for (const name of namesIn(pattern)) scope.names.add(name);
}

/** The names that a pattern binds; what stands for them when they are missing is left aside. */
export function namesIn(pattern: AnyNode): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : namesIn(element)));
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => namesIn(one.type === 'Property' ? one.value : one));
    default:
      return [];
  }
}

/** False for what looks like a name and is only a key, a label or part of `new.target`. */
function isReference(node: AnyNode, parent: AnyNode): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed;
    case 'Property':
      return parent.value === node || parent.computed;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.value === node || parent.computed;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return false;
    default:
      return true;
  }
}

function isDeclared(name: string, scope: Scope): boolean {
  for (let at: Scope | null = scope; at !== null; at = at.outer) if (at.names.has(name)) return true;
  return false;
}
