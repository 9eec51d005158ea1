import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BuiltInLaw } from '../../../../compiler/index.ts';
import { givenOf } from '../../../../verify/look-ups/given-answers.ts';
import { describe as inWords, loginOf, withLaws } from './judge-login.ts';

const SOURCES = `sources:
  crm: { url: "https://crm.example.com/people/\${user.email}", if_it_fails: continue }
rules:
`;
const ANA = { user: { user_id: 'auth0|1', email: 'ana@example.com' }, country: 'DE' };

/** What a law says of one login with these answers. */
function judge(
  law: BuiltInLaw,
  rules: string,
  answers: Readonly<Record<string, unknown>> = {},
  login: Readonly<Record<string, unknown>> = ANA,
): Promise<string> {
  const given = Object.entries(answers).map(([name, value]) => [name, givenOf(value)] as const);
  const asked = { ...loginOf(login), answers: Object.fromEntries(given) };
  return withLaws(SOURCES + rules, async (bench) => inWords(await bench.judge(law, asked)));
}

const rule = (id: string, ...lines: readonly string[]) =>
  `  - id: ${id}\n${lines.map((line) => `    ${line}\n`).join('')}`;

describe('built-in laws', () => {
  it('delete answers: what is missing never helps', async () => {
    const refuse = rule('r', 'when: crm.blocked', 'then: { deny: Sorry }');
    const seats = rule(
      'c',
      'when: counts.seats is at least 5',
      'then: { deny: Full, count: { name: seats } }',
    );
    const last = rule('l', 'when: crm.vip', 'then: { count: { name: vips } }');
    for (const [rules, answers] of [
      [refuse, { crm: { blocked: true } }],
      [refuse, { crm: { blocked: false } }],
      [seats, { 'counts.seats': 5 }],
      [last, { crm: { vip: true } }],
    ] as const)
      assert.equal(await judge('missing-facts-never-help', rules, answers), 'held');
  });

  it('take a policy at its word that says what it means that answers are missing', async () => {
    const rules = rule('r', 'when: crm.blocked exists', 'then: { deny: Sorry }');
    assert.equal(await judge('missing-facts-never-help', rules, { crm: { blocked: true } }), 'held');
    const seats = rule(
      's',
      'when: (counts.seats otherwise 0) is at least 5',
      'then: { deny: Full, count: { name: seats } }',
    );
    assert.equal(await judge('missing-facts-never-help', seats, { 'counts.seats': 5 }), 'held');
    const lines = 'any o in crm.orders where (any l in o.lines where (l.sku otherwise "A1") is "B2")';
    const inside = rule('l', `when: '${lines}'`, 'then: { deny: Sorry }');
    const orders = [{ lines: [{ sku: 'B2' }] }];
    assert.equal(await judge('missing-facts-never-help', inside, { crm: { orders } }), 'held');
  });

  it('see what was asked and what lasts alike in every form, and each time', async () => {
    const rules = rule(
      'r',
      'when: crm.plan is "free"',
      'then: { count: { name: seats, per: user.user_id }, set_user_metadata: { plan: = crm.plan } }',
    );
    for (const law of ['forms-agree', 'same-login-same-decision'] as const) {
      assert.equal(await judge(law, rules, { crm: { plan: 'free' } }), 'held');
      assert.equal(await judge(law, rules, { crm: 'fails' }), 'held');
    }
  });

  it('keep the order of rules where it is meant', async () => {
    const both = rule('a', 'then: { notify: "https://a.example.com" }').replace(
      'notify: "https://a.example.com"',
      'notify: { url: "https://a.example.com" }',
    );
    const rules = both + both.replaceAll(/\ba\b/g, 'b');
    assert.equal(await judge('rule-order-does-not-matter', rules), 'beside');
    const counts = rule('a', 'then: { count: { name: one } }') + rule('b', 'then: { count: { name: two } }');
    assert.equal(await judge('rule-order-does-not-matter', counts), 'held');
  });

  it('respell what is asked with', async () => {
    const rules = rule('r', 'when: user.email.domain is "example.com"', 'then: { count: { name: seats } }');
    assert.equal(await judge('spelling-never-matters', rules), 'held');
  });
});
