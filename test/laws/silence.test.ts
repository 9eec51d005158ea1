import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  answers,
  anyLogin,
  clock,
  condition,
  definitions,
  fieldPaths,
  fullLogin,
  policyText,
  subsetsOf,
  without,
} from '../arbitraries/index.ts';
import type { Answers, Decision, Login } from '../reference/index.ts';
import { compileText, runCompiled } from './compiled-policy.ts';
import { runs } from './runs.ts';
import { tell, tellingPolicy } from './telling-policy.ts';

const login = fc.oneof({ weight: 3, arbitrary: fullLogin }, { weight: 1, arbitrary: anyLogin });

/** A login, the same login without a few of its fields, and the same login without any single one. */
const losses: fc.Arbitrary<readonly [Login, readonly Login[]]> = login.chain((whole) => {
  const singles = fieldPaths(whole)
    .filter((path) => path.length > 1)
    .map((path) => without(whole, [path]));
  return fc
    .array(subsetsOf(whole), { minLength: 1, maxLength: 8 })
    .map((several) => [whole, [...singles, ...several]] as const);
});

describe('a login with less in it', () => {
  it('gets no more: policies that are silent about missing fields never gain from a deleted one', () => {
    const property = fc.property(
      policyText({ silentOnMissing: true }),
      fc.array(losses, { minLength: 1, maxLength: 3 }),
      clock,
      (text, cases, now) => {
        const policy = compileText(text);
        for (const [whole, lesser] of cases) {
          const before = runCompiled(policy, 'fast', whole, now);
          for (const less of lesser) {
            assert.deepStrictEqual(gains(before, runCompiled(policy, 'fast', less, now)), []);
          }
        }
      },
    );
    fc.assert(property, runs(200));
  });

  it('gets no more, does no more and goes past nothing, where policies ask and act outside', () => {
    const property = fc.property(
      policyText({ silentOnMissing: true, outward: true }),
      fc.array(fc.tuple(losses, answers), { minLength: 1, maxLength: 3 }),
      clock,
      (text, cases, now) => {
        const policy = compileText(text);
        for (const [[whole, lesser], known] of cases) {
          const before = runCompiled(policy, 'fast', whole, now, known);
          for (const less of lesser)
            assert.deepStrictEqual(gains(before, runCompiled(policy, 'fast', less, now, known)), []);
          for (const unknown of withoutOne(known))
            assert.deepStrictEqual(gains(before, runCompiled(policy, 'fast', whole, now, unknown)), []);
        }
      },
    );
    fc.assert(property, runs(150));
  });

  it('gets no more where a field has a wrong shape: what is assumed stands for an absent field only', () => {
    const assume = 'assume: { user.blocked: no, user.groups: [] }';
    const rules =
      'rules:\n  - id: r\n    when: user.blocked or user.groups contains "Contractors"\n    then: { deny: sorry }\n';
    const policy = compileText(`policy: p\n${assume}\n${rules}`);
    const outcome = (user: Login['user']): string =>
      runCompiled(policy, 'fast', { user, context: {} }, 0).outcome;
    assert.equal(outcome({}), 'allow');
    assert.equal(outcome({ blocked: null, groups: null }), 'allow');
    assert.equal(outcome({ blocked: 'true' }), 'deny');
    assert.equal(outcome({ groups: 7 }), 'deny');
  });

  it('gets no more where whole records are compared: a field that one lacks tells nothing', () => {
    const address = { city: 'London', zip: 'N1' };
    const whole: Login = {
      user: {
        app_metadata: { address },
        user_metadata: { address },
        identities: [{ provider: 'a' }, { provider: 'a' }],
      },
      context: {},
    };
    for (const sentence of [
      'user.app_metadata.address is user.user_metadata.address',
      'user.app_metadata.address in [user.user_metadata.address]',
      'first(user.identities) is last(user.identities)',
      'size(unique(user.identities)) is 1',
    ]) {
      const text = `policy: p\nrules:\n  - id: r\n    when: ${sentence}\n    then: { deny: no such luck }\n`;
      const policy = compileText(text);
      const before = runCompiled(policy, 'fast', whole, 0);
      for (const path of fieldPaths(whole).filter(({ length }) => length > 1)) {
        assert.deepStrictEqual(gains(before, runCompiled(policy, 'fast', without(whole, [path]), 0)), []);
      }
    }
  });

  it('gets no more where `app` is a value: the id does not take the place of a missing name', () => {
    const whole: Login = {
      user: { app_metadata: { apps: ['hr'] } },
      context: { clientName: 'hr', clientID: 'abc' },
    };
    for (const sentence of [
      'lower(app) is "hr"',
      '(lookup app in tiers) is "inner"',
      'user.app_metadata.apps contains any of [app]',
      '(if app is "hr" then "inner" else "outer") is "inner"',
    ]) {
      const text = `policy: p\ntables:\n  tiers: { from: app, to: text, rows: { hr: inner, abc: outer } }\nrules:\n  - id: r\n    when: >-\n      ${sentence}\n    then: { deny: no such luck }\n`;
      const policy = compileText(text);
      const less = without(whole, [['context', 'clientName']]);
      assert.equal(runCompiled(policy, 'fast', whole, 0).outcome, 'deny');
      assert.deepStrictEqual(
        gains(runCompiled(policy, 'fast', whole, 0), runCompiled(policy, 'fast', less, 0)),
        [],
      );
    }
  });

  it('gets no scope back where the claim `scope` is removed in doubt', () => {
    const policy = compileText(`policy: p
rules:
  - id: few
    then: { limit_scopes: [openid] }
  - id: none
    when: user.blocked
    then: { remove_claims: [scope] }
`);
    const context = { request: { query: { scope: 'openid admin' } } };
    const before = runCompiled(policy, 'fast', { user: { blocked: false }, context }, 0);
    assert.deepStrictEqual(gains(before, runCompiled(policy, 'fast', { user: {}, context }, 0)), []);
  });

  it('is never sure of the contrary: a condition that is yes or no stays so or becomes unknown', () => {
    const conditions = fc.array(condition({ silentOnMissing: true, names: [] }), {
      minLength: 1,
      maxLength: 20,
    });
    const property = fc.property(
      definitions,
      conditions,
      losses,
      clock,
      (named, sentences, [whole, lesser], now) => {
        const policy = compileText(tellingPolicy(named, sentences));
        const before = tell(runCompiled(policy, 'fast', whole, now), sentences.length);
        for (const less of lesser) {
          const after = tell(runCompiled(policy, 'fast', less, now), sentences.length);
          const turned = sentences.filter(
            (_, index) => after[index] !== 'unknown' && after[index] !== before[index],
          );
          assert.deepStrictEqual(turned, []);
        }
      },
    );
    fc.assert(property, runs(150));
  });

  it('may get more where the policy itself says so: the law can fail', () => {
    const policy = compileText(`policy: speaks-of-missing
rules:
  - id: contractors
    when: user.groups exists
    then:
      deny: Only people without groups
`);
    const login = { user: { groups: ['Contractors'] }, context: {} };
    const before = runCompiled(policy, 'fast', login, 0);
    const after = runCompiled(policy, 'fast', { user: {}, context: {} }, 0);
    assert.deepStrictEqual(gains(before, after), ['the refusal became an allowance']);
  });

  it('may get more where a generated policy says what missing means: the law is put to the test', () => {
    const property = fc.property(policyText(), losses, clock, (text, [whole, lesser], now) => {
      const policy = compileText(text);
      const before = runCompiled(policy, 'fast', whole, now);
      for (const less of lesser)
        assert.deepStrictEqual(gains(before, runCompiled(policy, 'fast', less, now)), []);
    });
    const { failed } = fc.check(property, { numRuns: 1000, seed: 1, endOnFailure: true });
    assert.equal(failed, true);
  });
});

