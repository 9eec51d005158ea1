import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Data, parsePolicy } from '../../grammar/index.ts';

const policyWith = (tests: string) => `policy: p\ntests:\n${tests.replaceAll(/^(?=.)/gm, '  ')}`;
const read = (text: string) => parsePolicy({ name: 'policy.yaml', text });

const FULL = policyWith(`- name: Staff get roles
  at: 2026-11-22T12:00:00+01:00
  login:
    app: hr
    user: { email: dana@example.com, groups: ["HR", IT], level: 3, zip: '00123' }
  expect:
    outcome: allow
    by: admit-staff
    mfa: not required
    claims: { roles: [hr.read], tenant: acme }
    not_claims: [department]
    scopes: [openid]
    message: Welcome
    code: fine
  skip: until Monday
`);

describe('parseTests', () => {
  it('reads every key', () => {
    const { value, diagnostics } = read(FULL);
    assert.deepEqual(diagnostics, []);
    const [test] = value?.tests ?? [];
    assert.ok(test !== undefined);
    const { name, at, skip, login, expect } = test;
    assert.deepEqual(
      [name.text, at?.text, skip?.text],
      ['Staff get roles', '2026-11-22T12:00:00+01:00', 'until Monday'],
    );
    assert.equal(
      sketch(login),
      '{app: hr, user: {email: dana@example.com, groups: ["HR", IT], level: 3, zip: "00123"}}',
    );
    assert.deepEqual([expect.outcome?.value, expect.mfa?.value], ['allow', 'not required']);
    assert.deepEqual(
      [expect.by?.text, expect.message?.text, expect.code?.text],
      ['admit-staff', 'Welcome', 'fine'],
    );
    assert.deepEqual(
      expect.claims.map((claim) => `${claim.name.text}: ${sketch(claim.value)}`),
      ['roles: [hr.read]', 'tenant: acme'],
    );
    assert.deepEqual(
      [expect.notClaims, expect.scopes ?? []].map((words) => words.map(({ text }) => text)),
      [['department'], ['openid']],
    );
  });

  it('knows where everything stands', () => {
    const [test] = read(FULL).value?.tests ?? [];
    const textAt = (span = { start: 0, end: 0 }) => FULL.slice(span.start, span.end);
    assert.equal(textAt(test?.name.span), 'Staff get roles');
    assert.equal(textAt(test?.expect.outcome?.span), 'allow');
    assert.equal(textAt(test?.expect.claims[0]?.value.span), '[hr.read]');
    assert.ok(textAt(test?.span).startsWith('name: Staff') && textAt(test?.span).endsWith('until Monday'));
  });

  it('tells nothing from nothing expected', () => {
    const [test] = read(policyWith('- { name: a, login: {}, expect: { scopes: [] } }\n')).value?.tests ?? [];
    assert.deepEqual(test?.expect, {
      outcome: null,
      by: null,
      mfa: null,
      claims: [],
      notClaims: [],
      scopes: [],
      message: null,
      code: null,
    });
    assert.deepEqual([test?.at, test?.skip], [null, null]);
  });

  it('reads texts of a login as texts, whatever they look like in rules', () => {
    const text = policyWith(
      '- name: a\n  login: { user: { name: = x, nickname: "${y" } }\n  expect: { by: a }\n',
    );
    const { value, diagnostics } = read(text);
    assert.deepEqual(diagnostics, []);
    assert.equal(value?.tests[0] && sketch(value.tests[0].login), '{user: {name: = x, nickname: "${y"}}');
  });

  it('leaves out what is no test, with one message for each', () => {
    const { value, diagnostics } = read(
      policyWith(
        '- name: a\n  expect: { outcome: deny }\n- { name: b, login: {}, expect: { outcome: deny } }\n- c\n',
      ),
    );
    assert.deepEqual(
      value?.tests.map(({ name }) => name.text),
      ['b'],
    );
    assert.deepEqual(
      diagnostics.map(({ message }) => message),
      ['this test has no `login`', 'expected keys with values for this test, found a text'],
    );
  });

  it('has none in a policy without the key', () => {
    assert.deepEqual(read('policy: p\n').value?.tests, []);
  });

  it('says of keys that are still to come that they are', () => {
    const { diagnostics } = read(`${FULL}properties: []\n`);
    assert.deepEqual(
      diagnostics.map(({ code, message }) => `${code}: ${message}`),
      ['unsupported-key: `properties` is not supported in this version'],
    );
  });
});

function sketch(data: Data): string {
  switch (data.kind) {
    case 'text':
      return data.isQuoted ? JSON.stringify(data.text) : data.text;
    case 'list':
      return `[${data.items.map(sketch).join(', ')}]`;
    case 'record':
      return `{${data.fields.map(({ name, value }) => `${name.text}: ${sketch(value)}`).join(', ')}}`;
  }
}
