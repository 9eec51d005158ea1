import { denial, put, type RuleContext, runState } from './effects.ts';
import type { Piece, Visit } from './rule.ts';
import { own, recordOf, textOf } from './shape.ts';

/**
 * Why a login cannot be sent on: nobody sits before a browser, or it has been already. Missing: it can be.
 * https://auth0.com/docs/customize/rules/redirect-users
 */
export function cannotRedirect(context: unknown): 'no browser' | 'already back' | undefined {
  const protocol = textOf(own(context, 'protocol'));
  if (protocol === 'redirect-callback') return 'already back';
  const withoutBrowser = [
    'oauth2-resource-owner',
    'oauth2-resource-owner-jwt-bearer',
    'oauth2-password',
    'oauth2-refresh-token',
    'oauth2-token-exchange',
    'urn:ietf:params:oauth:grant-type:token-exchange',
    'wstrust-usernamemixed',
    'delegation',
  ];
  const isSilent = own(own(own(context, 'request'), 'query'), 'prompt') === 'none';
  return isSilent || (protocol !== undefined && withoutBrowser.includes(protocol)) ? 'no browser' : undefined;
}

/**
 * Sends the login on to an address, with what goes along. The first rule that sends it on wins: the others see it when it
 * is back. Gives the error to end with where nobody can be sent on, and where nobody can tell where to.
 */
export function sendOn(
  context: RuleContext,
  visit: Omit<Visit, 'url' | 'data'>,
  address: readonly Piece[] | undefined,
  data: Visit['data'] | undefined,
): Error | undefined {
  const obstacle = cannotRedirect(context);
  if (obstacle === 'no browser')
    return denial('Signing in needs a step in the browser.', 'interaction_required');
  if (obstacle === 'already back')
    return denial('Signing in needs a step that has not been completed.', 'interaction_required');
  if (address === undefined) return new Error('a part of the address of the redirect is missing');
  if (textOf(own(own(context, 'redirect'), 'url')) !== undefined) return undefined;
  const url = address.join('');
  put(context, 'redirect', { url });
  runState(context).visit = { ...visit, url, data: recordOf(data) ?? {} };
  return undefined;
}

/** Links this login to another account; missing: to none, so that nobody reads what is in doubt. */
export function linkTo(context: RuleContext, user: unknown): void {
  if (typeof user === 'string' && user !== '') put(context, 'primaryUser', user);
  else delete (context as { primaryUser?: unknown }).primaryUser;
}

export const redirectFunctions = [cannotRedirect, sendOn, linkTo] as const;
