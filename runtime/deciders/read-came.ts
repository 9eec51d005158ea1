import type { FieldFacts } from '../../stdlib/index.ts';
import type { Limits } from '../limits.ts';
import { isRecord, type Login } from '../login/read-login.ts';
import { createReader } from './read-fields.ts';

/** What of a login is no field of a sentence: claims and scopes that it came with, and a demand; undefined: none. */
export interface Came {
  readonly idToken: unknown;
  readonly accessToken: unknown;
  readonly multifactor: unknown;
  readonly scope: unknown;
}

/** Makes what reads it; null: it is no plain data. */
export function createCameReader(
  limits: Pick<Limits, 'loginBytes' | 'loginDepth'>,
): (login: Login) => Came | null {
  const read = createReader(CAME, limits);
  return (login) => {
    const scope = scopeOfBare(login.context);
    if (scope !== null) return { idToken: undefined, accessToken: undefined, multifactor: undefined, scope };
    const found = read(login, 0);
    if (found === null) return null;
    const [, ...came] = found;
    return { idToken: came[0], accessToken: came[1], multifactor: came[2], scope: came[3] };
  };
}

/**
 * The scopes that a login asked for, of which nothing was granted or demanded before the rules; undefined: none. null: it has
 * to be read with more care.
 */
export function scopeOfBare(context: Login['context']): string | undefined | null {
  const { idToken, accessToken, multifactor, request } = context;
  if (!isNothing(idToken) || !isNothing(accessToken) || (multifactor ?? null) !== null) return null;
  const query = isRecord(request) ? request.query : undefined;
  const scope = isRecord(query) ? query.scope : undefined;
  return scope === undefined || typeof scope === 'string' ? scope : null;
}

/** Whether nothing was granted or demanded before the rules. */
export function isBare({ idToken, accessToken, multifactor }: Came): boolean {
  return idToken === undefined && accessToken === undefined && multifactor === undefined;
}

/** No claims at all. */
function isNothing(claims: unknown): boolean {
  if (claims === undefined || claims === null) return true;
  // Whoever has read a field knows what the record is made of, and need not ask where it comes from.
  if (typeof claims !== 'object' || (claims as { toJSON?: unknown }).toJSON !== undefined) return false;
  if (Object.getPrototypeOf(claims) !== Object.prototype) return false;
  for (const _ in claims) return false;
  return true;
}

const place = (...path: readonly string[]): FieldFacts => {
  return { root: 'context', path, shape: 'valueOf', isList: false, assumed: undefined };
};
const CAME = [
  place('idToken'),
  place('accessToken'),
  place('multifactor'),
  place('request', 'query', 'scope'),
];
