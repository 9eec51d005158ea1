import fc from 'fast-check';
import type { Login } from '../reference/index.ts';
import {
  ADDRESSES,
  APPS,
  CONNECTIONS,
  COUNTRIES,
  DATES,
  EMAILS,
  GROUPS,
  INSTANTS,
  NUMBERS,
  ORGANIZATIONS,
  PLANS,
  PROMPTS,
  PROTOCOLS,
  PROVIDERS,
  ROLES,
  SCOPES,
  STRATEGIES,
  TEXTS,
} from './vocabulary.ts';

/** Clocks of a login, in milliseconds since 1970 UTC: about the edges of the generated schedules. */
export const clock: fc.Arbitrary<number> = fc.constantFrom(...INSTANTS).map((text) => Date.parse(text));

const wrongShape: fc.Arbitrary<unknown> = fc.constantFrom<unknown[]>(
  '',
  'admin',
  0,
  42,
  1e308,
  true,
  false,
  [],
  ['admin'],
  [1, 'admin'],
  [null],
  [[]],
  {},
  { constructor: 'x' },
  JSON.parse('{"__proto__": {"admin": true}, "toString": "x"}'),
);

/** Logins as an identity provider sends them: every field present, well formed, and full of what policies ask about. */
export const fullLogin: fc.Arbitrary<Login> = loginOf((value) => value);

/** Logins of every kind: fields that are absent, null or of the wrong shape, and names that bite. */
export const anyLogin: fc.Arbitrary<Login> = loginOf((value) =>
  fc.oneof(
    { weight: 12, arbitrary: value },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: wrongShape },
  ),
);

type Vary = (value: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>;

function loginOf(vary: Vary): fc.Arbitrary<Login> {
  const record = (model: { readonly [name: string]: fc.Arbitrary<unknown> }) =>
    fc
      .record(Object.fromEntries(Object.entries(model).map(([name, value]) => [name, vary(value)])))
      .map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)));
  const groups = fc.uniqueArray(fc.constantFrom(...GROUPS), { maxLength: 4 });
  const at = fc.constantFrom(...INSTANTS, ...DATES);
  const identity = record({
    provider: fc.constantFrom(...PROVIDERS),
    connection: fc.constantFrom(...CONNECTIONS),
    user_id: fc.constantFrom('1', '2'),
    isSocial: fc.boolean(),
  });
  const user = record({
    user_id: fc.constantFrom('auth0|1', 'auth0|2'),
    email: fc.constantFrom(...EMAILS),
    email_verified: fc.boolean(),
    name: fc.constantFrom(...TEXTS),
    nickname: fc.constantFrom(...TEXTS),
    given_name: fc.constantFrom(...TEXTS),
    created_at: fc.oneof(at, fc.constantFrom('2026-10-01T00:00:00.000Z', '2026-02-30T00:00:00Z')),
    groups: fc.oneof({ weight: 5, arbitrary: groups }, { weight: 1, arbitrary: fc.constantFrom(...GROUPS) }),
    identities: fc.array(identity, { maxLength: 3 }),
    app_metadata: record({
      plan: fc.constantFrom(...PLANS),
      level: fc.constantFrom(...NUMBERS),
      blocked: fc.boolean(),
      department: fc.constantFrom(...TEXTS),
      constructor: fc.constantFrom('x', 'y'),
    }),
    user_metadata: fc
      .tuple(
        record({ nick: fc.constantFrom(...TEXTS), toString: fc.constantFrom('x', 'y') }),
        fc.constantFrom('x', 'y'),
      )
      .map(([rest, proto]) => ownProto(rest, proto)),
  });
  const context = record({
    tenant: fc.constant('acme'),
    clientName: fc.constantFrom(...APPS),
    clientID: fc.constantFrom(...APPS),
    connection: fc.constantFrom(...CONNECTIONS),
    connectionStrategy: fc.constantFrom(...STRATEGIES),
    protocol: fc.constantFrom(...PROTOCOLS),
    organization: record({ id: fc.constantFrom('org_1', 'org_2'), name: fc.constantFrom(...ORGANIZATIONS) }),
    stats: record({ loginsCount: fc.constantFrom<number[]>(...NUMBERS) }),
    authorization: record({ roles: fc.uniqueArray(fc.constantFrom(...ROLES), { maxLength: 3 }) }),
    authentication: record({
      methods: fc.array(
        record({
          name: fc.constantFrom('pwd', 'mfa', 'mfa'),
          timestamp: fc.constantFrom<(string | number)[]>(...INSTANTS, 1_795_420_000_000, 1_795_420_000),
        }),
        { maxLength: 3 },
      ),
    }),
    sessionID: fc.constant('session-1'),
    request: record({
      ip: fc.constantFrom(...ADDRESSES),
      hostname: fc.constant('login.example.com'),
      userAgent: fc.constant('Mozilla/5.0'),
      geoip: record({
        country_code: fc.constantFrom(...COUNTRIES),
        city_name: fc.constantFrom('Berlin', 'Paris'),
      }),
      query: record({
        scope: fc.subarray([...SCOPES]).map((scopes) => scopes.join(' ')),
        prompt: fc.constantFrom(...PROMPTS),
      }),
    }),
  });
  return fc.record({ user, context });
}

/** JSON may hold an own `__proto__`; an object literal cannot. */
function ownProto(record: object, value: string): object {
  return JSON.parse(
    `{"__proto__": ${JSON.stringify(value)}${JSON.stringify(record)
      .replace(/^\{(?!\})/, ',')
      .replace(/^\{/, '')}`,
  );
}
