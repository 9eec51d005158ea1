import fc from 'fast-check';
import type { Login } from '../reference/index.ts';

/** The place of a field in a login; numbers are places in a list. */
export type FieldPath = readonly (string | number)[];

/** The login without any subset of its fields: one field, several, or whole branches. */
export function subsetsOf(login: Login): fc.Arbitrary<Login> {
  const paths = fieldPaths(login).filter((path) => path.length > 1);
  return fc
    .subarray([...paths], { minLength: Math.min(1, paths.length), maxLength: Math.min(6, paths.length) })
    .map((chosen) => without(login, chosen));
}

/** The place of every field, outermost first. Members of lists are no fields, though their own fields are. */
export function fieldPaths(value: unknown, at: FieldPath = []): readonly FieldPath[] {
  if (Array.isArray(value)) return value.flatMap((member, index) => fieldPaths(member, [...at, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [...at, name],
    ...fieldPaths(inner, [...at, name]),
  ]);
}

/** The login without the fields at these places. */
export function without(login: Login, paths: readonly FieldPath[]): Login {
  const copy = structuredClone(login);
  for (const path of paths) {
    let at: unknown = copy;
    for (const name of path.slice(0, -1))
      at = typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined;
    if (typeof at === 'object' && at !== null) Reflect.deleteProperty(at, path.at(-1) ?? '');
  }
  return copy;
}
