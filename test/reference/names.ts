import type { ScalarKind, Type } from '../../stdlib/index.ts';
import { entry, methodNames, mfaAt, requestedScopes, usedMfa } from './login-facts.ts';

/** A name of a login: where it stands and what it is. */
export interface Place {
  readonly root: 'user' | 'context';
  readonly path: readonly string[];
  readonly type: Type;
  /** For what is worked out from what stands there. */
  readonly make?: (raw: unknown) => unknown;
}

const ANY: Type = { kind: 'any' };

/** No author can write this name: the id of an application as `app` compares it. */
export const APP_BY_ID = 'by id';

/**
 * The names that generated policies use, from the language's table of names. Written down here once more on purpose, so
 * that a slip in the table of the library shows.
 */
const PLACES: ReadonlyMap<string, Place> = new Map([
  user('email', 'email'),
  user('email_verified', 'yes/no'),
  user('name', 'text'),
  user('nickname', 'text'),
  user('given_name', 'text'),
  user('groups', { kind: 'list', of: { kind: 'group' } }),
  user('created_at', 'instant'),
  user('identities', { kind: 'list', of: { kind: 'record', fields: new Map(), open: true } }),
  context('app', 'clientName', 'app'),
  context('app.id', 'clientID', 'text'),
  context(`app.${APP_BY_ID}`, 'clientID', 'app'),
  context('connection', 'connection', 'connection'),
  context('connection.strategy', 'connectionStrategy', 'text'),
  context('organization', 'organization.name', 'organization'),
  context('organization.id', 'organization.id', 'organization'),
  context('protocol', 'protocol', 'text'),
  context('request.ip', 'request.ip', 'ip'),
  context('request.country', 'request.geoip.country_code', 'country'),
  context('request.city', 'request.geoip.city_name', 'text'),
  context('request.hostname', 'request.hostname', 'domain'),
  context('request.user_agent', 'request.userAgent', 'text'),
  context('request.language', 'request.language', 'text'),
  context('login.count', 'stats.loginsCount', 'number'),
  context('roles', 'authorization.roles', { kind: 'list', of: { kind: 'role' } }),
  context('session.id', 'sessionID', 'text'),
  context('event', '', 'text', entry),
  context('scopes', 'request.query.scope', { kind: 'list', of: { kind: 'scope' } }, requestedScopes),
  context('login.methods', 'authentication.methods', { kind: 'list', of: { kind: 'text' } }, methodNames),
  context('login.used_mfa', 'authentication.methods', 'yes/no', usedMfa),
  context('login.mfa_at', 'authentication.methods', 'instant', mfaAt),
]);

const OPEN_PLACES: readonly (readonly [name: string, root: Place['root'], path: readonly string[]])[] = [
  ['user.user_metadata', 'user', ['user_metadata']],
  ['user.app_metadata', 'user', ['app_metadata']],
  ['request.query', 'context', ['request', 'query']],
];

/** The fields of the members of `user.identities`. */
export const IDENTITY_FIELDS: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['provider', { kind: 'text' }],
  ['connection', { kind: 'connection' }],
  ['user_id', { kind: 'text' }],
  ['isSocial', { kind: 'yes/no' }],
]);

/** The longest known name at the beginning of a path, and how many segments it takes. */
export function findPlace(
  segments: readonly string[],
): { readonly place: Place; readonly length: number } | null {
  for (let length = segments.length; length > 0; length--) {
    const place = PLACES.get(segments.slice(0, length).join('.'));
    if (place !== undefined) return { place, length };
  }
  for (const [name, root, path] of OPEN_PLACES) {
    const length = name.split('.').length;
    if (segments.slice(0, length).join('.') !== name) continue;
    return {
      place: { root, path: [...path, ...segments.slice(length)], type: ANY },
      length: segments.length,
    };
  }
  return null;
}

function user(field: string, type: Type | ScalarKind): readonly [string, Place] {
  return [
    `user.${field}`,
    { root: 'user', path: [field], type: typeof type === 'string' ? { kind: type } : type },
  ];
}

function context(
  name: string,
  place: string,
  type: Type | ScalarKind,
  make?: (raw: unknown) => unknown,
): readonly [string, Place] {
  const path = place === '' ? [] : place.split('.');
  const made = make === undefined ? {} : { make };
  return [name, { root: 'context', path, type: typeof type === 'string' ? { kind: type } : type, ...made }];
}
