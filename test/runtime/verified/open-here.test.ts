import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { compile } from '../../../compiler/index.ts';
import {
  createPipeline,
  type Decision,
  type Pipeline,
  type PipelineOptions,
} from '../../../runtime/index.ts';
import { ASIDE } from '../../../runtime/verified/aside.ts';
import { createReadFunctions } from '../../../runtime/verified/read-values.ts';
import { makeRecordReader } from '../../../runtime/verified/record-reader.ts';
import type { CompiledPolicy } from '../../../stdlib/index.ts';
import { numberOf } from '../../../stdlib/shape.ts';

const POLICY = `
policy: portal
name: Portal
lists:
  staff: { of: domain, items: [example.com] }
conditions:
  is_staff: user.email.domain in staff
rules:
  - id: staff-only
    name: Staff only
    unless: is_staff
    then: { deny: Only staff. }
  - id: hours
    name: Not on Sundays
    when: weekday(now, "Europe/Berlin") is "sunday"
    then: { require_mfa: yes }
  - id: claims
    name: Claims
    then:
      set_claims:
        groups: = user.groups
        plan: = user.app_metadata.plan otherwise "free"
        age: = user.user_metadata.age
        address: = user.user_metadata.address
`;

const opened: Pipeline[] = [];
after(() => {
  for (const pipeline of opened) pipeline.dispose();
});

const login = {
  user: { email: 'Ada@Example.com', groups: ['a', 'b'], app_metadata: { plan: 'pro' } },
  context: { clientName: 'portal', request: { query: { scope: 'openid email' } } },
};

const policy = compiled(POLICY);
const verified = await open(policy, { isolation: 'verified' });
const isolated = await open(policy, {});

describe('a login that is decided in this process', () => {
  it('comes to what it comes to in the isolate', () => {
    const decision = verified.decide(login, { now: 0 });
    assert.deepEqual(decision, isolated.decide(login, { now: 0 }));
    assert.deepEqual(Object(decision).idToken, { groups: ['a', 'b'], plan: 'pro' });
  });

  it('is told the clock where rules ask for it', () => {
    assert.equal(Object(verified.decide(login, { now: '2026-11-22T12:00:00Z' })).outcome, 'challenge');
    assert.equal(Object(verified.decide(login, { now: '2026-11-23T12:00:00Z' })).outcome, 'allow');
  });

  it('keeps its lists when somebody changes those of a decision or a report', async () => {
    const groups: string[] = Object((await verified.decide(login)).idToken).groups;
    const others: string[] = Object((await verified.run(login)).idToken).groups;
    for (const list of [groups, others]) list.push('admin');
    assert.deepEqual(login.user.groups, ['a', 'b']);
  });

  it('keeps the lists that stand in lists of a decision or a report', async () => {
    const sentence = '= [user.groups, ["x"]]';
    const text = `policy: p\nname: P\nrules:\n  - id: r\n    name: R\n    then: { set_claims: { lists: '${sentence}' } }\n`;
    const pipeline = await open(compiled(text), { isolation: 'verified' });
    for (const told of [await pipeline.decide(login), await pipeline.run(login)])
      Object(told.idToken).lists[0].push('admin');
    assert.deepEqual(login.user.groups, ['a', 'b']);
  });

  it('is decided as in the isolate, whatever stands in it', async () => {
    const odd = fc.anything({
      maxDepth: 3,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSparseArray: true,
    });
    const field = fc.constantFrom('email', 'groups', 'app_metadata', 'user_metadata', 'toJSON', '__proto__');
    const users = fc.dictionary(field, odd).map((fields) => ({ ...login.user, ...fields }));
    const names = fc.constantFrom(
      'request',
      'idToken',
      'accessToken',
      'multifactor',
      'primaryUser',
      'lintel',
    );
    const contexts = fc.dictionary(names, odd).map((fields) => ({ ...login.context, ...fields }));
    const logins = fc.tuple(fc.oneof(users, odd), fc.oneof(contexts, odd));
    const property = fc.asyncProperty(logins, ([user, context]) => agree({ user, context }));
    await fc.assert(property, { numRuns: 1000 });
  });

  it('goes into the isolate where it is too large to be looked at here', async () => {
    const groups = Array.from({ length: 20_000 }, (_, index) => `g${index}`);
    await agree({ ...login, user: { ...login.user, groups } });
    await agree({ ...login, user: { ...login.user, email: `${'x'.repeat(20_000)}@example.com` } });
  });
});

