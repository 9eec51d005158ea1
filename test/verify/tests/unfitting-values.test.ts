import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { analyse, EMPTY_WORLD } from '../../../compiler/index.ts';
import { expandLogin } from '../../../runtime/index.ts';
import { readTestLogin } from '../../../verify/index.ts';
import { compileText, runCompiled } from '../../laws/compiled-policy.ts';
import { caseOf } from './case-of.ts';

/** A name of the language, and where a login of a test says it. */
const FIELDS = [
  ['request.ip', '{ ip: … }'],
  ['request.country', '{ country: … }'],
  ['user.email', '{ user: { email: … } }'],
  ['user.email_verified', '{ user: { email_verified: … } }'],
  ['user.groups', '{ user: { groups: … } }'],
  ['user.created_at', '{ user: { created_at: … } }'],
  ['user.logins_count', '{ user: { logins_count: … } }'],
  ['user.identities', '{ user: { identities: … } }'],
  ['request.city', '{ context: { request: { geoip: { city_name: … } } } }'],
] as const;

const VALUES = [
  ...[
    'yes',
    'no',
    'ja',
    '3',
    '-0.5',
    '007',
    '99999999999999999999',
    'DE',
    'dee',
    'a@b.example',
    '10.0.0.300',
  ],
  ...['203.0.113.7', '2001:db8::1', '2026-01-31', '2026-02-31', '2026-11-22T12:00:00+01:00', '"3"', '"DE"'],
  ...['[HR, 3]', '[]', '[{ provider: auth0 }]', '[[a]]', '{ a: b }'],
] as const;

/** Texts in quotes say that a directory sends just this. */
const isQuoted = (value: string): boolean => value.startsWith('"');

describe('a value of a test’s login', () => {
  const policies = new Map(
    FIELDS.map(([name]) => [
      name,
      compileText(
        `policy: p\nrules:\n  - id: seen\n    when: ${name} exists\n    then: { set_claims: { seen: a } }\n`,
      ),
    ]),
  );

  it('law: is told exactly when no rule can read it, unless it has quotes', () => {
    const property = fc.property(
      fc.constantFrom(...FIELDS),
      fc.constantFrom(...VALUES),
      ([name, place], value) => {
        const login = place.replace('…', value);
        const policy = policies.get(name);
        const expanded = expandLogin(readTestLogin(caseOf(login)));
        assert.ok(policy !== undefined);
        // Some shapes are refused before any rule runs.
        const isRead =
          'login' in expanded &&
          Object.hasOwn(runCompiled(policy, 'fast', expanded.login, 0).claims.id_token, 'seen');
        assert.equal(isTold(login), !isRead && !isQuoted(value), `${name}: ${value}`);
      },
    );
    fc.assert(property, { numRuns: 400 });
  });
});

function isTold(login: string): boolean {
  const text = `policy: p\ntests:\n  - name: a\n    login: ${login}\n    expect: { outcome: allow }\n`;
  const { diagnostics } = analyse({ name: 'p.yaml', text }, EMPTY_WORLD);
  return diagnostics.some(({ code }) => code === 'unfitting-login-value');
}
