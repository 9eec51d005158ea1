import { AUTH0_RESTRICTED_CLAIMS, PROFILE_CLAIMS, PROTOCOL_CLAIMS } from '../../stdlib/index.ts';
import type { Compatibility } from '../pipeline-options.ts';

type Claims = Readonly<Record<string, unknown>>;

/** A claim that a rule set and that does not reach the token. */
export interface DroppedClaim {
  readonly token: 'id_token' | 'access_token';
  readonly name: string;
  /** `it belongs to the protocol`: a part of a sentence. */
  readonly reason: string;
}

export interface ClaimsInput {
  readonly idToken: Claims;
  readonly accessToken: Claims;
  readonly scopes: readonly string[];
  /** Of the access token; null: not known. */
  readonly audience: string | null;
}

export interface FilteredClaims {
  readonly idToken: Claims;
  readonly accessToken: Claims;
  readonly dropped: readonly DroppedClaim[];
  /** The token whose claims are larger than any token may be: the login fails. */
  readonly tooLarge: DroppedClaim['token'] | null;
}

/**
 * Lets through the claims that rules may set. `standard`: all but those of the protocol. `auth0`: also without the
 * further names that Auth0 kept, its namespaces, claims of the profile in access tokens without their scope, and bare
 * names in access tokens for Auth0's own interfaces. `auth0-legacy`: only names that are URLs, as before July 2022.
 */
export function filterClaims(input: ClaimsInput, mode: Compatibility['claims']): FilteredClaims {
  const dropped: DroppedClaim[] = [];
  const filter = (token: DroppedClaim['token'], claims: Claims): Claims => {
    const already = dropped.length;
    for (const name of Object.keys(claims)) {
      const reason = reasonToDrop(token, name, input, mode);
      if (reason !== null) dropped.push({ token, name, reason });
    }
    if (dropped.length === already) return claims;
    const names = new Set(dropped.slice(already).map(({ name }) => name));
    return Object.fromEntries(Object.entries(claims).filter(([name]) => !names.has(name)));
  };
  const idToken = filter('id_token', input.idToken);
  const accessToken = filter('access_token', input.accessToken);
  const tooLarge = isTooLarge(idToken) ? 'id_token' : isTooLarge(accessToken) ? 'access_token' : null;
  return { idToken, accessToken, dropped, tooLarge };
}

/** Names and values of the claims of one token, in bytes of JSON: as with Auth0, 100 KB. */
export const LARGEST_TOKEN = 100 * 1024;

function isTooLarge(claims: Claims): boolean {
  return largestSize(claims) > LARGEST_TOKEN && Buffer.byteLength(JSON.stringify(claims)) > LARGEST_TOKEN;
}

/** No smaller than the size of a value in bytes of JSON, and found faster. */
export function largestSize(value: unknown): number {
  // A character takes six bytes at most, as `\u0001` does.
  if (typeof value === 'string') return 6 * value.length + 2;
  if (typeof value !== 'object' || value === null) return 24;
  let size = 2;
  if (Array.isArray(value)) for (const member of value) size += largestSize(member) + 1;
  else for (const [name, field] of Object.entries(value)) size += 6 * name.length + 4 + largestSize(field);
  return size;
}

function reasonToDrop(
  token: DroppedClaim['token'],
  name: string,
  input: ClaimsInput,
  mode: Compatibility['claims'],
): string | null {
  if (PROTOCOL_CLAIMS.has(name)) return 'it belongs to the protocol';
  if (mode === 'standard') return null;
  if (isAuth0Name(name)) return 'it stands in a namespace of Auth0';
  if (mode === 'auth0-legacy') return isUrl(name) ? null : 'its name is no URL';
  if (AUTH0_RESTRICTED_CLAIMS.has(name)) return 'its name is reserved';
  if (token === 'id_token') return null;
  const scope = PROFILE_CLAIMS.get(name);
  if (scope !== undefined && !input.scopes.includes(scope)) return `the scope \`${scope}\` was not granted`;
  if (scope === undefined && !name.includes(':') && isAuth0Interface(input.audience)) {
    return "the token is for one of Auth0's own interfaces, and its name is no URL";
  }
  return null;
}

function isUrl(name: string): boolean {
  return /^https?:\/\//i.test(name) && URL.canParse(name);
}

function isAuth0Name(name: string): boolean {
  if (/^urn:auth0(:|$)/i.test(name)) return true;
  if (!isUrl(name)) return false;
  return /(^|\.)(auth0\.com|webtask\.io|webtask\.run)\.?$/i.test(new URL(name).hostname);
}

/** Auth0's management, authentication and MFA interfaces of a tenant; its user info is none of them. */
function isAuth0Interface(audience: string | null): boolean {
  return audience !== null && /^https:\/\/[^/]+\/(api|api\/v2|mfa)\/?$/i.test(audience);
}
