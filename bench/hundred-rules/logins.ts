import { createDraw, type Draw, pick } from '../draw.ts';
import { APPS, PARTNERS } from './apps.ts';

/** What the hundred rules read of a login, among much else. */
export interface LargeLogin {
  readonly user: {
    readonly email: string;
    readonly email_verified: boolean;
    readonly username: string;
    readonly locale: string;
    readonly groups: readonly string[];
    readonly app_metadata: {
      readonly blocked: boolean;
      readonly risk: string;
      readonly level: number;
      readonly department: string;
      readonly plan?: string;
      readonly usual_countries: readonly string[];
      readonly [field: string]: unknown;
    };
    readonly [field: string]: unknown;
  };
  readonly context: {
    readonly clientName: string;
    readonly stats: { readonly loginsCount: number };
    readonly request: {
      readonly ip: string;
      readonly userAgent: string;
      readonly geoip: { readonly country_code: string; readonly [field: string]: unknown };
      readonly [field: string]: unknown;
    };
    readonly [field: string]: unknown;
  };
}

/** A login and its clock, in milliseconds since 1970 UTC. */
export interface TimedLogin {
  readonly login: LargeLogin;
  readonly now: number;
}

/** The same logins of 10 KB every time, one after another on a Monday morning while Berlin opens. */
export function makeTimedLogins(count: number): readonly TimedLogin[] {
  const draw = createDraw(54321);
  const start = Date.parse('2026-11-23T06:58:00Z');
  return Array.from({ length: count }, (_, index) => ({
    login: makeLargeLogin(draw),
    now: start + index * 1000,
  }));
}

/** The same logins at any hour of two years. */
export function scatter(logins: readonly TimedLogin[]): readonly TimedLogin[] {
  const draw = createDraw(777);
  const start = Date.parse('2026-01-01T00:00:00Z');
  return logins.map(({ login }) => ({ login, now: start + draw(2 * 365 * 24 * 60) * 60_000 }));
}

function makeLargeLogin(draw: Draw): LargeLogin {
  const app = APPS[draw(APPS.length)]?.name ?? '';
  const groups = [
    ...(draw(10) === 0 ? [] : [pick(draw, [`${app}-users`, `${app}-admins`])]),
    ...Array.from({ length: 6 }, () => `team-${draw(60)}`),
    ...Array.from({ length: 10 }, () => `building-${draw(90)}`),
    ...['on-call', 'admin', 'all', 'canteen'].filter(() => draw(4) === 0),
  ];
  const plan = pick(draw, ['free', 'pro', 'team', '']);
  return {
    user: {
      user_id: `auth0|${draw(1e9)}`,
      email: makeEmail(draw),
      email_verified: draw(30) > 0,
      username: pick(draw, [
        `emp${draw(90000) + 1000}`,
        `ctr${draw(9000) + 1000}`,
        `ada.byron${draw(99)}`,
        'svc-backup-7',
      ]),
      name: 'Ada Byron',
      nickname: 'ada',
      picture: `https://cdn.example/p/${draw(1e6)}.png`,
      given_name: 'Ada',
      family_name: 'Byron',
      locale: pick(draw, ['en-GB', 'de-DE', 'fr-FR']),
      created_at: '2024-01-02T03:04:05.000Z',
      updated_at: '2026-11-01T03:04:05.000Z',
      groups,
      identities: Array.from({ length: 3 }, (_, index) => ({
        provider: 'auth0',
        connection: `Directory-${index}`,
        user_id: String(draw(1e9)),
        isSocial: false,
        profileData: { email_verified: true, name: 'Ada Byron', given_name: 'Ada', family_name: 'Byron' },
      })),
      app_metadata: {
        blocked: draw(60) === 0,
        risk: pick(draw, [
          'low',
          'low',
          'low',
          'medium',
          'low',
          'low',
          'low',
          'low',
          'low',
          draw(4) === 0 ? 'high' : 'low',
        ]),
        level: draw(40) === 0 ? 0 : draw(5) + 1,
        department: `D${draw(64)}`,
        ...(plan === '' ? {} : { plan }),
        usual_countries: ['GB', 'FR', 'DE', 'US'],
        entitlements: Array.from({ length: 20 }, (_, index) => ({
          id: `e-${draw(1e6)}`,
          product: `product-${index}`,
          since: '2025-05-05',
        })),
      },
      user_metadata: {
        theme: 'dark',
        bio: 'y'.repeat(600),
        devices: Array.from({ length: 46 }, (_, index) => ({
          id: `d-${draw(1e9)}`,
          name: `Device ${index}`,
          seen: '2026-10-10T10:10:10.000Z',
          trusted: draw(2) === 1,
        })),
        address: { street: '12 High Street', city: 'London', zip: 'N1 1AA', country: 'GB' },
      },
    },
    context: {
      tenant: 'acme',
      clientID: `client-${app}-id`,
      clientName: app,
      clientMetadata: { tier: 'internal', owner: 'it@acme.example' },
      connection: 'Username-Password-Authentication',
      connectionStrategy: 'auth0',
      protocol: 'oidc-basic-profile',
      stats: { loginsCount: draw(5000) },
      sso: { with_auth0: false, with_dbconn: false, current_clients: APPS.map(({ name }) => name) },
      accessToken: {},
      idToken: {},
      samlConfiguration: {},
      request: {
        ip: pick(draw, ['10.0.0.7', '203.0.113.9', '198.51.100.20', '192.0.2.44']),
        hostname: 'acme.example',
        userAgent: draw(40) === 0 ? 'curl/8.5.0' : BROWSER,
        language: 'en-GB,en;q=0.9',
        method: 'GET',
        geoip: {
          country_code: pick(draw, [
            'GB',
            'FR',
            'US',
            'DE',
            'BR',
            'JP',
            'GB',
            'DE',
            draw(2) === 0 ? 'KP' : 'ZA',
          ]),
          country_name: 'X',
          city_name: 'Y',
          latitude: 51.5,
          longitude: -0.12,
          time_zone: 'Europe/London',
          continent_code: 'EU',
        },
        query: {
          client_id: `client-${app}-id`,
          response_type: 'code',
          scope: 'openid profile email',
          state: 'z'.repeat(300),
          nonce: 'n'.repeat(64),
          redirect_uri: 'https://app.example/cb',
        },
        body: {},
      },
      authentication: { methods: [{ name: 'pwd', timestamp: 1760000000000 }] },
      authorization: {
        roles: ['reader'],
        permissions: Array.from({ length: 30 }, (_, index) => `api:${index}:read`),
      },
      sessionID: 's'.repeat(32),
    },
  };
}

const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

function makeEmail(draw: Draw): string {
  const kind = draw(20);
  if (kind < 15) return `u${draw(5000)}@division${draw(40)}.example`;
  return kind < 19 ? (PARTNERS[draw(PARTNERS.length)] ?? '') : `x${draw(100)}@else.example`;
}
