import { instantOf, listOf, numberOf, own, recordsOf, textOf } from './shape.ts';

/**
 * How a login comes in, from `context.protocol` and the `prompt` of the request. Missing without a protocol; a request
 * that says no prompt shows a page.
 */
export function entryOf(protocol: unknown, prompt: unknown): string | undefined {
  switch (textOf(protocol)) {
    case undefined:
      return undefined;
    case 'oauth2-refresh-token':
      return 'refresh';
    case 'redirect-callback':
      return 'redirect_resume';
    case 'delegation':
      return 'delegation';
    case 'oauth2-token-exchange':
    case 'urn:ietf:params:oauth:grant-type:token-exchange':
      return 'token_exchange';
    default:
      return prompt === 'none' ? 'silent' : 'login';
  }
}

/** The names of the methods of authentication; missing unless every method has one. */
export function methodNames(methods: unknown): readonly string[] | undefined {
  return listOf(
    recordsOf(methods)?.map((method) => own(method, 'name')),
    textOf,
  );
}

/** Whether a second factor is among the methods of authentication. */
export function usedMfa(methods: unknown): boolean | undefined {
  return methodNames(methods)?.includes('mfa');
}

/**
 * When the second factor was given last, in milliseconds since 1970 UTC; missing when none was, and when one might be
 * later than those known: a method without a name, a second factor without a time.
 * Providers send seconds or milliseconds: a number below 1e11 (as milliseconds: before March 1973) is seconds.
 */
export function mfaAt(methods: unknown): number | undefined {
  if (methodNames(methods) === undefined) return undefined;
  let latest: number | undefined;
  for (const method of recordsOf(methods) ?? []) {
    if (own(method, 'name') !== 'mfa') continue;
    const stamp = own(method, 'timestamp');
    const seconds = numberOf(stamp);
    const at = seconds !== undefined && seconds < 1e11 ? instantOf(seconds * 1000) : instantOf(stamp);
    if (at === undefined) return undefined;
    if (latest === undefined || at > latest) latest = at;
  }
  return latest;
}

/**
 * Scopes as a list, from a text with spaces between them or a list of such texts: whoever joins a list with spaces
 * grants every scope that a member names.
 */
export function splitScopes(scopes: unknown): readonly string[] | undefined {
  return listOf(scopes, textOf)?.flatMap((text) => text.split(/\s+/).filter((scope) => scope !== ''));
}

export const loginFunctions = [entryOf, methodNames, usedMfa, mfaAt, splitScopes] as const;
