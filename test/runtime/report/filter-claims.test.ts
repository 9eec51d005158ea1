import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Compatibility } from '../../../runtime/index.ts';
import { type ClaimsInput, filterClaims } from '../../../runtime/report/filter-claims.ts';

type Mode = Compatibility['claims'];

/** The names that reach the tokens. */
function namesAfter(mode: Mode, claims: Partial<ClaimsInput>) {
  const input = { idToken: {}, accessToken: {}, scopes: [], audience: null, ...claims };
  const { idToken, accessToken } = filterClaims(input, mode);
  return { id: Object.keys(idToken), access: Object.keys(accessToken) };
}

const BOTH = { sub: 'x', roles: ['a'], tier: 'gold', 'https://acme.example/x': 1, 'urn:acme:x': 2 };

describe('the claims that reach a token', () => {
  it('are all but those of the protocol, as a rule', () => {
    const { id, access } = namesAfter('standard', { idToken: BOTH, accessToken: BOTH });
    assert.deepEqual(id, ['roles', 'tier', 'https://acme.example/x', 'urn:acme:x']);
    assert.deepEqual(access, id);
  });

  it('are without the names that Auth0 kept to itself', () => {
    const { id } = namesAfter('auth0', { idToken: BOTH });
    assert.deepEqual(id, ['tier', 'https://acme.example/x', 'urn:acme:x']);
  });

  it('are only those with a URL for a name in the legacy mode', () => {
    const names = [
      'https://acme.example/x',
      'http://acme.example/y',
      'https:',
      'x',
      'urn:acme:x',
      'ftp://acme.example/z',
    ];
    const idToken = Object.fromEntries(names.map((name) => [name, 1]));
    assert.deepEqual(namesAfter('auth0-legacy', { idToken }).id, names.slice(0, 2));
  });

  for (const name of [
    'https://auth0.com/x',
    'https://acme.auth0.com/x',
    'http://webtask.io/x',
    'https://A.WEBTASK.RUN/x',
    'urn:auth0',
    'urn:auth0:x',
  ]) {
    it(`are without ${name}, a namespace of Auth0`, () => {
      assert.deepEqual(namesAfter('auth0', { idToken: { [name]: 1 } }).id, []);
    });
  }

  it('are those of a host that only looks like one of Auth0', () => {
    const idToken = { 'https://notauth0.com/x': 1, 'https://auth0.com.acme.example/x': 1 };
    assert.equal(namesAfter('auth0', { idToken }).id.length, 2);
  });

  it('are in an access token those of the profile only with their scope', () => {
    const accessToken = { email: 'x', family_name: 'x', name: 'x' };
    assert.deepEqual(namesAfter('auth0', { accessToken, scopes: ['email'] }).access, ['email']);
    assert.deepEqual(namesAfter('auth0', { idToken: accessToken }).id, ['email', 'family_name', 'name']);
  });

  it('are in an access token for an interface of Auth0 only those with a namespace', () => {
    const accessToken = { tier: 'gold', 'https://acme.example/x': 1 };
    const after = (audience: string) => namesAfter('auth0', { accessToken, audience }).access;
    assert.deepEqual(after('https://acme.eu.auth0.com/api/v2/'), ['https://acme.example/x']);
    assert.deepEqual(after('https://acme.eu.auth0.com/userinfo'), Object.keys(accessToken));
    assert.deepEqual(after('https://api.acme.example'), Object.keys(accessToken));
  });

  it('are told when they are left out, with the reason', () => {
    const input = { idToken: { sub: 'x' }, accessToken: {}, scopes: [], audience: null };
    assert.deepEqual(filterClaims(input, 'standard').dropped, [
      { token: 'id_token', name: 'sub', reason: 'it belongs to the protocol' },
    ]);
  });

  it('may be 100 KB of JSON in each token, and no more', () => {
    const sized = (length: number) => ({ x: 'a'.repeat(length - '{"x":""}'.length) });
    const tooLarge = (idToken: object, accessToken: object) =>
      filterClaims(
        { idToken: { ...idToken }, accessToken: { ...accessToken }, scopes: [], audience: null },
        'standard',
      ).tooLarge;
    assert.equal(tooLarge(sized(102_400), sized(102_400)), null);
    assert.equal(tooLarge(sized(102_401), {}), 'id_token');
    assert.equal(tooLarge({}, sized(102_401)), 'access_token');
  });

  it('law: none is lost, invented or changed: each is in the token or told', () => {
    const names = fc.constantFrom(...Object.keys(BOTH), 'iss', 'groups', '__proto__', 'constructor', 'email');
    const claims = fc.array(fc.tuple(names, fc.jsonValue())).map((entries) => {
      const made: Record<string, unknown> = {};
      for (const [name, value] of entries) {
        Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
      }
      return made;
    });
    const mode = fc.constantFrom<Mode>('standard', 'auth0', 'auth0-legacy');
    fc.assert(
      fc.property(claims, claims, mode, (idToken, accessToken, chosen) => {
        const after = filterClaims({ idToken, accessToken, scopes: [], audience: null }, chosen);
        for (const [token, before, left] of [
          ['id_token', idToken, after.idToken],
          ['access_token', accessToken, after.accessToken],
        ] as const) {
          const told = after.dropped.filter((claim) => claim.token === token).map(({ name }) => name);
          assert.deepEqual([...Object.keys(left), ...told].toSorted(), Object.keys(before).toSorted());
          for (const name of Object.keys(left)) assert.deepEqual(left[name], before[name]);
        }
      }),
    );
  });
});
