import type { Visit } from '../stdlib/index.ts';
import { isRecord, type Login } from './login/read-login.ts';
import type { SignedStates } from './signed-states.ts';

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

/** A login that was sent elsewhere, and the secret that goes between us and the site by its name. */
export interface SentLogin {
  readonly login: Login;
  readonly visit: SentVisit | null;
}

export type SentVisit = Pick<Visit, 'policy' | 'rule'> & { readonly signWith: string };

/** Logins that were sent elsewhere and may come back, once each. */
export interface Redirects {
  /** Keeps a login; the state is opaque and signed, and goes along in the address. */
  begin(sent: SentLogin): Promise<string>;
  /** The login of a state; null when the state is not ours, has been used or is too old. */
  take(state: unknown): Promise<SentLogin | null>;
}

/** `lasts` is in seconds. */
export function openRedirects(states: SignedStates, lasts: number): Redirects {
  return {
    begin: (sent) => states.keep(sent, lasts),
    async take(state) {
      const sent = await states.take(state);
      if (!isRecord(sent) || !isRecord(sent.login)) return null;
      const { user, context } = sent.login;
      return isRecord(user) && isRecord(context)
        ? { login: { user, context }, visit: readVisit(sent.visit) }
        : null;
    },
  };
}

/** The address with what goes along, each under its name. */
export function withParameters(url: string, parameters: Readonly<Record<string, string>>): string {
  const made = new URL(url);
  for (const [name, value] of Object.entries(parameters)) made.searchParams.set(name, value);
  return made.href;
}

/** The login as rules see it when it comes back: all run again, from the first. `returned`: what the site signed, if it did. */
export function resumedLogin(
  { user, context: kept }: Login,
  answer: RedirectAnswer,
  returned: Readonly<Record<string, unknown>> | null,
): Login {
  const { returned: _, ...context } = kept;
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
      ...(returned === null ? {} : { returned }),
      ...(methods.length === 0
        ? {}
        : { authentication: { ...authentication, methods: [...known, ...methods] } }),
    },
  };
}

function readVisit(visit: unknown): SentVisit | null {
  if (!isRecord(visit)) return null;
  const { policy, rule, signWith } = visit;
  return typeof policy === 'string' && typeof rule === 'string' && typeof signWith === 'string'
    ? { policy, rule, signWith }
    : null;
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
