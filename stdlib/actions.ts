import { grantedScopes, type RuleContext, requestedScope, runState } from './effects.ts';
import { splitScopes } from './login-facts.ts';
import type { Visit } from './rule.ts';
import { openContext, printedLine, type RuleFunction, runRules } from './run-rules.ts';
import { own, recordOf } from './shape.ts';

/** What of `api` of a post-login Action an emitted one calls. https://auth0.com/docs/customize/actions */
export interface ActionApi {
  readonly access: { deny(reason: string): void };
  readonly idToken: { setCustomClaim(name: string, value: unknown): void };
  readonly accessToken: {
    setCustomClaim(name: string, value: unknown): void;
    addScope(scope: string): void;
    removeScope(scope: string): void;
  };
  readonly samlResponse: { setAttribute(name: string, value: unknown): void };
  readonly user: {
    setUserMetadata(name: string, value: unknown): void;
    setAppMetadata(name: string, value: unknown): void;
  };
  readonly multifactor: { enable(provider: string, options: object): void };
  readonly authentication: {
    challengeWithAny(factors: readonly object[]): void;
    setPrimaryUser(id: string): void;
  };
  readonly redirect: {
    sendUserTo(url: string, options?: object): void;
    encodeToken(token: object): string;
    validateToken(token: object): unknown;
  };
}

/** A login, as Actions tell of it, in the shape that rules read; `isBack`: it returns from where it was sent. */
export function loginOfEvent(
  given: unknown,
  isBack: boolean,
): { user: Record<string, unknown>; context: RuleContext & Record<string, unknown> } {
  const event = JSON.parse(JSON.stringify(given));
  const { client, connection, request, transaction, authentication, organization, authorization } = event;
  const protocol = own(transaction, 'protocol');
  const places = recordOf(own(request, 'geoip')) ?? {};
  const geoip = Object.keys(places).map((name) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    places[name],
  ]);
  const { scope: asking, ...query } = recordOf(own(request, 'query')) ?? {};
  const scope = asking ?? own(transaction, 'requested_scopes') ?? [];
  const asked = Array.isArray(scope) && scope.length === 0 ? {} : { scope };
  return {
    user: { ...recordOf(event.user) },
    context: {
      clientID: own(client, 'client_id'),
      clientName: own(client, 'name'),
      clientMetadata: own(client, 'metadata'),
      connection: own(connection, 'name'),
      connectionID: own(connection, 'id'),
      connectionStrategy: own(connection, 'strategy'),
      connectionMetadata: own(connection, 'metadata'),
      tenant: own(event.tenant, 'id'),
      protocol: isBack ? 'redirect-callback' : protocol,
      original_protocol: isBack ? protocol : undefined,
      locale: own(transaction, 'locale'),
      organization,
      stats: { loginsCount: own(event.stats, 'logins_count') },
      authentication,
      riskAssessment: own(authentication, 'riskAssessment'),
      authorization,
      sessionID: own(event.session, 'id'),
      request: {
        ...recordOf(request),
        userAgent: own(request, 'user_agent'),
        geoip: Object.fromEntries(geoip),
        query: { ...query, ...asked },
      },
    },
  };
}

/** What the site that the login was sent to signed; missing when there is nothing, and when it is not to be believed. */
export function returnedClaims(api: ActionApi, secret: unknown): unknown {
  if (typeof secret !== 'string' || secret === '') return undefined;
  try {
    const claims = recordOf(api.redirect.validateToken({ secret })) ?? {};
    if (claims.exp === undefined) return undefined;
    const ofTheToken = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'state'];
    return Object.fromEntries(Object.entries(claims).filter(([name]) => !ofTheToken.includes(name)));
  } catch {
    return undefined;
  }
}

/**
 * Runs rules as an Action. `secret` is the name of the one with which what goes along with a redirect is signed; null: there
 * is none, or there are several, so that nobody can tell which was meant.
 */
