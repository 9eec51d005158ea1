import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { expandLogin } from '../../../runtime/index.ts';
import { BASE_MOMENT } from '../../../verify/generate/base-moment.ts';
import { abbreviateLogin } from '../../../verify/login/abbreviate-login.ts';

const ordinary = { protocol: 'oidc-basic-profile' };

function abbreviate(user: Record<string, unknown>, context: Record<string, unknown>, now = BASE_MOMENT) {
  return abbreviateLogin({ user, context, now });
}

describe('abbreviateLogin', () => {
  it('says nothing of an ordinary login but its clock', () => {
    assert.deepEqual(abbreviate({}, ordinary), { at: '2026-11-25T12:00:00Z' });
  });

  it('says that nothing is known, where an ordinary login would be taken for granted', () => {
    assert.deepEqual(abbreviate({}, {}), { context: {}, at: '2026-11-25T12:00:00Z' });
  });

  it('has a key for what tests mostly say', () => {
    const request = {
      ip: '203.0.113.7',
      geoip: { country_code: 'DE' },
      query: { scope: 'openid email', prompt: 'none', ui: 'dark' },
    };
    const context = {
      ...ordinary,
      clientName: 'hr',
      clientID: 'hr',
      connection: 'staff',
      request,
      authorization: { roles: ['editor'] },
      riskAssessment: { confidence: 'high' },
      stats: { loginsCount: 7 },
    };
    assert.deepEqual(abbreviate({ email: 'ada@example.com' }, context), {
      event: 'silent',
      app: 'hr',
      connection: 'staff',
      ip: '203.0.113.7',
      country: 'DE',
      scopes: ['openid', 'email'],
      query: { ui: 'dark' },
      roles: ['editor'],
      risk: 'high',
      logins: 7,
      user: { email: 'ada@example.com' },
      at: '2026-11-25T12:00:00Z',
    });
  });

  it('says what another page signed', () => {
    const context = { protocol: 'redirect-callback', returned: { version: '7' } };
    assert.deepEqual(abbreviate({}, context), {
      event: 'redirect_resume',
      returned: { version: '7' },
      at: '2026-11-25T12:00:00Z',
    });
  });

  it('tells a second factor by its moment, and this moment by yes', () => {
    const methods = (timestamp: number) => ({
      ...ordinary,
      authentication: { methods: [{ name: 'mfa', timestamp }] },
    });
    assert.equal(abbreviate({}, methods(BASE_MOMENT)).mfa, true);
    assert.equal(abbreviate({}, methods(BASE_MOMENT - 1000)).mfa, '2026-11-25T11:59:59Z');
    assert.deepEqual(abbreviate({}, methods(1_764_000_000.5)).methods, [
      { name: 'mfa', timestamp: 1_764_000_000.5 },
    ]);
  });

  it('keeps what has no key, or another shape, in the context', () => {
    const context = { ...ordinary, tenant: 'acme', stats: { loginsCount: '7' }, request: { geoip: {} } };
    assert.deepEqual(abbreviate({}, context), {
      event: 'login',
      context: { tenant: 'acme', stats: { loginsCount: '7' }, request: { geoip: {} } },
      at: '2026-11-25T12:00:00Z',
    });
  });

  it('is what expandLogin makes the same login of', () => {
    const text = fc.oneof(fc.constantFrom('', 'hr', 'a b', 'none', 'mfa', 'yes'), fc.string());
    const odd = fc.oneof(
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constant([]),
      fc.constant({}),
    );
    const mostly = <T>(usual: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: odd });
    const open = (fields: Record<string, fc.Arbitrary<unknown>>) =>
      mostly(fc.record(fields, { requiredKeys: [] }));
    const clock = fc.oneof(fc.constant(BASE_MOMENT), fc.integer({ min: -1e14, max: 9e14 }));
    const method = open({ name: fc.oneof(fc.constant('mfa'), text), timestamp: mostly(clock) });
    const named = { name: mostly(text), id: mostly(text), metadata: open({ tier: odd }), other: odd };
    const context = fc.record(
      {
        protocol: mostly(
          fc.constantFrom(
            'oidc-basic-profile',
            'samlp',
            'oauth2-refresh-token',
            'redirect-callback',
            'delegation',
          ),
        ),
        clientName: mostly(text),
        clientID: mostly(text),
        clientMetadata: open({ tier: odd }),
        connection: mostly(text),
        connectionID: mostly(text),
        connectionStrategy: mostly(text),
        organization: open(named),
        request: open({
          ip: mostly(text),
          geoip: open({ country_code: mostly(text), city_name: mostly(text) }),
          query: open({ scope: mostly(text), prompt: mostly(text), other: mostly(text) }),
          body: open({}),
        }),
        authentication: open({ methods: mostly(fc.array(method, { maxLength: 3 })) }),
        authorization: open({ roles: mostly(fc.array(mostly(text), { maxLength: 2 })) }),
        riskAssessment: open({ confidence: mostly(text), version: odd }),
        stats: open({ loginsCount: mostly(fc.nat()), other: odd }),
        tenant: odd,
      },
      { requiredKeys: [] },
    );
    const user = fc.record({ email: mostly(text), groups: fc.array(text) }, { requiredKeys: [] });
    fc.assert(
      fc.property(user, context, clock, (user, context, now) => {
        const short = abbreviate(user, context, now);
        const plain = JSON.parse(JSON.stringify({ user, context }));
        const expanded = expandLogin(JSON.parse(JSON.stringify(short)));
        assert.deepEqual(expanded, { kind: 'login', login: plain, now });
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps a text of scopes that is no list of them', () => {
    const { scopes } = abbreviate({}, { ...ordinary, request: { query: { scope: 'openid  email' } } });
    assert.equal(scopes, 'openid  email');
  });
});
