import { createContext, runInContext } from 'node:vm';
import { type AnyNode, parse } from 'acorn';
import type { CompiledPolicy } from '../../stdlib/index.ts';

/** What JavaScript text is made of. */
export interface CodeFacts {
  /** Kinds of syntax, as ESTree names them. */
  readonly kinds: ReadonlySet<string>;
  /** Names that the text uses and does not declare anywhere. */
  readonly freeNames: ReadonlySet<string>;
}

/** All that emitted code is made of: no loops, no assignments, no `new`, no `this`. */
const KINDS: ReadonlySet<string> = new Set([
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

/** What deciders are made of beside: blocks that are left, and what rules leave behind for each other. */
const DECIDER_KINDS: readonly string[] = ['LabeledStatement', 'BreakStatement', 'AssignmentExpression'];

/** The codes of a policy, each as an expression that makes its rules, with the kinds of syntax that it may be made of. */
export function codesOf(
  compiled: CompiledPolicy,
): readonly { readonly code: string; readonly made: string; readonly kinds: ReadonlySet<string> }[] {
  const rules = [compiled.code, ...(compiled.tracedCode === null ? [] : [compiled.tracedCode])];
  const { decider } = compiled;
  const deciders = [decider?.code, decider?.traced?.code].filter((code) => code !== undefined);
  return [
    ...rules.map((code) => ({ code, made: `(\n${code}\n)(new Map())`, kinds: KINDS })),
    ...deciders.map((code) => {
      const kinds = new Set([...KINDS, ...DECIDER_KINDS]);
      return { code, made: `(\n${code}\n)(new Map(), [], 0)`, kinds };
    }),
  ];
}

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
      case 'LabeledStatement':
        visit(node.body);
        return;
      case 'BreakStatement':
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
