import { createContext, runInContext } from 'node:vm';
import { type AnyNode, parse } from 'acorn';

/** What JavaScript text is made of. */
export interface CodeFacts {
  /** Kinds of syntax, as ESTree names them. */
  readonly kinds: ReadonlySet<string>;
  /** Names that the text uses and does not declare anywhere. */
  readonly freeNames: ReadonlySet<string>;
}

/** All that emitted code is made of: no loops, no assignments, no `new`, no `this`. */
export const KINDS: ReadonlySet<string> = new Set([
  ...[
    'Program',
    'ExpressionStatement',
    'FunctionExpression',
    'FunctionDeclaration',
    'ArrowFunctionExpression',
  ],
  ...['BlockStatement', 'ReturnStatement', 'IfStatement', 'VariableDeclaration', 'VariableDeclarator'],
  ...[
    'CallExpression',
    'MemberExpression',
    'Identifier',
    'Literal',
    'ArrayExpression',
    'ObjectExpression',
    'Property',
  ],
  ...['LogicalExpression', 'BinaryExpression', 'UnaryExpression', 'ConditionalExpression', 'ChainExpression'],
]);

/** Reads JavaScript text; throws when it is none. */
export function readCode(text: string): CodeFacts {
  const kinds = new Set<string>();
  const used = new Set<string>();
  const declared = new Set<string>();
  visit(parse(text, { ecmaVersion: 2024, sourceType: 'script' }));
  return { kinds, freeNames: new Set([...used].filter((name) => !declared.has(name))) };

  function visit(node: AnyNode): void {
    kinds.add(node.type);
    switch (node.type) {
      case 'Identifier':
        used.add(node.name);
        return;
      case 'MemberExpression':
        visit(node.object);
        if (node.computed) visit(node.property);
        return;
      case 'Property':
        if (node.computed) visit(node.key);
        visit(node.value);
        return;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (node.id) declared.add(node.id.name);
        for (const parameter of node.params) declare(parameter);
        visit(node.body);
        return;
      case 'VariableDeclarator':
        declare(node.id);
        if (node.init) visit(node.init);
        return;
      default:
        for (const child of childrenOf(node)) visit(child);
    }
  }

  function declare(pattern: AnyNode): void {
    if (pattern.type === 'Identifier') declared.add(pattern.name);
    else visit(pattern);
  }
}

function childrenOf(node: AnyNode): readonly AnyNode[] {
  return Object.values(node)
    .flat()
    .filter((child): child is AnyNode => typeof child === 'object' && child !== null && 'type' in child);
}

/** The names of the global object, and of what all objects share, once code has run. */
export function globalsAfter(code: string): readonly string[] {
  const realm = createContext(Object.create(null));
  runInContext(code, realm);
  const names: unknown = runInContext(
    'JSON.stringify([globalThis, Object.prototype, Array.prototype, Function.prototype].map(Object.getOwnPropertyNames))',
    realm,
  );
  return [String(names)];
}
