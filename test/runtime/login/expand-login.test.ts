import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expandLogin } from '../../../runtime/index.ts';

/** The context that an abbreviated login stands for. */
function contextOf(short: unknown): unknown {
  const expanded = expandLogin(short);
  assert.equal(expanded.kind, 'login', JSON.stringify(expanded));
  return expanded.kind === 'login' && expanded.login.context;
}

/** The problems of an abbreviated login as `message (help)`. */
function problemsOf(short: unknown): readonly string[] {
  const expanded = expandLogin(short);
  if (expanded.kind === 'login') return [];
  return expanded.problems.map(({ message, help }) => (help === null ? message : `${message} (${help})`));
}

const AT = '2026-11-22T12:00:00+01:00';
const NOW = Date.parse(AT);

describe('an abbreviated login', () => {
  const protocol = 'oidc-basic-profile';
  const cases: readonly (readonly [what: string, short: object, context: object])[] = [
    ['is an ordinary login when it says nothing', {}, { protocol }],
    ['names the application, as name and id', { app: 'hr' }, { clientName: 'hr', clientID: 'hr', protocol }],
    [
      'describes the application',
      { app: { id: 'abc', metadata: { tier: 'x' } } },
      { clientID: 'abc', clientMetadata: { tier: 'x' }, protocol },
    ],
    [
      'is back from another page, with what that signed',
      { event: 'redirect_resume', returned: { version: '7' } },
      { protocol: 'redirect-callback', returned: { version: '7' } },
    ],
    ['names the connection', { connection: 'employees' }, { connection: 'employees', protocol }],
    [
      'describes the connection',
      { connection: { name: 'employees', id: 'con_1', strategy: 'waad', metadata: { a: 1 } } },
      {
        connection: 'employees',
        connectionID: 'con_1',
        connectionStrategy: 'waad',
        connectionMetadata: { a: 1 },
        protocol,
      },
    ],
    [
      'names the organization',
      { organization: 'acme' },
      { organization: { id: 'acme', name: 'acme' }, protocol },
    ],
    [
      'says where it comes from',
      { ip: '203.0.113.7', country: 'DE' },
      { request: { ip: '203.0.113.7', geoip: { country_code: 'DE' } }, protocol },
    ],
    [
      'asks for scopes as a list',
      { scopes: ['openid', 'a'] },
      { request: { query: { scope: 'openid a' } }, protocol },
    ],
    [
      'asks for scopes as a text',
      { scopes: 'openid a' },
      { request: { query: { scope: 'openid a' } }, protocol },
    ],
    ['has a query', { query: { prompt: 'login' } }, { request: { query: { prompt: 'login' } }, protocol }],
    ['has roles', { roles: ['editor'] }, { authorization: { roles: ['editor'] }, protocol }],
    ['has a risk', { risk: 'low' }, { riskAssessment: { confidence: 'low' }, protocol }],
    [
      'has a whole risk assessment',
      { risk: { version: '1' } },
      { riskAssessment: { version: '1' }, protocol },
    ],
    ['counts logins', { logins: 3 }, { stats: { loginsCount: 3 }, protocol }],
    ['counts logins in another word', { count: 0 }, { stats: { loginsCount: 0 }, protocol }],
    ['has another protocol', { protocol: 'samlp' }, { protocol: 'samlp' }],
    ['is silent', { event: 'silent' }, { request: { query: { prompt: 'none' } }, protocol }],
    ['is a refresh', { event: 'refresh' }, { protocol: 'oauth2-refresh-token' }],
    ['comes back', { event: 'redirect_resume' }, { protocol: 'redirect-callback' }],
    ['exchanges a token', { event: 'token_exchange' }, { protocol: 'oauth2-token-exchange' }],
    ['delegates', { event: 'delegation' }, { protocol: 'delegation' }],
    [
      'is silent over another protocol',
      { event: 'silent', protocol: 'samlp' },
      { request: { query: { prompt: 'none' } }, protocol: 'samlp' },
    ],
    [
      'has methods',
      { at: AT, methods: ['pwd'] },
      { authentication: { methods: [{ name: 'pwd', timestamp: NOW }] }, protocol },
    ],
    [
      'had a second factor now',
      { at: AT, mfa: true },
      { authentication: { methods: [{ name: 'mfa', timestamp: NOW }] }, protocol },
    ],
    [
      'had a second factor earlier, beside a method',
      { methods: [{ name: 'pwd', timestamp: 1 }, 'mfa'], mfa: '1970-01-02' },
      {
        authentication: {
          methods: [
            { name: 'pwd', timestamp: 1 },
            { name: 'mfa', timestamp: 86400000 },
          ],
        },
        protocol,
      },
    ],
    ['had no second factor', { mfa: 'no' }, { authentication: { methods: [] }, protocol }],
    ['is a whole context', { context: { clientName: 'crm' } }, { clientName: 'crm' }],
    [
      'says more than its context',
      {
        app: 'hr',
        country: 'DE',
        context: { clientName: 'crm', request: { ip: '::1', geoip: { city_name: 'Bonn' } } },
      },
      {
        clientName: 'hr',
        clientID: 'hr',
        request: { ip: '::1', geoip: { city_name: 'Bonn', country_code: 'DE' } },
      },
    ],
  ];
  for (const [what, short, context] of cases) {
    it(what, () => assert.deepEqual(contextOf(short), context));
  }

  it('has a user, or an empty one', () => {
    const users = [{ user: { email: 'a@b.example' } }, {}].map((short) => {
      const expanded = expandLogin(short);
      return expanded.kind === 'login' && expanded.login.user;
    });
    assert.deepEqual(users, [{ email: 'a@b.example' }, {}]);
  });

  it('sets the clock with `at`', () => {
    const clocks = [AT, 7, undefined].map((at) => {
      const expanded = expandLogin({ at });
      return expanded.kind === 'login' && expanded.now;
    });
    assert.deepEqual(clocks, [NOW, 7, null]);
  });
});

