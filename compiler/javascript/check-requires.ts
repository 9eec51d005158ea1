import { type Diagnostic, suggest } from '../../grammar/index.ts';
import { libraryGlobals, libraryNames, unavailableModules } from '../../stdlib/index.ts';
import type { FreeName } from './free-names.ts';
import { type AnyNode, nodesOf } from './parse-javascript.ts';
import { unknownModule } from './rule-messages.ts';

/** A `require` with its text; what is put together at run time has none. */
export interface Requirement {
  /** As written: `lodash@4.17.10`. */
  readonly spec: string;
  readonly node: AnyNode;
}

/** The texts that a program hands to the global `require`, in the order of the program. */
export function findRequires(free: readonly FreeName[]): readonly Requirement[] {
  return free.flatMap(({ name, node, parent }) => {
    if (name !== 'require' || parent.type !== 'CallExpression' || parent.callee !== node) return [];
    const [spec] = parent.arguments;
    const text = spec === undefined ? null : textOf(spec);
    return spec === undefined || text === null ? [] : [{ spec: text, node: spec }];
  });
}

/** The required modules that neither the library nor the project has. */
export function checkRequires(
  requires: readonly Requirement[],
  projectModules: readonly string[],
): readonly Diagnostic[] {
  return requires.flatMap(({ spec, node }) => {
    if (projectModules.includes(spec) || MODULES.has(moduleName(spec))) return [];
    const span = { start: node.start, end: node.end };
    const isPath = /^\.{0,2}\//.test(spec);
    const candidates = isPath ? projectModules : [...MODULES.keys(), ...projectModules];
    const name = isPath ? spec : moduleName(spec);
    // Of two or three letters hardly anything says what was meant: `fs` is no slip of `qs`.
    const near = name.length < 4 ? null : suggest(name, candidates);
    const advice = ADVICE.get(moduleName(spec)) ?? null;
    return [unknownModule({ spec, span, suggestion: near, advice })];
  });
}

/**
 * Names of library modules that a program may ask for: every text in it that could be one counts, so that
 * `require('auth0@' + version)` works, and so do the global names that stand for a module.
 */
export function modulesOf(tree: AnyNode, free: readonly FreeName[]): readonly string[] {
  const found = new Set<string>();
  for (const node of nodesOf(tree)) {
    for (const text of textsIn(node)) {
      const name = MODULES.get(moduleName(text));
      if (name !== undefined) found.add(name);
    }
    const behind = node.type === 'Identifier' ? BEHIND_ACTIONS.get(node.name) : undefined;
    if (behind !== undefined) found.add(behind);
  }
  for (const used of free) {
    const module = GLOBALS.get(memberOfGlobal(used) ?? used.name);
    if (module !== undefined) found.add(module);
  }
  return [...found].sort();
}

/** `request` in `global.request` and `globalThis['request']`. */
function memberOfGlobal({ name, node, parent }: FreeName): string | null {
  if (name !== 'global' && name !== 'globalThis') return null;
  if (parent.type !== 'MemberExpression' || parent.object !== node) return null;
  const { property, computed } = parent;
  if (computed) return textOf(property);
  return property.type === 'Identifier' ? property.name : null;
}

/** The name in `lodash@4.17.10`, `node:crypto`, `url/` and `@auth0/rule-utilities@0.2.0`. */
export function moduleName(spec: string): string {
  const at = spec.indexOf('@', 1);
  return (at === -1 ? spec : spec.slice(0, at)).replace(/^node:/, '').replace(/\/$/, '');
}

/** Every name and alias → the name of the module. */
const MODULES: ReadonlyMap<string, string> = new Map(
  libraryNames.map(([spec, name]) => [moduleName(spec), name] as const),
);

const GLOBALS: ReadonlyMap<string, string> = new Map(
  libraryGlobals.map(({ name, module }) => [name, module]),
);

/** Methods of the `api` of an Action → the module that does their work. */
const BEHIND_ACTIONS: ReadonlyMap<string, string> = new Map([
  ['encodeToken', 'jsonwebtoken'],
  ['validateToken', 'jsonwebtoken'],
  ['setAppMetadata', 'auth0-global'],
  ['setUserMetadata', 'auth0-global'],
]);

/** What is known and not there → what to do. */
const ADVICE: ReadonlyMap<string, string> = new Map(
  unavailableModules.map(({ name, instead }) => [name, `\`${name}\` ${instead}`]),
);

function textOf(node: AnyNode): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return null;
  return node.quasis[0]?.value.cooked ?? null;
}

function textsIn(node: AnyNode): readonly string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  return node.type === 'TemplateElement' ? [node.value.cooked ?? ''] : [];
}
