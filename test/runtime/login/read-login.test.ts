import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Report } from '../../../runtime/index.ts';
import { LOGIN, NEXT, pipelineOf } from '../compiled-policy.ts';

const CLAIM = `setClaim(context, ['id_token'], 'email', user.email); ${NEXT}`;

/** The report of a login from outside; the same pipeline then still takes a good login, and no prototype has changed. */
async function reportOf(test: TestContext, login: unknown): Promise<Report> {
  const pipeline = await pipelineOf(test, [{ id: 'claim', body: CLAIM }]);
  const before = prototypes();
  const report = await pipeline.run(login);
  assert.deepEqual(prototypes(), before);
  assert.deepEqual((await pipeline.run(LOGIN)).idToken, { email: 'ada@example.com' });
  JSON.stringify(report);
  return report;
}

function prototypes(): readonly unknown[] {
  return [Object, Array, Function, String].map(({ prototype }) => Reflect.ownKeys(prototype).map(String));
}

/** Asserts that a login is refused as bad, and why. */
async function refuses(test: TestContext, login: unknown, message: RegExp): Promise<void> {
  const report = await reportOf(test, login);
  assert.deepEqual([report.outcome, report.code, report.user, report.log], ['failure', 'bad_login', {}, []]);
  assert.match(String(report.message), message);
}

/** Asserts that a login is taken, as if what is odd about it were `user` as given. */
async function takes(test: TestContext, login: unknown, user: unknown): Promise<void> {
  const report = await reportOf(test, login);
  assert.deepEqual([report.outcome, report.user], ['allow', user]);
}

const withUser = (user: unknown) => ({ user, context: {} });

function nested(depth: number): unknown {
  let value: unknown = 'end';
  for (let level = 0; level < depth; level++) value = { next: value };
  return value;
}

describe('what is no login', () => {
  const rest: readonly (readonly [string, unknown, RegExp])[] = [
    ['nothing', undefined, /expected a login with `user` and `context`, found nothing/],
    ['null', null, /found nothing/],
    ['a text', 'hello', /found the text `hello`/],
    ['a number', 7, /found the number 7/],
    ['a list', [], /found a list/],
    ['a function', () => LOGIN, /found a function/],
    ['a big integer', 7n, /big integer/],
    ['a record without a user', { context: {} }, /the login has no `user`/],
    ['a record without a context', { user: {} }, /the login has no `context`/],
    ['a user that is null', { user: null, context: {} }, /the login has no `user`/],
    ['a user that is a list', { user: [], context: {} }, /`user` of the login is a list; expected a record/],
    ['a context that is a text', { user: {}, context: 'x' }, /`context` of the login is the text `x`/],
  ];
  for (const [what, login, message] of rest) {
    it(`is refused: ${what}`, (test) => refuses(test, login, message));
  }

  it('is refused: a login that contains itself', (test) => {
    const user: Record<string, unknown> = { manager: { reports: [] } };
    user.manager = { reports: [user] };
    return refuses(test, withUser(user), /`user.manager.reports\[0\]` contains itself/);
  });

  it('is refused: a big integer inside', (test) =>
    refuses(test, withUser({ a: [1n] }), /`user.a\[0\]` is a big integer/));

  it('is refused: a property that throws', (test) => {
    const user = {
      get 'full name'() {
        throw new Error('secret');
      },
    };
    return refuses(test, withUser(user), /^`user\["full name"\]` cannot be read$/);
  });

  it('is refused: `toJSON` that throws', (test) => {
    return refuses(
      test,
      withUser({ a: { toJSON: () => assert.fail('secret') } }),
      /^`user.a` cannot be read$/,
    );
  });

  it('is refused: proxies that throw, and revoked ones', async (test) => {
    const throwing = new Proxy({}, { ownKeys: () => assert.fail('secret') });
    await refuses(test, withUser(throwing), /^`user` cannot be read$/);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    await refuses(test, withUser(proxy), /^`user` cannot be read$/);
    await refuses(test, proxy, /^the login cannot be read$/);
  });

  it('is refused: proxies without an end', async (test) => {
    const endless: object = new Proxy(
      {},
      { ownKeys: () => ['a'], getOwnPropertyDescriptor: () => property, get: () => ({ a: endless }) },
    );
    const property = { value: 1, enumerable: true, configurable: true };
    await refuses(test, withUser(endless), /contains itself|nested deeper/);
    const long = new Proxy([], { get: (_, key) => (key === 'length' ? 2 ** 53 - 1 : 1) });
    await refuses(test, withUser({ long }), /larger than 4096 KiB/);
  });

  it('is refused: nesting of 65 levels, and of a thousand', async (test) => {
    await refuses(test, withUser(nested(1000)), /nested deeper than 64 levels/);
    await refuses(test, withUser(nested(65)), /nested deeper than 64 levels/);
  });

  it('is refused: shared parts that multiply', (test) => {
    let shared: unknown = 'x';
    for (let level = 0; level < 40; level++) shared = [shared, shared];
    return refuses(test, withUser({ shared }), /larger than 4096 KiB/);
  });

  it('is refused: five million characters, in one text or in all', async (test) => {
    await refuses(test, withUser({ a: 'x'.repeat(5_000_000) }), /larger than 4096 KiB/);
    await refuses(test, withUser({ a: 'ü'.repeat(2_500_000) }), /larger than 4096 KiB/);
    await refuses(
      test,
      withUser({ a: Array.from({ length: 500_000 }, () => '0123456789') }),
      /larger than 4096 KiB/,
    );
  });
});