describe('a problem of an abbreviated login', () => {
  it('is a key that nobody knows, with the one that was meant', () => {
    assert.deepEqual(problemsOf({ contry: 'DE' }), [
      'unknown key `contry` in a login (did you mean `country`?)',
    ]);
    assert.match(
      problemsOf({ constructorx: 1 })[0] ?? '',
      /^unknown key `constructorx` in a login \(a login can have `user`, `app`/,
    );
  });

  it('is a value of the wrong kind', () => {
    assert.deepEqual(problemsOf({ ip: ['203.0.113.7'], scopes: [1], logins: -1 }), [
      '`ip`: expected an IP address as text, found a list',
      '`scopes`: expected a list of scopes, or a text with spaces between them, found a list',
      '`logins`: expected how often the user signed in, this time included, found the number -1',
    ]);
  });

  it('is an entry that nobody knows', () => {
    assert.deepEqual(problemsOf({ event: 'logout' }), [
      '`event`: expected `login`, `silent`, `refresh`, `redirect_resume`, `token_exchange` or `delegation`, found the text `logout`',
    ]);
  });

  it('is one for each key, however much is wrong below it', () => {
    assert.deepEqual(problemsOf({ app: { nam: 'hr', ide: 'x' } }), [
      '`app`: expected the name of an application, or a record with `name`, `id` and `metadata`, found a record',
    ]);
  });

  it('is a moment that depends on the machine', () => {
    assert.match(
      problemsOf({ at: '2026-11-22T12:00:00' })[0] ?? '',
      /^`at`: expected a moment with its offset/,
    );
    assert.match(problemsOf({ mfa: 'yesterday' })[0] ?? '', /^`mfa`: expected yes or no, or the moment/);
  });

  it('is anything but a record', () => {
    assert.deepEqual(problemsOf('hr'), [
      'expected a login with keys such as `app` and `user`, found the text `hr`',
    ]);
    assert.deepEqual(problemsOf(undefined), [
      'expected a login with keys such as `app` and `user`, found nothing',
    ]);
  });

  it('is data that cannot be read', () => {
    assert.deepEqual(problemsOf({ user: { id: 1n } }), [
      '`user.id` is a big integer, which JSON cannot hold; write a number or a text',
    ]);
  });
});
