import { LOGIN_NAMES, type LoginName, type Type } from '../../../stdlib/index.ts';
import type { World } from '../check.ts';

/** What is known below a key of a login, by name. */
export type Places = ReadonlyMap<string, Place>;

export interface Place {
  /** Null where only what is below means something. */
  readonly type: Type | null;
  readonly below: Places;
  /** True for a field of the project's own schemas: its text is read as what it looks like, such as a number. */
  readonly isReadOpenly?: boolean;
}

/** The fields of every login in the user or the context, and those that the project's schemas add. */
export function placesOf(root: 'user' | 'context', attributes: World['attributes']): Places {
  const tree: Tree = new Map();
  for (const { path, type } of typedPaths([...LOGIN_NAMES.values()], root)) plant(tree, path, { type });
  if (root === 'context') return tree;
  for (const [subject, type] of attributes) plantDescribed(tree, subject === 'user' ? [] : [subject], type);
  return tree;
}

type Tree = Map<string, Branch>;

interface Branch extends Place {
  readonly below: Tree;
}

type Leaf = Pick<Place, 'type' | 'isReadOpenly'>;

function plant(tree: Tree, [step, ...rest]: readonly string[], leaf: Leaf): void {
  if (step === undefined) return;
  const known = tree.get(step) ?? { type: null, below: new Map() };
  tree.set(step, rest.length === 0 ? { ...known, ...leaf } : known);
  plant(known.below, rest, leaf);
}

function plantDescribed(tree: Tree, path: readonly string[], type: Type): void {
  if (path.length > 0) plant(tree, path, { type, isReadOpenly: true });
  if (type.kind !== 'record') return;
  for (const [name, field] of type.fields) plantDescribed(tree, [...path, name], field.type);
}

function typedPaths(
  names: readonly LoginName[],
  root: 'user' | 'context',
): readonly { readonly path: readonly string[]; readonly type: Type }[] {
  return names.flatMap(({ field, children }) => {
    const below = typedPaths([...children.values()], root);
    if (field?.kind !== 'field' || field.root !== root) return below;
    const paths = field.alias === undefined ? [field.path] : [field.path, field.alias];
    return [...paths.map((path) => ({ path, type: field.type })), ...below];
  });
}
