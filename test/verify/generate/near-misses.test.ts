import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openEvaluator } from '../../../compiler/index.ts';
import { loginArbitrary } from '../../../verify/generate/login-arbitrary.ts';
import { sampleLogins } from '../../../verify/generate/sample-logins.ts';
import { factsOfRules } from './facts-of.ts';

/** How many logins made all clauses of the rule at an index yes but the one at another, or all of them. */
function countsOf(rules: string, which: number): readonly number[] {
  const facts = factsOfRules(rules);
  const [core] = facts.cores;
  const clauses = core?.rules[which]?.clauses ?? [];
  assert.ok(core !== undefined && clauses.length > 0);
  const evaluate = openEvaluator(core);
  const counts = new Array<number>(clauses.length + 1).fill(0);
  for (const login of sampleLogins(loginArbitrary(facts), { seed: 5, from: 0, count: 2000 })) {
    const missed = clauses.flatMap(({ condition }, index) =>
      evaluate(condition, login) === true ? [] : [index],
    );
    const at = missed.length === 0 ? clauses.length : missed[0]!;
    if (missed.length <= 1) counts[at]! += 1;
  }
  return counts;
}

const FIVE = `
  - id: shop
    for: { app: shop }
    when:
      all:
        - user.app_metadata.plan is "gold"
        - login.count is at least 12
        - request.country is "FR"
        - user.groups contains "VIP"
    then: { require_mfa: yes }
`;

describe('a rule with five conditions', () => {
  const counts = countsOf(FIVE, 0);

  it('applies, and misses each of them alone', () =>
    assert.ok(
      counts.every((count) => count >= 40),
      counts.join(' '),
    ));

  it('is missed by one of them more often than it applies', () => {
    const misses = counts.slice(0, -1).reduce((sum, count) => sum + count);
    assert.ok(misses > (counts.at(-1) ?? 0), counts.join(' '));
  });
});

describe('a rule behind others that refuse', () => {
  it('is reached by logins that these let through', () => {
    const strict =
      '  - { id: strict, unless: \'user.email.domain is "corp.example"\', then: { deny: yes } }\n';
    const verified = '  - { id: verified, unless: user.email_verified, then: { deny: yes } }';
    const facts = factsOfRules(`${strict}${verified}${FIVE}`);
    const [core] = facts.cores;
    assert.ok(core !== undefined);
    const evaluate = openEvaluator(core);
    const clauses = core.rules.flatMap((rule) => rule.clauses);
    const through = sampleLogins(loginArbitrary(facts), { seed: 5, from: 0, count: 2000 }).filter((login) =>
      clauses.every(({ condition }) => evaluate(condition, login) === true),
    );
    assert.ok(through.length >= 40, `${through.length}`);
  });
});