export function runAsAction(
  rules: readonly RuleFunction[],
  event: unknown,
  api: ActionApi,
  isBack: boolean,
  secret: string | null,
  log: (line: string) => void,
): void {
  const { user, context } = loginOfEvent(event, isBack);
  const secrets = own(event, 'secrets');
  if (isBack && secret !== null) context.returned = returnedClaims(api, own(secrets, secret));
  openContext(context, Date.now());
  const error = runRules(rules, user, context);
  for (const line of runState(context).log) log(printedLine(line));
  if (error !== null && error.denied !== true) throw new Error(String(error.message));
  // A second factor comes first: the visit stays due.
  const isSent = error === null && context.multifactor === undefined && context.redirect !== undefined;
  if (isSent) {
    sendAsAction(api, secrets, context);
    return;
  }
  storeAsAction(api, context, error === null);
  if (error === null) grantAsAction(api, context);
  else api.access.deny(String(error.message));
}

/** Metadata; of a login that is refused only what is stored even so. */
export function storeAsAction(api: ActionApi, context: RuleContext, isAllowed: boolean): void {
  for (const effect of runState(context).lasting) {
    if (effect.kind !== 'metadata' || !(isAllowed || effect.alsoOnDeny)) continue;
    if (effect.field === 'app_metadata') api.user.setAppMetadata(effect.name, effect.value);
    else api.user.setUserMetadata(effect.name, effect.value);
  }
}

/** Claims that the way back may not set again are not set before it. */
export function sendAsAction(api: ActionApi, secrets: unknown, context: RuleContext): void {
  const visit: Visit | undefined = runState(context).visit;
  if (visit === undefined) throw new Error('the redirect has no address');
  if (visit.signWith === null) {
    api.redirect.sendUserTo(visit.url);
    return;
  }
  const secret = own(secrets, visit.signWith);
  if (typeof secret !== 'string' || secret === '')
    throw new Error(`the secret ${visit.signWith} has no value`);
  const token = api.redirect.encodeToken({ secret, expiresInSeconds: 900, payload: visit.data });
  api.redirect.sendUserTo(visit.url, { query: { session_token: token } });
}

/** What a login gets that is let in, perhaps after a second factor. */
export function grantAsAction(api: ActionApi, context: RuleContext & { primaryUser?: unknown }): void {
  const { idToken = {}, accessToken = {}, multifactor, primaryUser } = context;
  const { saml } = runState(context);
  for (const name of Object.keys(idToken)) api.idToken.setCustomClaim(name, idToken[name]);
  for (const name of Object.keys(accessToken)) {
    if (name !== 'scope') api.accessToken.setCustomClaim(name, accessToken[name]);
  }
  for (const name of Object.keys(saml)) api.samlResponse.setAttribute(name, saml[name]);
  if (Object.hasOwn(accessToken, 'scope')) {
    const before = splitScopes(requestedScope(context)) ?? [];
    const after = grantedScopes(context);
    for (const scope of before) if (!after.includes(scope)) api.accessToken.removeScope(scope);
    for (const scope of after) if (!before.includes(scope)) api.accessToken.addScope(scope);
  }
  if (typeof primaryUser === 'string') api.authentication.setPrimaryUser(primaryUser);
  if (multifactor === undefined) return;
  const { provider, methods, allowRememberBrowser } = multifactor;
  if (methods === undefined) api.multifactor.enable(provider, { allowRememberBrowser });
  else api.authentication.challengeWithAny(methods.flatMap(factorsOf));
}

/** The kinds of factors of Actions that a method stands for. */
export function factorsOf(method: string): readonly object[] {
  if (method === 'totp') return [{ type: 'otp' }];
  if (method === 'push') return [{ type: 'push-notification' }];
  if (method === 'sms' || method === 'voice')
    return [{ type: 'phone', options: { preferredMethod: method } }];
  if (method === 'webauthn') return [{ type: 'webauthn-platform' }, { type: 'webauthn-roaming' }];
  return [{ type: method }];
}

export const actionFunctions = [
  loginOfEvent,
  returnedClaims,
  runAsAction,
  storeAsAction,
  sendAsAction,
  grantAsAction,
  factorsOf,
] as const;
