import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { compile } from '../../compiler/index.ts';
import { createPipeline, type Report } from '../../runtime/index.ts';
import { decisionOf } from '../../runtime/report/decision.ts';

const POLICY = `
policy: portal
name: Portal
lists:
  staff: { of: domain, items: [example.com] }
rules:
  - id: staff-only
    name: Staff only
    unless: user.email.domain in staff
    then: { deny: Only staff. }
  - id: seasoned
    name: Not too often
    unless: login.count is at most 10
    then: { require_mfa: yes }
  - id: claims
    name: Claims
    when: user.email_verified
    then:
      set_claims:
        groups: = user.groups
        plan: = user.app_metadata.plan otherwise "free"
        address: = user.user_metadata.address.city
`;

const compiled = compile({ name: 'policy.yaml', text: POLICY });
assert.deepEqual(compiled.diagnostics, []);
const pipeline = await createPipeline(compiled.value === null ? [] : [compiled.value]);
after(() => pipeline.dispose());

const login = {
  user: {
    user_id: 'ada',
    email: 'Ada@Example.com',
    email_verified: true,
    groups: ['a', 'b'],
    app_metadata: { plan: 'pro' },
  },
  context: {
    clientName: 'portal',
    clientID: 'portal',
    stats: { loginsCount: 3 },
    request: { ip: '203.0.113.7' },
  },
};

describe('a login of which only what rules read is looked at', () => {
  it('is decided without the rest', async () => {
    const user = { ...login.user };
    Object.defineProperty(user, 'picture', {
      enumerable: true,
      get: () => assert.fail('nobody reads the picture'),
    });
    const report = await run({ ...login, user });
    assert.deepEqual([report.outcome, report.idToken.plan], ['allow', 'pro']);
  });

  it('is decided at once where nothing has to be waited for', () => {
    const decision = pipeline.decide(login, { now: 0 });
    assert.ok(!(decision instanceof Promise));
    assert.deepEqual(decision.idToken, { groups: ['a', 'b'], plan: 'pro' });
  });

  it('keeps its lists when somebody changes those of a decision', async () => {
    const { idToken } = await pipeline.decide(login, { now: 0 });
    Object(idToken).groups.push('admin');
    assert.deepEqual(login.user.groups, ['a', 'b']);
  });

  it('is not decided by what somebody gave all records', async () => {
    Object.defineProperty(Object.prototype, 'email_verified', {
      value: true,
      enumerable: true,
      configurable: true,
    });
    try {
      const { email_verified: _, ...user } = login.user;
      assert.deepEqual((await pipeline.decide({ ...login, user }, { now: 0 })).idToken, {});
    } finally {
      Reflect.deleteProperty(Object.prototype, 'email_verified');
    }
  });

  it('stays the caller’s own', async () => {
    const report = await run(login);
    assert.equal(report.user, login.user);
  });

  it('may have fields that only fail to be read', async () => {
    const user = { ...login.user };
    Object.defineProperty(user, 'email', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    await agree({ ...login, user });
  });

  it('is looked at as a whole where it is more than plain data', async () => {
    class Person {
      readonly email = 'ada@example.com';
      get email_verified() {
        return true;
      }
    }
    await agree({ ...login, user: new Person() });
    await agree({ ...login, user: { toJSON: () => login.user } });
    await agree({ ...login, user: { ...login.user, groups: [new Date(0), 'x'] } });
    await agree({ ...login, user: { ...login.user, email: Object('ada@example.com') } });
    await agree({ ...login, user: { ...login.user, app_metadata: Object.create({ plan: 'pro' }) } });
    await agree({ toJSON: () => login });
    await agree(new Proxy(login, {}));
    await agree(
      JSON.parse(
        '{"user":{"email":"a@example.com","__proto__":{"email_verified":true}},"context":{"__proto__":{"stats":1}}}',
      ),
    );
  });

  it('is looked at so once, and then as a whole', async () => {
    let looks = 0;
    const ofAClass = Object.assign(Object.create({}), login.user);
    const counted = {
      context: login.context,
      get user() {
        looks++;
        return ofAClass;
      },
    };
    assert.equal((await pipeline.decide(counted)).outcome, 'allow');
    assert.equal(looks, 2);
  });

  it('is decided as any other, whatever stands in it', async () => {
    const odd = fc.anything({
      maxDepth: 3,
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
      withTypedArray: true,
      withUnicodeString: true,
    });
    const field = fc.constantFrom('email', 'email_verified', 'groups', 'app_metadata', 'user_metadata');
    const users = fc.dictionary(field, odd).map((fields) => ({ ...login.user, ...fields }));
    const contexts = fc
      .dictionary(fc.constantFrom('stats', 'request', 'idToken', 'accessToken', 'multifactor', 'lintel'), odd)
      .map((fields) => ({ ...login.context, ...fields }));
    const property = fc.asyncProperty(fc.oneof(users, odd), fc.oneof(contexts, odd), (user, context) =>
      agree({ user, context }),
    );
    await fc.assert(property, { numRuns: 500 });
  });
});

function run(sent: unknown, trace = false): Promise<Report> {
  return pipeline.run(sent, { now: 0, trace });
}

/** Looking at the whole login, it is refused for what nobody reads, too. */
async function agree(sent: unknown): Promise<void> {
  const [short, traced] = [await run(sent), await run(sent, true)];
  assert.deepEqual(await pipeline.decide(sent, { now: 0 }), decisionOf(short));
  const long = await pipeline.run(sent, { now: 0, trace: true, lookUps: () => null });
  if (long.code === 'bad_login') return;
  assert.deepEqual(told(short), told(long));
  assert.deepEqual(told(traced), told(long));
  assert.deepEqual(timeless(traced), timeless(long));
}

function timeless({ trace }: Report): unknown {
  return trace?.map(({ microseconds: _, ...rule }) => rule);
}

function told({ trace: _, user: __, context: ___, ...report }: Report): unknown {
  return report;
}
