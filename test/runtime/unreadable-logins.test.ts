import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { compile } from '../../compiler/index.ts';
import { createPipeline, type RunOptions } from '../../runtime/index.ts';

const POLICY = `
policy: portal
rules:
  - id: staff-only
    unless: user.email.domain is "example.com"
    then: { deny: Only staff. }
`;
const LOGIN = { user: { email: 'ada@example.com' }, context: { request: {} } };

const throwing = () => {
  throw new Error('a property that throws');
};
const traps = { get: throwing, has: throwing, getPrototypeOf: throwing, ownKeys: throwing };
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** What becomes of a login in each way of a pipeline whose policy has a decider. */
async function endsOf(
  test: TestContext,
  login: unknown,
  options?: RunOptions,
  isolation: 'isolate' | 'verified' = 'isolate',
) {
  const { value } = compile({ name: 'policy.yaml', text: POLICY });
  const pipeline = await createPipeline(value === null ? [] : [value], { isolation });
  test.after(() => pipeline.dispose());
  return [
    await pipeline.run(login, options),
    await pipeline.run(login, options && { ...options, trace: true }),
    await pipeline.decide(login, options),
  ];
}

describe('a login that throws where it is looked at', () => {
  const logins: Readonly<Record<string, () => unknown>> = {
    'a proxy that was revoked': revoked,
    'a proxy that throws': () => new Proxy({}, traps),
    'a user that was revoked': () => ({ ...LOGIN, user: revoked() }),
    'a context that throws': () => ({ ...LOGIN, context: new Proxy({}, traps) }),
    'a user that throws when it is read': () => ({
      ...LOGIN,
      get user() {
        return throwing();
      },
    }),
  };
  for (const [name, make] of Object.entries(logins)) {
    for (const isolation of ['isolate', 'verified'] as const) {
      it(`is no login, and breaks nothing: ${name}, ${isolation}`, async (test) => {
        for (const { outcome, code, message } of await endsOf(test, make(), {}, isolation)) {
          assert.deepEqual([outcome, code], ['failure', 'bad_login']);
          assert.match(message ?? '', /cannot be read$/);
        }
      });
    }
  }
});

describe('what a host says of a login beside it', () => {
  it('may be nothing at all', async (test) => {
    const nothing = null as unknown as RunOptions;
    for (const { outcome } of await endsOf(test, LOGIN, nothing)) assert.equal(outcome, 'allow');
  });

  for (const id of ['', 5, null, {}]) {
    it(`has an id that is a text of its own, and not ${JSON.stringify(id)}`, async (test) => {
      for (const { code, message } of await endsOf(test, LOGIN, { id } as RunOptions)) {
        assert.equal(code, 'bad_login');
        assert.match(message ?? '', /^`id` is /);
      }
    });
  }

  it('says that the login itself is a big integer', async (test) => {
    const [{ message } = {}] = await endsOf(test, 5n);
    assert.match(message ?? '', /^the login is a big integer/);
  });
});
