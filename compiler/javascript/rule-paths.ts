import { type AnyNode, nodesOf } from './parse-javascript.ts';

/** Reads paths such as `['user', 'app_metadata', 'plan']` off expressions; null where none is plain to see. */
export type ReadPath = (node: AnyNode) => readonly string[] | null;

/** Names that stand for a part of something else are replaced by it: `const meta = user.app_metadata || {}`. */
export function openPaths(tree: AnyNode): ReadPath {
  const aliases = new Map<string, readonly string[]>();
  const pathOf: ReadPath = (node) => {
    const steps: string[] = [];
    let at = beneath(node);
    while (at.type === 'MemberExpression') {
      const { property, computed } = at;
      if (!computed && property.type === 'Identifier') steps.unshift(property.name);
      else if (property.type === 'Literal' && typeof property.value === 'string')
        steps.unshift(property.value);
      else steps.length = 0;
      at = beneath(at.object);
    }
    return at.type === 'Identifier' ? [...(aliases.get(at.name) ?? [at.name]), ...steps] : null;
  };
  for (const node of nodesOf(tree)) {
    if (node.type !== 'VariableDeclarator' || !node.init) continue;
    const path = pathOf(node.init);
    if (path === null) continue;
    if (node.id.type === 'Identifier' && path.length > 1) aliases.set(node.id.name, path);
    for (const part of takenOut(node.id))
      if (part.local !== null) aliases.set(part.local, [...path, ...part.path]);
  }
  return pathOf;
}

/** A part that a pattern takes out of something, and the name that the rule gives it, where it does. */
interface TakenPart {
  readonly path: readonly string[];
  readonly local: string | null;
}

/** What `{ email, app_metadata: { plan: mine } = {} }` takes out. */
export function takenOut(pattern: AnyNode): readonly TakenPart[] {
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((one) => {
    if (one.type !== 'Property' || one.computed || one.key.type !== 'Identifier') return [];
    const { name } = one.key;
    const value = one.value.type === 'AssignmentPattern' ? one.value.left : one.value;
    if (value.type !== 'ObjectPattern')
      return [{ path: [name], local: value.type === 'Identifier' ? value.name : null }];
    return takenOut(value).map(({ path, local }) => ({ path: [name, ...path], local }));
  });
}

/** What is meant by `x || {}`, `x ?? {}`, `x && x.y` and `x?.y`. */
function beneath(node: AnyNode): AnyNode {
  let at = node;
  for (;;) {
    if (at.type === 'ChainExpression' || at.type === 'ParenthesizedExpression') at = at.expression;
    else if (at.type === 'LogicalExpression') at = at.operator === '&&' ? at.right : at.left;
    else return at;
  }
}