describe('what reads logins in this process', () => {
  const numbers = [3, -0, '3', Number.NaN];
  const reads = createReadFunctions(100);
  const record = makeRecordReader();
  const isAside = (read: () => unknown) => assert.throws(read, (error) => error === ASIDE);

  it('takes plain values, and nothing for what has another shape', () => {
    assert.deepEqual(
      [reads.readText('a'), reads.readText(3), reads.readText(null)],
      ['a', undefined, undefined],
    );
    assert.deepEqual([reads.readTruth(false), reads.readTruth('no')], [false, undefined]);
    assert.deepEqual(numbers.slice(0, 3).map(reads.readNumber), [3, 0, undefined]);
    assert.deepEqual([reads.readIp('10.0.0.1'), reads.readIp('10.0.0')], ['10.0.0.1', undefined]);
    assert.deepEqual(
      [reads.readTexts(['a']), reads.readTexts('a'), reads.readTexts([3])],
      [['a'], ['a'], undefined],
    );
    assert.deepEqual(reads.readValue({ a: [1] }, Object), { a: [1] });
    assert.deepEqual(reads.readList([1, 2], numberOf), [1, 2]);
  });
  it('takes plain records, and an empty one for what is none', () => {
    const [plain, bare] = [{ a: 1 }, Object.create(null)];
    assert.deepEqual([plain, bare].map(record), [plain, bare]);
    for (const other of [undefined, null, 'a', 3, true]) assert.deepEqual(record(other), {});
  });
  it('leaves anything else to others', () => {
    for (const odd of [
      [],
      new Date(0),
      new Map(),
      () => 1,
      3n,
      Symbol('a'),
      { toJSON: () => 1 },
      Object.create({}),
    ])
      isAside(() => record(odd));
    isAside(() => reads.readText('x'.repeat(101)));
    isAside(() => reads.readTexts(['x'.repeat(60), 'y'.repeat(60)]));
    isAside(() => reads.readTruth(() => true));
    isAside(() => reads.readNumber(numbers[3]));
  });
});

describe('a policy that cannot run in this process', () => {
  it('runs in the isolate where lists are gone through within lists', async () => {
    const sentence = 'any a in user.groups where any b in user.groups where "${a}${b}" is "xx"';
    const deep = `policy: p\nname: P\nrules:\n  - id: r\n    name: R\n    when: ${sentence}\n    then: { deny: No. }\n`;
    const pipeline = await open(compiled(deep), { isolation: 'verified' });
    assert.equal((await pipeline.decide({ user: { groups: ['x'] }, context: {} })).outcome, 'deny');
  });

  it('is not loaded where no compiler has emitted its code', async () => {
    const { decider } = policy;
    assert.ok(decider !== null);
    const code = decider.code.replace("'use strict';", "'use strict'; globalThis.process.exit();");
    const forged = { ...policy, decider: { ...decider, code } };
    await assert.rejects(open(forged, { isolation: 'verified' }), /is not what the compiler emits/);
  });
});

function compiled(text: string): CompiledPolicy {
  const { value, diagnostics } = compile({ name: 'policy.yaml', text });
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  assert.ok(value !== null);
  return value;
}

async function open(value: CompiledPolicy, options: PipelineOptions): Promise<Pipeline> {
  const pipeline = await createPipeline([value], options);
  opened.push(pipeline);
  return pipeline;
}

/** The isolate looks at fields that no rule came to, too, and refuses logins that are no data there. */
async function agree(sent: unknown): Promise<void> {
  const decisions: Decision[] = [];
  for (const pipeline of [verified, isolated]) decisions.push(await pipeline.decide(sent, { now: 0 }));
  const [here, inside] = decisions;
  if (inside?.code !== 'bad_login') assert.deepEqual(here, inside);
}