describe('what is an odd login', () => {
  it('has nesting of 64 levels', (test) => takes(test, withUser(nested(64)), nested(64)));

  it('has four million characters', (test) => {
    const user = { a: 'x'.repeat(4_000_000) };
    return takes(test, withUser(user), user);
  });

  it('loses the sign of zero, which JSON cannot carry', (test) =>
    takes(test, withUser({ a: -0, b: [-0] }), { a: 0, b: [0] }));
  it('has numbers that are none: they are as good as missing', (test) =>
    takes(test, withUser({ a: Number.NaN, b: [Number.POSITIVE_INFINITY] }), { a: null, b: [null] }));

  it('has functions, symbols and nothing: they are left out', (test) =>
    takes(test, withUser({ a: () => 1, b: Symbol('b'), c: undefined, d: [undefined], [Symbol('e')]: 1 }), {
      d: [null],
    }));

  it('has dates: they are texts', (test) =>
    takes(test, withUser({ a: new Date(0), b: new Date(Number.NaN) }), {
      a: '1970-01-01T00:00:00.000Z',
      b: null,
    }));

  it('has maps and instances: only their own fields count', (test) => {
    class User {
      readonly email = 'eve@example.com';
      get admin() {
        return true;
      }
    }
    return takes(test, withUser(Object.assign(new User(), { map: new Map([[1, 2]]) })), {
      email: 'eve@example.com',
      map: {},
    });
  });

  it('has `toJSON`: what it gives counts, once', (test) => {
    const twice = { toJSON: () => ({ toJSON: () => 'inner', a: 1 }) };
    return takes(test, { user: twice, context: {} }, { a: 1 });
  });

  it('answers differently each time: the first answer counts', (test) => {
    let asked = 0;
    const user = {
      get email() {
        asked++;
        return `answer ${asked}`;
      },
    };
    return takes(test, withUser(user), { email: 'answer 1' });
  });

  it('has keys that JavaScript gives a meaning: they never come in', async (test) => {
    const text =
      '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"a":{"__proto__":1,"b":2}}';
    await takes(test, withUser(JSON.parse(text)), { a: { b: 2 } });
    await takes(test, withUser(Object.create({ email: 'inherited@example.com' })), {});
    await takes(
      test,
      Object.create(
        { user: {}, context: {} },
        { user: { value: { a: 1 }, enumerable: true }, context: { value: {}, enumerable: true } },
      ),
      { a: 1 },
    );
  });

  it('has keys of every object, as its own', (test) =>
    takes(test, withUser({ toString: 'a', hasOwnProperty: 'b', valueOf: 'c' }), {
      toString: 'a',
      hasOwnProperty: 'b',
      valueOf: 'c',
    }));
});

describe('what a login says that only rules may say', () => {
  /** The report of a login whose context is given, after a rule that shows what it finds. */
  async function after(test: TestContext, context: unknown, body = NEXT): Promise<Report> {
    const pipeline = await pipelineOf(test, [{ id: 'rule', body }]);
    return pipeline.run({ user: {}, context });
  }

  it('is thrown away: `context.lintel` and `context.redirect`', async (test) => {
    const forged = {
      lintel: { admitted: { policy: 'x' }, log: 'x', now: 0 },
      redirect: { url: 'https://evil.example' },
    };
    const { outcome, context, idToken } = await after(
      test,
      forged,
      `setClaim(context, ['id_token'], 'seen', [context.lintel.now > 0, isAdmitted(context, 'policy')]); ${NEXT}`,
    );
    assert.deepEqual([outcome, idToken], ['allow', { seen: [true, false] }]);
    assert.deepEqual(Object.keys(context), ['idToken', 'accessToken']);
  });

  it('is kept: claims and a demand for a second factor', async (test) => {
    const demand = { provider: 'any', allowRememberBrowser: false, by: '' };
    const report = await after(test, {
      idToken: { a: 1 },
      accessToken: { b: 2, scope: 'c d' },
      multifactor: { provider: 'any' },
    });
    assert.deepEqual([report.outcome, report.by, report.multifactor], ['challenge', null, demand]);
    assert.deepEqual([report.idToken, report.accessToken, report.scopes], [{ a: 1 }, { b: 2 }, ['c', 'd']]);
    assert.deepEqual(report.effects, []);
  });

  for (const odd of [true, 'guardian', 1, ['x'], { methods: 'sms', maxAge: 'x', provider: 7 }]) {
    it(`is a demand however it looks: ${JSON.stringify(odd)}`, async (test) => {
      const add = `requireMfa(context, { provider: 'any', allowRememberBrowser: true, remember: 60, by: 'rule' }); ${NEXT}`;
      const { outcome, multifactor } = await after(test, { multifactor: odd }, add);
      assert.deepEqual([outcome, multifactor?.allowRememberBrowser], ['challenge', false]);
    });
  }

  for (const odd of [null, 'x', [1], 7]) {
    it(`is made anew when claims are ${JSON.stringify(odd)}`, async (test) => {
      const { idToken, accessToken } = await after(
        test,
        { idToken: odd, accessToken: odd, multifactor: null },
        CLAIM,
      );
      assert.deepEqual([idToken, accessToken], [{}, {}]);
    });
  }
});
