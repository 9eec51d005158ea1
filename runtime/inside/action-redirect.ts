import { recordOf, wordsOf } from './action-event.ts';
import type { ActionLogin, Fields } from './action-login.ts';

/** `api.redirect`: as a rule that sets `context.redirect`, and the tokens that go there and come back. */
export function createRedirect(
  login: ActionLogin,
): Readonly<Record<string, (...values: never[]) => unknown>> {
  const { user, context, tools } = login;
  return {
    canRedirect: () => canRedirect(context),
    sendUserTo: (url: string, options?: { readonly query?: Fields }) => {
      context.redirect = { url: withQuery(url, recordOf(options?.query)) };
    },
    encodeToken: ({ secret, payload, expiresInSeconds = 900 }: TokenOptions) => {
      const { ip, hostname } = recordOf(context.request);
      const claims = { ip, iss: hostname, ...recordOf(payload), sub: user.user_id };
      return jwt(tools).sign(defined(claims), secret, { algorithm: 'HS256', expiresIn: expiresInSeconds });
    },
    validateToken: ({ secret, tokenParameterName = 'session_token' }: ValidateOptions) => {
      const { query, body } = recordOf(context.request);
      const token = recordOf(body)[tokenParameterName] ?? recordOf(query)[tokenParameterName];
      if (typeof token !== 'string')
        throw new Error(`there is no \`${tokenParameterName}\` in what came back`);
      const claims = jwt(tools).verify(token, secret, { algorithms: ['HS256'] });
      if (claims.sub !== user.user_id) throw new Error('the token that came back is for somebody else');
      const state = recordOf(body).state ?? recordOf(query).state;
      if (claims.state !== state) throw new Error('the token that came back belongs to another login');
      return claims;
    },
  };
}

interface TokenOptions {
  readonly secret: string;
  readonly payload?: Fields;
  readonly expiresInSeconds?: number;
}

interface ValidateOptions {
  readonly secret: string;
  readonly tokenParameterName?: string;
}

/** What is used of `jsonwebtoken`. */
interface TokenLibrary {
  sign(claims: object, secret: string, options: object): string;
  verify(token: string, secret: string, options: object): Fields;
}

const NO_PAGE: ReadonlySet<unknown> = new Set([
  'oauth2-resource-owner',
  'oauth2-resource-owner-jwt-bearer',
  'oauth2-password',
  'oauth2-refresh-token',
  'redirect-callback',
]);

function canRedirect({ protocol, request }: Fields): boolean {
  const { prompt } = recordOf(recordOf(request).query);
  return !NO_PAGE.has(protocol) && !wordsOf(prompt).includes('none');
}

function jwt(tools: ActionLogin['tools']): TokenLibrary {
  return tools.require('jsonwebtoken') as TokenLibrary;
}

function defined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The address with a query added to the one that it has. */
function withQuery(url: string, query: Fields): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  if (pairs.length === 0) return url;
  const [address = '', ...fragment] = url.split('#');
  const sign = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  return [`${address}${sign}${pairs.join('&')}`, ...fragment].join('#');
}
