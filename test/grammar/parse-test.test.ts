import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePolicy } from '../../grammar/index.ts';
import { sketchData as sketch, sketchExpectation } from './sketch-data.ts';

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
    const { span, ...expect } = test?.expect ?? { span: null };
    assert.ok(span !== null);
    assert.deepEqual(expect, {
      outcome: null,
      by: null,
      mfa: null,
      claims: [],
      notClaims: [],
      scopes: [],
      message: null,
      code: null,
      applied: [],
      notApplied: [],
      counts: null,
      notifies: null,
      calls: null,
      redirect: null,
      metadata: [],
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

  it('reads what is counted, notified and called: one, several or none', () => {
    const expect = (keys: string) =>
      sketchExpectation(
        read(policyWith(`- { name: a, login: {}, expect: ${keys} }\n`)).value?.tests[0]?.expect,
      );
    assert.equal(
      expect('{ counts: seats, notifies: [a.example, b.example], calls: [] }'),
      'counts: [seats] notifies: [a.example, b.example] calls: []',
    );
    assert.equal(expect('{ by: a }'), 'a');
  });

  it('tells of counters that are no list of names', () => {
    const { diagnostics } = read(policyWith('- { name: a, login: {}, expect: { counts: { seats: 1 } } }\n'));
    assert.deepEqual(
      diagnostics.map(({ message, help }) => `${message}; ${help}`),
      [
        'expected a text or a list for `counts`, found keys with values; write a text or a list, for example `[refusals]`',
      ],
    );
  });

  it('reads what may be expected of rules, of the place to go to and of what is stored', () => {
    const expect = [
      'outcome: redirect',
      'applied: [a, b]',
      'not_applied: c',
      'redirect: https://x.example/ask',
      'metadata: { user_metadata: { lang: de }, app_metadata: { "plan": gold } }',
    ].join('\n      ');
    const { value, diagnostics } = read(policyWith(`- name: a\n  login: {}\n  expect:\n      ${expect}\n`));
    assert.deepEqual(diagnostics, []);
    assert.equal(
      sketchExpectation(value?.tests[0]?.expect),
      'redirect https://x.example/ask [a, b] [c] user_metadata: {lang: de} app_metadata: {plan: gold}',
    );
  });

  it('knows where the whole expectation stands', () => {
    const [test] = read(FULL).value?.tests ?? [];
    const text = FULL.slice(test?.expect.span.start, test?.expect.span.end);
    assert.ok(text.startsWith('outcome: allow') && text.endsWith('code: fine'));
  });

  it('takes the name of a fixture for a login, and what goes over one', () => {
    const logins = ['dana', '{ like: dana, without: [user.groups], country: DE }'];
    const { value, diagnostics } = read(
      policyWith(logins.map((login) => `- { name: a, login: ${login}, expect: { by: a } }\n`).join('')),
    );
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      value?.tests.map(({ login }) => sketch(login)),
      ['dana', '{like: dana, without: [user.groups], country: DE}'],
    );
  });

  it('reads what hosts answer, in a test and in the whole file', () => {
    const text = `${policyWith('- name: a\n  login: {}\n  answers: { "GET https://x.example/*": { plan: gold } }\n  expect: { by: a }\n')}answers:\n  https://y.example: none\n`;
    const { value, diagnostics } = read(text);
    assert.deepEqual(diagnostics, []);
    const sketched = [value?.tests[0]?.answers, value?.answers].map((fields = []) =>
      fields.map(({ name, value: data }) => `${name.text} → ${sketch(data)}`),
    );
    assert.deepEqual(sketched, [['GET https://x.example/* → {plan: gold}'], ['https://y.example → none']]);
  });
});
