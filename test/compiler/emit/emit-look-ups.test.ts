import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freshState } from '../../../stdlib/effects.ts';
import type { LookUpState, RuleContext, RuleFacts } from '../../../stdlib/index.ts';
import { compileText, type RunnablePolicy } from '../../laws/compiled-policy.ts';

const SOURCES = `policy: hr
sources:
  crm: { url: "https://crm.example.com/people/\${user.email}", timeout: 500 ms, cache: 10 minutes, retry: 2 }
  erp: { url: "https://erp.example.com/", if_it_fails: continue }
  unused: { url: "https://unused.example.com/" }
`;
const COUNT = '{ name: seats, per: organization.id, distinct: user.email, window: 30 days }';

const withRules = (...rules: readonly string[]): RunnablePolicy =>
  compileText(`${SOURCES}rules:\n${rules.map((rule, index) => `  - { id: r${index}, ${rule} }\n`).join('')}`);
const oneRule = (rule: string): RunnablePolicy => withRules(rule);
const factsOf = (rule: string): RuleFacts | undefined => oneRule(rule).compiled.rules[0];

/** What a rule wants to know, in both forms alike, and whether it did anything. */
function wanted(
  policy: RunnablePolicy,
  user: Record<string, unknown>,
  known: Readonly<Record<string, LookUpState>> = {},
): { readonly wants: readonly string[]; readonly error: string | null } {
  const [fast, traced] = (['fast', 'traced'] as const).map((form) => {
    const state = freshState(0);
    Object.assign(state.lookUps, known);
    if (form === 'traced') state.trace = { clauses: [], reads: [], verdict: null, exempted: false };
    const context: RuleContext = { lintel: state };
    let error: string | null = null;
    policy[form][0]?.(user, context, (found) => {
      error = found instanceof Error ? found.message : null;
    });
    const wants = Object.keys(state.lookUps).filter((key) => state.lookUps[key]?.state === 'wanted');
    return { wants, error };
  });
  assert.deepEqual(fast, traced);
  assert.ok(fast !== undefined);
  return fast;
}

const wantsOf = (rule: string, user = {}, known = {}): readonly string[] =>
  wanted(oneRule(rule), user, known).wants;
const answered = (value: unknown): LookUpState => ({ state: 'answered', value });

describe('what is known of a policy that asks', () => {
  it('has the sources and counters that its rules read, with what is said of them', () => {
    const { sources, counters } = oneRule(
      `when: crm.plan is "gold" or erp.x is 1 or counts.seats is 3, then: { count: ${COUNT} }`,
    ).compiled;
    assert.deepEqual(sources, [
      { name: 'crm', timeout: 500, cache: 600_000, retry: 2, ifItFails: 'deny' },
      { name: 'erp', timeout: 2000, cache: null, retry: 0, ifItFails: 'continue' },
    ]);
    assert.deepEqual(counters, [{ name: 'seats', window: 2_592_000_000, isDistinct: true }]);
  });

  it('says which rules ask, through conditions and in effects too', () => {
    assert.equal(factsOf('when: crm.plan is "gold", then: { admit: yes }')?.asks, true);
    assert.equal(factsOf('then: { set_claims: { plan: = crm.plan } }')?.asks, true);
    assert.equal(factsOf('when: user.blocked, then: { admit: yes }')?.asks, undefined);
  });

  it('says which rules steer and which do something that lasts', () => {
    assert.equal(factsOf('then: { deny: sorry }')?.steers, true);
    assert.equal(factsOf('then: { redirect: "https://a.example/" }')?.steers, true);
    assert.equal(factsOf('then: { link_to: = user.app_metadata.id }')?.steers, true);
    assert.equal(factsOf('then: { admit: yes }')?.steers, undefined);
    assert.equal(factsOf(`then: { count: ${COUNT} }`)?.lasts, true);
    assert.equal(factsOf('then: { log: hello }')?.lasts, undefined);
  });
});

describe('a rule that asks', () => {
  it('wants all that could decide it at once', () =>
    assert.deepEqual(wantsOf('when: crm.plan is "gold" and erp.x is 1, then: { deny: sorry }'), [
      'hr/crm',
      'hr/erp',
    ]));

  it('wants nothing that comes after what decides it', () => {
    const user = { blocked: false };
    assert.deepEqual(wantsOf('when: user.blocked and crm.x is 1, then: { deny: sorry }', user), []);
    assert.deepEqual(wantsOf('when: not user.blocked or crm.x is 1, then: { deny: sorry }', user), []);
  });

  it('wants what is behind a fact that is missing: whoever hides a fact, has to be looked up all the same', () =>
    assert.deepEqual(wantsOf('when: user.blocked or crm.x is 1, then: { require_mfa: yes }'), ['hr/crm']));

  it('wants what only its effects read once they are surely done', () => {
    const rule = 'when: user.blocked or erp.x is 1, then: { set_claims: { plan: = crm.plan } }';
    assert.deepEqual(wantsOf(rule, { blocked: false }), ['hr/erp']);
    assert.deepEqual(wantsOf(rule, { blocked: false }, { 'hr/erp': answered({ x: 1 }) }), ['hr/crm']);
    assert.deepEqual(wantsOf(rule, { blocked: false }, { 'hr/erp': answered({ x: 2 }) }), []);
    assert.deepEqual(wantsOf(rule, { blocked: true }), ['hr/crm']);
  });

  it('wants what spares people its guards, and only where they apply', () => {
    const policy = compileText(
      `${SOURCES}exempt: crm.vip\nrules: [{ id: r, when: user.blocked, then: { deny: sorry } }]\n`,
    );
    assert.deepEqual(wanted(policy, { blocked: true }).wants, ['hr/crm']);
    assert.deepEqual(wanted(policy, { blocked: false }).wants, []);
  });

  it('does nothing while it waits, and decides once it knows', () => {
    const policy = oneRule('when: crm.plan is "gold", then: { deny: not you }');
    assert.equal(wanted(policy, {}).error, null);
    assert.equal(wanted(policy, {}, { 'hr/crm': answered({ plan: 'gold' }) }).error, 'not you');
    assert.equal(wanted(policy, {}, { 'hr/crm': answered({ plan: 'free' }) }).error, null);
  });

  it('notes of what it read whether anybody was asked', () => {
    const reads = (user: Record<string, unknown>, known: Record<string, LookUpState> = {}) => {
      const state = freshState(0);
      Object.assign(state.lookUps, known);
      state.trace = { clauses: [], reads: [], verdict: null, exempted: false };
      const rule = `unless: { any: [user.blocked, crm.x is 1, counts.seats is 3] }, then: { deny: sorry, count: ${COUNT} }`;
      oneRule(rule).traced[0]?.(user, { lintel: state }, () => {});
      return state.trace.clauses.slice(1).flatMap(({ reads }) => reads);
    };
    assert.deepEqual(reads({ blocked: true }), [
      { name: 'crm.x', notAsked: true },
      { name: 'counts.seats', notAsked: true },
    ]);
    assert.deepEqual(reads({ blocked: true }, { 'hr/crm': answered({ y: 2 }) }), [
      { name: 'crm.x' },
      { name: 'counts.seats', notAsked: true },
    ]);
  });

  it('fails when a look-up that it needs has failed, and not when it does not need it', () => {
    const lost: Record<string, LookUpState> = { 'hr/crm': { state: 'failed', reason: 'dead' } };
    const policy = oneRule('when: user.blocked and crm.x is 1, then: { admit: yes }');
    assert.equal(wanted(policy, { blocked: true }, lost).error, 'dead');
    assert.equal(wanted(policy, { blocked: false }, lost).error, null);
  });
});
