import { errors, jwtVerify, SignJWT } from 'jose';
import type { Visit } from '../stdlib/index.ts';
import { isRecord, type Login } from './login/read-login.ts';

/** The name of the parameter in which a signed text goes along, both ways. */
export const SESSION_TOKEN = 'session_token';

/** Seconds for which what goes along counts. */
const LASTS = 15 * 60;

/** Claims that say something of the text itself: they are no data. */
const OF_THE_TOKEN: ReadonlySet<string> = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'state']);

/** What the site is told that a login is sent to, as a JWT. `now` in milliseconds since 1970 UTC. */
export async function signVisit(
  data: Visit['data'],
  { login, secret, tenant, now }: Signing & { readonly login: Login; readonly tenant: string },
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  const token = new SignJWT(withoutOurs(data))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + LASTS);
  if (tenant !== '') token.setIssuer(tenant);
  const { user_id: id } = login.user;
  if (typeof id === 'string') token.setSubject(id);
  return token.sign(new TextEncoder().encode(secret));
}

/** `none`: nothing came back. `problem`: it does not count, and why, as a part of a sentence. */
export type Returned =
  | { readonly kind: 'none' }
  | { readonly kind: 'data'; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'problem'; readonly reason: string };

/**
 * What the site signed that the login comes back from: a JWT with the secret of the way there, that says when it expires and
 * whose claim `state` is the state of this login. Never rejects.
 */
export async function readReturned(
  token: unknown,
  { login, secret, state, now }: Signing & { readonly login: Login; readonly state: string },
): Promise<Returned> {
  if (token === undefined) return { kind: 'none' };
  if (typeof token !== 'string') return { kind: 'problem', reason: 'it is no text' };
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      currentDate: new Date(now),
      requiredClaims: ['exp'],
    });
    if (payload.state !== state) return { kind: 'problem', reason: 'it is not about this sign-in' };
    const { sub } = payload;
    if (sub !== undefined && sub !== login.user.user_id) {
      return { kind: 'problem', reason: 'it is about somebody else' };
    }
    return { kind: 'data', data: withoutOurs(payload) };
  } catch (error) {
    return { kind: 'problem', reason: reasonOf(error) };
  }
}

/** What comes with the way back: the query counts before the body. */
export function sessionTokenOf(answer: { readonly query?: unknown; readonly body?: unknown }): unknown {
  return [answer.query, answer.body]
    .flatMap((part) => (isRecord(part) && Object.hasOwn(part, SESSION_TOKEN) ? [part[SESSION_TOKEN]] : []))
    .at(0);
}

function withoutOurs(claims: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !OF_THE_TOKEN.has(name)));
}

interface Signing {
  readonly secret: string;
  readonly now: number;
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed)
    return 'it does not say when it expires, or not rightly';
  return 'it is not signed with the secret of this visit';
}
