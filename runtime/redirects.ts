import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Store } from './capabilities/store.ts';
import { isRecord, type Login } from './login/read-login.ts';

/** What comes back from where a login was sent: the parameters of the request to continue. */
export interface RedirectAnswer {
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** What the person has proved meanwhile, such as a second factor; added to `context.authentication.methods`. */
  readonly methods?: readonly AuthenticationMethod[];
}

export interface AuthenticationMethod {
  readonly name: string;
  /** Milliseconds since 1970 UTC. */
  readonly timestamp: number;
}

/** Logins that were sent elsewhere and may come back, once each. */
export interface Redirects {
  /** Keeps a login; the state is opaque and signed, and goes along in the address. */
  begin(login: Login): Promise<string>;
  /** The login of a state; null when the state is not ours, has been used or is too old. */
  take(state: unknown): Promise<Login | null>;
}

/** `secret` signs the states, `lasts` is in seconds, `tenant` keeps the states of tenants apart. */
export function openRedirects(
  store: Store,
  options: { readonly secret: string; readonly lasts: number; readonly tenant: string },
): Redirects {
  const sign = (id: string) =>
    createHmac('sha256', options.secret).update(`${options.tenant}\n${id}`).digest('base64url');
  return {
    async begin(login) {
      const id = randomBytes(18).toString('base64url');
      await store.put(id, login, options.lasts);
      return `${id}.${sign(id)}`;
    },
    async take(state) {
      if (typeof state !== 'string' || state.length > 200) return null;
      const [id = '', signature = ''] = state.split('.');
      const [given, expected] = [Buffer.from(signature), Buffer.from(sign(id))];
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const login = await store.take(id);
      return isRecord(login) && isRecord(login.user) && isRecord(login.context)
        ? { user: login.user, context: login.context }
        : null;
    },
  };
}

/** The address with its state. */
export function withState(url: string, state: string): string {
  const made = new URL(url);
  made.searchParams.set('state', state);
  return made.href;
}

/** The login as rules see it when it comes back: all run again, from the first. */
export function resumedLogin({ user, context }: Login, answer: RedirectAnswer): Login {
  const request = isRecord(context.request) ? context.request : {};
  const query = {
    ...without(answer.query ?? {}),
    ...requestedBy(isRecord(request.query) ? request.query : {}),
  };
  const { body = {}, methods = [] } = answer;
  const authentication = isRecord(context.authentication) ? context.authentication : {};
  const known = Array.isArray(authentication.methods) ? authentication.methods : [];
  return {
    user,
    context: {
      ...context,
      protocol: 'redirect-callback',
      original_protocol: context.original_protocol ?? context.protocol,
      request: { ...request, query, body: { ...body } },
      ...(methods.length === 0
        ? {}
        : { authentication: { ...authentication, methods: [...known, ...methods] } }),
    },
  };
}

/** Why a login cannot be sent elsewhere: nobody sits before a browser, or it has been already. */
export function cannotRedirect({ context }: Login): 'no browser' | 'already back' | null {
  const { protocol, request } = context;
  if (protocol === 'redirect-callback') return 'already back';
  const query = isRecord(request) && isRecord(request.query) ? request.query : {};
  const isSilent = query.prompt === 'none';
  return isSilent || (typeof protocol === 'string' && WITHOUT_BROWSER.has(protocol)) ? 'no browser' : null;
}

/** What the application asked for: whoever comes back cannot ask for more in the address of the way back. */
const REQUESTED: ReadonlySet<string> = new Set([
  'acr_values',
  'audience',
  'client_id',
  'connection',
  'nonce',
  'organization',
  'prompt',
  'protocol',
  'redirect_uri',
  'response_mode',
  'response_type',
  'scope',
]);

function requestedBy(query: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => REQUESTED.has(name)));
}

function without(query: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !REQUESTED.has(name)));
}

const WITHOUT_BROWSER: ReadonlySet<string> = new Set([
  'oauth2-resource-owner',
  'oauth2-resource-owner-jwt-bearer',
  'oauth2-password',
  'oauth2-refresh-token',
  'oauth2-token-exchange',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'wstrust-usernamemixed',
  'delegation',
]);
