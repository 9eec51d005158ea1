import { LOGIN_NAMES, type LoginField, type LoginName, type Type } from '../../../stdlib/index.ts';

/** A name of every login as authors write it, `request.country`, and what it stands for. */
interface LoginPath {
  readonly name: string;
  readonly field: LoginField;
}

/** All names of a login that are values. */
const LOGIN_PATHS: readonly LoginPath[] = pathsUnder(LOGIN_NAMES, '');

/** The name that reads a place of the raw login, or the first that reads something inside it: `request.geoip` → `request.country`. */
export function nameOfPlace(segments: readonly string[]): string | null {
  const written = (segments[0] === 'context' ? segments.slice(1) : segments).join('.');
  const found = LOGIN_PATHS.find(({ field }) => {
    if (field.kind !== 'field') return false;
    const place = (field.root === 'user' ? ['user', ...field.path] : field.path).join('.');
    return place === written || place.startsWith(`${written}.`);
  });
  return found === undefined || found.name === written ? null : found.name;
}

/** The names that read a place of the raw context, or are worked out from it; none for a place without one. */
export function namesOfPlace([root, ...path]: readonly string[]): readonly string[] {
  if (root !== 'context') return [];
  const written = path.join('.');
  return LOGIN_PATHS.filter(({ field }) => {
    if (field.kind === 'field') return field.root === 'context' && field.path.join('.') === written;
    return field.kind === 'derived' && field.from.some((place) => place.path.join('.') === written);
  }).map(({ name }) => name);
}

/** The name with the same last part: `email` → `user.email`. */
export function nameEndingIn(last: string): string | null {
  return LOGIN_PATHS.find(({ name }) => name.endsWith(`.${last}`))?.name ?? null;
}

/** The name that a library function works out: `usedMfa` → `login.used_mfa`; null for other functions. */
export function nameWorkedOutBy(made: string): { readonly name: string; readonly type: Type } | null {
  const found = LOGIN_PATHS.find(({ field }) => field.kind === 'derived' && field.function === made);
  return found === undefined ? null : { name: found.name, type: found.field.type };
}

function pathsUnder(names: ReadonlyMap<string, LoginName>, before: string): readonly LoginPath[] {
  return [...names].flatMap(([name, { field, children }]) => [
    ...(field === null ? [] : [{ name: before + name, field }]),
    ...pathsUnder(children, `${before}${name}.`),
  ]);
}
