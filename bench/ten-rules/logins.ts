import { createDraw, type Draw, pick as pickOf } from '../draw.ts';

/** A login of the workload: about 3 KB of JSON, as an identity provider sends it. */
export interface WorkloadLogin {
  readonly user: {
    readonly email: string;
    readonly email_verified: boolean;
    readonly groups: readonly string[];
    readonly app_metadata: {
      readonly plan: string;
      readonly blocked: boolean;
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
      readonly geoip: { readonly country_code: string; readonly [field: string]: unknown };
      readonly [field: string]: unknown;
    };
    readonly [field: string]: unknown;
  };
}

export const CORPORATE_DOMAINS: readonly string[] = Array.from(
  { length: 12 },
  (_, index) => `corp${index}.example`,
);
export const GUESTS: readonly string[] = Array.from(
  { length: 1000 },
  (_, index) => `guest${index}@partner.example`,
);
export const BLOCKED_COUNTRIES: readonly string[] = ['KP', 'IR', 'SY', 'CU', 'RU'];

const GROUPS = ['role:admin', 'role:editor', 'role:viewer', 'hr-staff', 'eng', 'sales', 'admin', 'all'];

/** The same logins every time, of which about half are allowed. */
export function makeLogins(count: number): readonly WorkloadLogin[] {
  const draw = createDraw(12345);
  return Array.from({ length: count }, () => makeLogin(draw));
}

/**
 * Logins of which nearly all are refused, half of them by the fourth rule: they were meant to be like the others, and the
 * numbers are drawn from a generator whose lower bits repeat. Earlier figures are of these.
 */
export function makeRefusedLogins(count: number): readonly WorkloadLogin[] {
  let state = 12345;
  const draw = (limit: number): number => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state % limit;
  };
  return Array.from({ length: count }, () => makeLogin(draw));
}

function makeLogin(draw: Draw): WorkloadLogin {
  const pick = <T>(values: readonly [T, ...T[]]): T => pickOf(draw, values);
  const email = makeEmail(draw);
  const groups = GROUPS.filter(() => draw(2) === 1);
  return {
    user: {
      user_id: `auth0|${draw(1e9)}`,
      email,
      email_verified: draw(20) > 0,
      name: 'Ada Byron',
      nickname: 'ada',
      picture: `https://cdn.example/p/${draw(1e6)}.png`,
      given_name: 'Ada',
      family_name: 'Byron',
      locale: 'en-GB',
      created_at: '2024-01-02T03:04:05.000Z',
      updated_at: '2026-11-01T03:04:05.000Z',
      groups,
      identities: [
        {
          provider: 'auth0',
          connection: 'Username-Password-Authentication',
          user_id: String(draw(1e9)),
          isSocial: false,
          profileData: { email, email_verified: true, name: 'Ada Byron' },
        },
      ],
      app_metadata: {
        plan: pick(['free', 'pro', 'team']),
        blocked: draw(50) === 0,
        usual_countries: ['GB', 'FR', 'DE'],
        roles: ['a', 'b', 'c'],
        notes: 'x'.repeat(400),
      },
      user_metadata: {
        theme: 'dark',
        bio: 'y'.repeat(600),
        address: { street: '12 High Street', city: 'London', zip: 'N1 1AA', country: 'GB' },
      },
    },
    context: {
      tenant: 'acme',
      clientID: 'abc123',
      clientName: pick(['hr', 'crm', 'wiki', 'shop']),
      connection: 'Username-Password-Authentication',
      connectionStrategy: 'auth0',
      protocol: 'oidc-basic-profile',
      stats: { loginsCount: draw(500) },
      sso: { with_auth0: false, with_dbconn: false, current_clients: [] },
      accessToken: {},
      idToken: {},
      samlConfiguration: {},
      request: {
        ip: pick(['10.0.0.7', '203.0.113.9', '198.51.100.20']),
        hostname: 'acme.example',
        userAgent:
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
        language: 'en-GB,en;q=0.9',
        method: 'GET',
        geoip: {
          country_code: pick(['GB', 'FR', 'US', 'KP', 'BR']),
          country_name: 'X',
          city_name: 'Y',
          latitude: 51.5,
          longitude: -0.12,
          time_zone: 'Europe/London',
          continent_code: 'EU',
        },
        query: {
          client_id: 'abc123',
          response_type: 'code',
          scope: 'openid profile email',
          state: 'z'.repeat(40),
          redirect_uri: 'https://app.example/cb',
        },
        body: {},
      },
      authentication: { methods: [{ name: 'pwd', timestamp: 1760000000000 }] },
      authorization: { roles: ['reader'] },
      sessionID: 's'.repeat(32),
    },
  };
}

function makeEmail(draw: Draw): string {
  if (draw(10) < 7) return `u${draw(5000)}@${CORPORATE_DOMAINS[draw(CORPORATE_DOMAINS.length)]}`;
  return draw(2) === 1 ? `guest${draw(1300)}@partner.example` : `x${draw(100)}@else.example`;
}
