import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { compile } from '../../compiler/index.ts';
import { createPipeline, type Report, type RuleTrace } from '../../runtime/index.ts';
import { anyLogin, clock, fullLogin, policyText } from '../arbitraries/index.ts';
import { atTheBorder, compileText } from '../laws/compiled-policy.ts';

const FIRST = `
policy: first
default: deny
exempt: user.name is "Root"
assume: { login.count: 3 }
conditions:
  is_staff: user.email.domain is "example.com"
rules:
  - id: members
    when: is_staff
    then: { admit: yes, set_claims: { plan: = user.app_metadata.plan otherwise user.nickname } }
  - id: off
    mode: disabled
    then: { deny: Never. }
  - id: tried
    mode: report-only
    unless: login.count is more than 2
    then: { deny: Too new. }
  - id: careful
    unless: user.groups contains "trusted"
    then: { require_mfa: yes, log: "no trust in \${user.name}" }
  - id: ends
    when: user.nickname is "stop"
    then: { stop: yes }
  - id: late
    when: now is after 2020-01-01T00:00:00Z
    then: { set_claims: { late: "yes" } }
`;
const SECOND = `
policy: second
rules:
  - id: app
    for: { app: hr }
    then: { deny: Not now. }
  - id: rest
    then: { set_claims: { rest: "yes" } }
`;
const ASKS = `
policy: asks
sources:
  crm: { url: "https://crm.example.com/\${user.email}" }
rules:
  - id: asked
    when: crm.plan is "pro"
    then: { set_claims: { pro: "yes" } }
`;

const staff = { email: 'ada@example.com', name: 'Ada', groups: ['Trusted'] };

describe('the trace of a login that deciders decide', () => {
  it('says of each rule how it ended', async (test) => {
    const run = await open(test, FIRST, SECOND);
    const ended = async (user: object, context = {}) => resultsOf((await run({ user, context })).short);
    const rest = ['off: off', 'tried: report-only'];
    assert.deepEqual(await ended(staff), [
      ...['members: applied', ...rest, 'careful: did not apply', 'ends: could not tell'],
      ...['late: could not tell', 'default: did not apply', 'app: applied', 'rest: not reached'],
    ]);
    assert.deepEqual(await ended({ ...staff, nickname: 'stop' }, { clientName: 'crm', clientID: 'x' }), [
      ...['members: applied', ...rest, 'careful: did not apply', 'ends: applied'],
      ...['late: not reached', 'default: not reached', 'app: did not apply', 'rest: applied'],
    ]);
    assert.deepEqual(await ended({ name: 'Eve' }), [
      ...['members: could not tell', ...rest, 'careful: applied', 'ends: could not tell'],
      ...['late: could not tell', 'default: applied', 'app: not reached', 'rest: not reached'],
    ]);
  });

  it('says what each clause read, as the login holds it', async (test) => {
    const run = await open(test, FIRST, SECOND);
    const { short } = await run({ user: { ...staff, groups: 'Trusted', nickname: 7 }, context: {} });
    const reads = (id: string) =>
      ruleOf(short, id)?.clauses.flatMap((one) => one.reads.map(({ name, ...seen }) => [name, seen]));
    assert.deepEqual(reads('members'), [['user.email', { value: 'ada@example.com' }]]);
    assert.deepEqual(reads('tried'), [['login.count', { value: 3 }]]);
    assert.deepEqual(reads('careful'), [['user.groups', { value: 'Trusted' }]]);
    assert.deepEqual(reads('ends'), [['user.nickname', { wrongShape: 'number' }]]);
    assert.deepEqual(reads('late'), [['now', { value: '2026-11-23T00:00:00Z' }]]);
    assert.deepEqual(reads('app'), [['app', { missing: true }]]);
  });

  it('says whom the exemption spared', async (test) => {
    const run = await open(test, FIRST);
    const { short } = await run({ user: { email: 'x@else.example', name: 'Root' }, context: {} });
    const spared = short.trace?.filter(({ exempted }) => exempted).map(({ rule }) => rule);
    assert.deepEqual(spared, ['careful', 'default']);
  });

  it('holds values of its own', async (test) => {
    const groups = ['Trusted'];
    const { short } = await (await open(test, FIRST))({ user: { ...staff, groups }, context: {} });
    groups.push('later');
    assert.deepEqual(ruleOf(short, 'careful')?.clauses[0]?.reads[0]?.value, ['Trusted']);
  });

  it('is the same beside a policy that no decider can say', async (test) => {
    const [alone, beside] = [await open(test, FIRST, SECOND), await open(test, FIRST, SECOND, ASKS)];
    const login = { user: { ...staff, nickname: 'stop' }, context: { clientName: 'crm', clientID: 'x' } };
    const [one, other] = [(await alone(login)).short, (await beside(login)).short];
    assert.deepEqual(timeless(other).slice(0, -1), timeless(one));
  });

  it('is that of the long way for several policies, whatever the login holds', async () => {
    const property = fc.asyncProperty(
      fc.array(policyText(), { minLength: 2, maxLength: 3 }),
      fc.array(fc.tuple(fc.oneof(fullLogin, anyLogin), clock), { minLength: 1, maxLength: 5 }),
      async (texts, logins) => {
        const named = texts.map((text, index) => text.replace(/^policy: .*$/m, `policy: p${index}`));
        const policies = named.map((text) => compileText(text).compiled);
        const pipeline = await createPipeline(policies);
        try {
          for (const [login, now] of logins) {
            const short = await pipeline.run(login, { now, trace: true });
            const long = await pipeline.run(login, { now, trace: true, lookUps: () => null });
            assert.deepStrictEqual(whole(short), whole(long));
          }
        } finally {
          pipeline.dispose();
        }
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });
});

interface Runs {
  readonly short: Report;
}

/** Runs a login both ways and holds the reports against each other. */
async function open(
  test: TestContext,
  ...texts: readonly string[]
): Promise<(login: object) => Promise<Runs>> {
  const policies = texts.map((text) => {
    const { value, diagnostics } = compile({ name: 'policy.yaml', text });
    assert.ok(value !== null, JSON.stringify(diagnostics));
    return value;
  });
  const pipeline = await createPipeline(policies);
  test.after(() => pipeline.dispose());
  const now = Date.UTC(2026, 10, 23);
  return async (login) => {
    const short = await pipeline.run(login, { now, trace: true });
    const long = await pipeline.run(login, { now, trace: true, lookUps: () => null });
    if (policies.every(({ decider }) => decider !== null)) assert.deepStrictEqual(whole(short), whole(long));
    return { short };
  };
}

function resultsOf({ trace }: Report): readonly string[] {
  return trace?.map(({ rule, result }) => `${rule}: ${result}`) ?? [];
}

function ruleOf({ trace }: Report, id: string): RuleTrace | undefined {
  return trace?.find(({ rule }) => rule === id);
}

/** A login that no rule changed is the caller's own. */
function whole({ user, context, ...report }: Report): unknown {
  const told = { ...report, ...atTheBorder({ user, context }), trace: null };
  return JSON.parse(JSON.stringify([told, timeless({ user, context, ...report })]));
}

function timeless({ trace }: Report): readonly unknown[] {
  return trace?.map(({ microseconds: _, ...rule }) => rule) ?? [];
}
