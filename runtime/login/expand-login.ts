import { readClock } from '../clock.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { checkAbbreviatedLogin, type LoginProblem, wrongKey } from './check-abbreviated-login.ts';
import { copyData } from './copy-data.ts';
import { isRecord, type Login } from './read-login.ts';

/** A login written out, and the clock it asks for in milliseconds (null: none), or everything wrong with it. */
export type ExpandedLogin =
  | { readonly kind: 'login'; readonly login: Login; readonly now: number | null }
  | { readonly kind: 'problem'; readonly problems: readonly LoginProblem[] };

/**
 * Writes out a login that was abbreviated as in tests: `{ app: hr, ip: 203.0.113.7, user: { … } }`. The keys are
 * described in login.schema.json and docs/REPORT.md; what they say goes over what a `context` says that is given, too.
 * `{ user, context }` is an abbreviated login as it is. Never throws.
 */
export function expandLogin(value: unknown): ExpandedLogin {
  const copied = copyData(value, DEFAULT_LIMITS);
  if (copied.kind === 'problem') {
    return { kind: 'problem', problems: [{ key: null, message: copied.message, help: null }] };
  }
  const checked = checkAbbreviatedLogin(copied.value);
  if (checked.kind === 'problem') return checked;
  const { short } = checked;
  const at = short.at;
  const now = at === undefined ? null : readClock(at);
  if (at !== undefined && now === null) return { kind: 'problem', problems: [wrongKey('at', at)] };
  const methods = methodsOf(short, now ?? Date.now());
  if (methods === null) return { kind: 'problem', problems: [wrongKey('mfa', short.mfa)] };
  const user = isRecord(short.user) ? short.user : {};
  return { kind: 'login', login: { user, context: contextOf(short, methods) }, now };
}

type Fields = Readonly<Record<string, unknown>>;

/** Which protocol and prompt make an entry. */
const ENTRIES: ReadonlyMap<unknown, { readonly protocol: string; readonly prompt?: string }> = new Map([
  ['login', { protocol: 'oidc-basic-profile' }],
  ['silent', { protocol: 'oidc-basic-profile', prompt: 'none' }],
  ['refresh', { protocol: 'oauth2-refresh-token' }],
  ['redirect_resume', { protocol: 'redirect-callback' }],
  ['token_exchange', { protocol: 'oauth2-token-exchange' }],
  ['delegation', { protocol: 'delegation' }],
]);

function contextOf(short: Fields, methods: readonly Fields[] | undefined): Fields {
  const context = recordOf(short.context);
  const entry = ENTRIES.get(short.event ?? (short.context === undefined ? 'login' : undefined));
  const request = recordOf(context.request);
  const scopes = short.scopes;
  const query = given({
    ...recordOf(request.query),
    ...given({ prompt: entry?.prompt, scope: Array.isArray(scopes) ? scopes.join(' ') : scopes }),
    ...recordOf(short.query),
  });
  const geoip = { ...recordOf(request.geoip), ...given({ country_code: short.country }) };
  const app = namedOf(short.app, 'id');
  const connection = namedOf(short.connection);
  const organization = namedOf(short.organization, 'id');
  const risk = short.risk;
  const count = short.logins ?? short.count;
  return {
    ...context,
    ...given({
      clientName: app.name,
      clientID: app.id,
      clientMetadata: app.metadata,
      connection: connection.name,
      connectionID: connection.id,
      connectionStrategy: connection.strategy,
      connectionMetadata: connection.metadata,
      organization: overlay(context.organization, organization),
      protocol: short.protocol ?? entry?.protocol,
      request: overlay(request, {
        ...given({ ip: short.ip }),
        ...(isEmpty(query) ? {} : { query }),
        ...(isEmpty(geoip) ? {} : { geoip }),
      }),
      authentication: methods && overlay(context.authentication, { methods }),
      authorization: short.roles && overlay(context.authorization, { roles: short.roles }),
      riskAssessment: typeof risk === 'string' ? overlay(context.riskAssessment, { confidence: risk }) : risk,
      returned: short.returned,
      stats: count === undefined ? undefined : overlay(context.stats, { loginsCount: count }),
    }),
  };
}

/** `methods` and `mfa` as `authentication.methods`; undefined when neither is said, null when `mfa` is no moment. */
function methodsOf(short: Fields, now: number): readonly Fields[] | undefined | null {
  const { methods, mfa } = short;
  if (methods === undefined && mfa === undefined) return undefined;
  const listed = (Array.isArray(methods) ? methods : []).map((method: unknown) =>
    isRecord(method) ? method : { name: method, timestamp: now },
  );
  if (mfa === undefined) return listed;
  const others = listed.filter((method) => method.name !== 'mfa');
  if (mfa === false || mfa === 'no') return others;
  const timestamp = mfa === true || mfa === 'yes' ? now : readClock(mfa);
  return timestamp === null ? null : [...others, { name: 'mfa', timestamp }];
}

/** A text names a thing in every key of `names` and in `name`; a record says each for itself. */
function namedOf(value: unknown, ...names: readonly string[]): Fields {
  if (typeof value !== 'string') return recordOf(value);
  return Object.fromEntries(['name', ...names].map((name) => [name, value]));
}

function recordOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** Undefined when there is nothing to say. */
function overlay(under: unknown, over: Fields): Fields | undefined {
  const both = { ...recordOf(under), ...over };
  return isEmpty(both) ? undefined : both;
}

function given(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function isEmpty(fields: Fields): boolean {
  return Object.keys(fields).length === 0;
}
