import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BuiltInLaw, CorePolicy } from '../../../../compiler/index.ts';
import { reverseIndependentRules } from '../../../../verify/laws/built-in/independent-rules.ts';
import { describe as inWords, judge, loginOf, withLaws } from './judge-login.ts';

const LAW: BuiltInLaw = 'rule-order-does-not-matter';
const ADA = { user: { email: 'ada@example.com', groups: ['Staff'] }, scopes: 'openid read write' };

function policy(...effects: readonly string[]): string {
  return `rules:\n${effects.map((effect, index) => `  - id: r${index}\n${effect.replace(/^/gm, '    ')}\n`).join('')}`;
}

/** The order in which rules run after all that can have changed places. */
async function order(...effects: readonly string[]): Promise<string> {
  return withLaws(policy(...effects), async ({ project }) => {
    const [core] = project.cores ?? [];
    assert.ok(core !== undefined);
    return (reverseIndependentRules(core) ?? core).rules
      .map(({ id }: CorePolicy['rules'][number]) => id)
      .join(' ');
  });
}

const claim = (name: string) => `then: { set_claims: { ${name}: x } }`;

describe('the rules that can change places', () => {
  it('are those of which none writes what another reads or writes', async () => {
    assert.equal(
      await order('then: { deny: Sorry }', claim('a'), 'then: { require_mfa: yes }', claim('b')),
      'r3 r2 r1 r0',
    );
    assert.equal(await order(claim('a'), 'then: { add_to_claims: { a: y } }', claim('b')), 'r0 r2 r1');
    assert.equal(await order(claim('a'), 'then: { remove_claims: [a] }'), 'r0 r1');
    assert.equal(
      await order(
        'then: { set_profile: { nickname: x } }',
        'when: user.nickname is "x"\nthen: { deny: Sorry }',
      ),
      'r0 r1',
    );
    assert.equal(
      await order('then: { set_profile: { nickname: x } }', 'when: user.name is "x"\nthen: { deny: Sorry }'),
      'r1 r0',
    );
  });

  it('do not stand around the end of a policy', async () => {
    assert.equal(await order(claim('a'), 'when: user.blocked\nthen: { stop: yes }', claim('b')), 'r0 r1 r2');
  });

  it('take scopes away in any order, and add them in any order, but not both', async () => {
    const [limit, remove, add] = ['limit_scopes', 'remove_scopes', 'add_scopes'].map(
      (key) => `then: { ${key}: [read] }`,
    );
    assert.equal(await order(limit ?? '', remove ?? ''), 'r1 r0');
    assert.equal(await order(add ?? '', remove ?? ''), 'r0 r1');
  });
});

describe('the law that the order of rules does not matter', () => {
  it('holds for independent rules', async () => {
    const text = policy(
      'then: { require_mfa: { methods: [passkey, totp], remember: 7 days } }',
      'then: { require_mfa: { methods: [totp, passkey], max_age: 1 hour } }',
      'then: { limit_session: { lasts: 1 hour } }',
      'then: { limit_session: { idle: 5 minutes } }',
      'then: { limit_scopes: [read, openid] }',
      'then: { remove_scopes: [openid] }',
      claim('a'),
      claim('b'),
    );
    assert.equal(await judge(LAW, text, ADA), 'held');
  });

  it('finds that another order decides otherwise', async () => {
    const wrong = await withLaws(policy(claim('a'), claim('b')), async (bench) => {
      const login = loginOf(ADA);
      const report = { ...(await bench.run(login)), idToken: { a: 'x' } };
      return inWords(await bench.judge(LAW, login, report));
    });
    assert.equal(
      wrong,
      'broken: with the rules of each policy in reversed order, the claim `b` of the ID token is another',
    );
  });

  it('is told that it does not apply where no two rules could change places', async () => {
    await withLaws(policy(claim('a')), async ({ law }) => {
      assert.equal(law(LAW).skip, 'no two rules could change places');
    });
  });
});