/** The same answers, each of them once with nothing in it, and without each of its fields. */
function withoutOne(known: Answers): readonly Answers[] {
  return [...known].flatMap(([name, answer]) => {
    if (answer.state !== 'answered') return [];
    const { value } = answer;
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    const fields = isRecord ? Object.entries(value) : [];
    const parts = fields.map(([field]) => Object.fromEntries(fields.filter(([other]) => other !== field)));
    return [{}, ...parts.map((part) => ({ value: part }))].map(
      (less): Answers => new Map([...known, [name, { state: 'answered', ...less }]]),
    );
  });
}

/** What the second decision has that the first one refuses; a login that is refused or sent elsewhere has nothing. */
function gains(before: Decision, after: Decision): readonly string[] {
  if (isRefused(after) || after.redirect !== null) return [];
  if (isRefused(before)) return ['the refusal became an allowance'];
  if (before.redirect !== null) return ['the visit is gone'];
  const claimNames = ({ claims }: Decision) =>
    Object.entries(claims).flatMap(([token, names]) => Object.keys(names).map((name) => `${token} ${name}`));
  return [
    ...(before.multifactor !== null && after.multifactor === null ? ['the second factor is gone'] : []),
    ...claimNames(after)
      .filter((name) => !claimNames(before).includes(name))
      .map((name) => `a new claim: ${name}`),
    ...(after.primaryUser !== null && after.primaryUser !== before.primaryUser ? ['another account'] : []),
    ...lastingNames(after).filter((name) => !lastingNames(before).includes(name)),
    ...after.scopes.filter((scope) => !before.scopes.includes(scope)).map((scope) => `a new scope: ${scope}`),
  ];
}

function isRefused({ outcome }: Decision): boolean {
  return outcome === 'deny' || outcome === 'failure';
}

function lastingNames({ lasting }: Decision): readonly string[] {
  return lasting.map(({ kind, rule, does }) => `${kind} of ${rule}: ${String(does.name ?? does.counter)}`);
}
