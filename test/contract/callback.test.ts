import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { serve } from '../capabilities/local-server.ts';
import { LOGIN } from '../runtime/javascript-rule.ts';
import { NEXT, openTenant, remarksOf, telling } from './open-tenant.ts';

const IGNORED = 'called back a second time, which was ignored';

describe('a rule that calls back with an error', () => {
  const tenant = openTenant();
  const endOf = async (test: TestContext, body: string) => {
    const { outcome, code, message } = await tenant.run(test, [body, `callback(new Error('not reached'));`]);
    return [outcome, code, message];
  };

  for (const falsy of ['', 'null', 'undefined', 'false', '0', '""', 'NaN', 'null, undefined, null']) {
    it(`goes on when the error is none: (${falsy})`, async (test) => {
      const { outcome, user } = await tenant.run(test, [`user.kept = 1; callback(${falsy});`]);
      assert.deepEqual([outcome, user.kept], ['allow', 1]);
    });
  }

  for (const [error, code, message] of [
    [`new UnauthorizedError('No entry.')`, 'unauthorized', 'No entry.'],
    [`new UnauthorizedError('[00043] - No entry.')`, 'unauthorized', '[00043] - No entry.'],
    [`Object.assign(new Error('No.'), { name: 'UnauthorizedError' })`, 'unauthorized', 'No.'],
    [`Object.assign(new UnauthorizedError('No.'), { code: 'mfa_required' })`, 'mfa_required', 'No.'],
    [`new (class Denied extends UnauthorizedError {})('No.')`, 'unauthorized', 'No.'],
    [`new Error('broken')`, 'access_denied', 'broken'],
    [`new TypeError('broken')`, 'access_denied', 'broken'],
    [`Object.assign(new Error('gone'), { code: 'ECONNRESET', statusCode: 503 })`, 'access_denied', 'gone'],
    [`Object.assign(new Error('no'), { statusCode: 401 })`, 'access_denied', 'no'],
    [`new ValidationError('bad', 'invalid')`, 'access_denied', 'invalid'],
    [`new WrongUsernameOrPasswordError('auth0|1', 'wrong')`, 'access_denied', 'wrong'],
    [`'some text'`, 'access_denied', 'some text'],
    ['42', 'access_denied', '42'],
    ['true', 'access_denied', 'true'],
    [`{ message: 'from a record', statusCode: 429 }`, 'access_denied', 'from a record'],
    [`{ description: 'described' }`, 'access_denied', 'described'],
  ] as const) {
    it(`refuses with ${error}`, async (test) => {
      assert.deepEqual(await endOf(test, `callback(${error}, user, context);`), ['deny', code, message]);
    });
  }

  it('may be told to answer `access_denied` always', async (test) => {
    const compatibility = { denialCode: 'access_denied' } as const;
    const { code } = await tenant.run(test, [`callback(new UnauthorizedError('no'));`], { compatibility });
    assert.equal(code, 'access_denied');
  });

  it('is not asked for user and context', async (test) => {
    const { user, context } = await tenant.run(test, [
      `user.a = 1; callback(new Error('no'), { user_id: 'x' }, { b: 1 });`,
    ]);
    assert.deepEqual([user, context.b], [LOGIN.user, undefined]);
  });

  it('has an error class that rules can look at', async (test) => {
    const error = `new UnauthorizedError('m')`;
    const told = await tenant.value(
      test,
      `[${error}.name, ${error}.code, ${error}.message, ${error}.description, ${error}.statusCode, ${error} instanceof Error]`,
    );
    assert.deepEqual(told, ['UnauthorizedError', 'unauthorized', 'm', 'm', 401, true]);
  });
});

describe('a rule that calls back twice', () => {
  const tenant = openTenant();

  for (const [how, body] of Object.entries({
    'at once': `callback(new UnauthorizedError('no')); ${NEXT}`,
    'a tick later': `callback(new UnauthorizedError('no')); setTimeout(function () { ${NEXT} }, 1); setTimeout(keep, 50); function keep() {}`,
    'in a promise': `callback(new UnauthorizedError('no')); Promise.resolve().then(function () { ${NEXT} });`,
    'in an asynchronous first call': `setTimeout(function () { callback(new UnauthorizedError('no')); ${NEXT} }, 1);`,
    'because it does not return, as the sample for redirects does': `if (user) { callback(new UnauthorizedError('no')); } ${NEXT}`,
  })) {
    it(`has refused: ${how}`, async (test) => {
      const { outcome, message } = await tenant.run(test, [body]);
      assert.deepEqual([outcome, message], ['deny', 'no']);
    });
  }

  it('has gone on, and the remark says so', async (test) => {
    const report = await tenant.run(test, [`${NEXT} callback(new UnauthorizedError('late'));`, NEXT]);
    assert.deepEqual(
      [report.outcome, remarksOf(report)],
      ['allow', [`${IGNORED}: late (rules/rule-0.js:2:41)`]],
    );
  });

  it('does not hand over what it changed in between', async (test) => {
    const { idToken } = await tenant.run(test, [
      `callback(null, { user_id: 'auth0|1', a: 1 }, context); callback(null, { user_id: 'auth0|1', a: 2 }, context);`,
      telling('user.a'),
    ]);
    assert.equal(idToken.told, 1);
  });

  it('does not end the rule after it', async (test) => {
    const { idToken } = await tenant.run(test, [
      `${NEXT} setTimeout(function () { callback(new Error('late')); }, 1);`,
      `setTimeout(function () { ${telling('"second"')} }, 40);`,
    ]);
    assert.equal(idToken.told, 'second');
  });
});

describe('a rule with promises', () => {
  const tenant = openTenant();
  const outcomeOf = async (test: TestContext, text: string) => (await tenant.run(test, [text])).outcome;

  it('never gets an exception from the callback, whatever it hands over', async (test) => {
    const { outcome, log } = await tenant.run(test, [
      `context.self = context;
       Promise.resolve().then(function () { ${NEXT} }).catch(function () { callback(null, {}, {}); });`,
    ]);
    assert.equal(outcome, 'failure');
    assert.match(log.at(-1)?.text ?? '', /JSON cannot carry/);
  });

  it('that ends in `.then(callback).catch(callback)` goes on once', async (test) => {
    const report = await tenant.run(test, [
      `Promise.resolve(1).then(function (one) { context.idToken.one = one; ${NEXT} throw new Error('downstream'); }).catch(function (error) { callback(error); });`,
    ]);
    const remark = `${IGNORED}: downstream (rules/rule-0.js:2:106)`;
    assert.deepEqual([report.outcome, report.idToken, remarksOf(report)], ['allow', { one: 1 }, [remark]]);
  });

  it('that passes what was caught to the callback is refused', async (test) => {
    assert.equal(await outcomeOf(test, `Promise.reject(new Error('x')).catch(callback);`), 'deny');
  });

  it('whose result is its callback is as any other', async (test) => {
    assert.equal(
      await outcomeOf(test, `async function (u, c, cb) { await null; return cb(null, u, c); }`),
      'allow',
    );
  });

  it('that only returns a user is never called back', async (test) => {
    const { outcome, log } = await tenant.run(
      test,
      [`async function (user, context, callback) { if (!user) callback(); return user; }`],
      {
        ruleLimits: { chain: 300 },
      },
    );
    assert.equal(outcome, 'failure');
    assert.match(log.at(-1)?.text ?? '', /300 ms/);
  });

  for (const [how, text] of Object.entries({
    rejects: `async function (user, context, callback) { await null; if (user) throw new Error('x'); callback(); }`,
    'leaves a rejected promise': `Promise.reject(new Error('x')); setTimeout(function () { ${NEXT} }, 30);`,
    'throws in a timer': `setTimeout(function () { throw new Error('x'); }, 1); setTimeout(function () { ${NEXT} }, 30);`,
    'throws at once': `throw new Error('x');`,
    'throws after it called back': `${NEXT} throw new Error('x');`,
    'throws undefined': `throw undefined;`,
  })) {
    it(`fails when it ${how}`, async (test) => {
      assert.equal(await outcomeOf(test, text), 'failure');
    });
  }

  it('stays refused when it throws afterwards', async (test) => {
    assert.equal(
      await outcomeOf(test, `callback(new UnauthorizedError('no')); throw new Error('x');`),
      'deny',
    );
  });
});

describe('objects that a rule hands over', () => {
  const tenant = openTenant();
  const after = (test: TestContext, call: string) =>
    tenant.run(test, [
      `user.old = 1; context.old = 1; ${call}`,
      telling('[user.old, user.new, context.old, context.new]'),
    ]);

  for (const [call, told] of [
    ['callback(null, user, context)', [1, null, 1, null]],
    ['callback(null)', [1, null, 1, null]],
    ['callback(null, undefined, undefined)', [1, null, 1, null]],
    ['callback(null, null, null)', [1, null, 1, null]],
    [`callback(null, 'text', 5)`, [1, null, 1, null]],
    ['callback(null, user)', [1, null, 1, null]],
    ['callback(null, undefined, context)', [1, null, 1, null]],
    ['callback(null, { new: 2 }, context)', [null, 2, 1, null]],
    ['callback(null, user, { new: 2, idToken: {} })', [1, null, null, 2]],
    ['callback(null, Object.assign({ new: 2 }, user), Object.assign({ new: 2 }, context))', [1, 2, 1, 2]],
  ] as const) {
    it(`take the place of those before as far as they are objects: ${call}`, async (test) => {
      assert.deepEqual((await after(test, `${call};`)).idToken.told, told);
    });
  }

  for (const call of ['callback(null, [], context)', 'callback(null, user, [])']) {
    it(`fail the login when they are lists: ${call}`, async (test) => {
      assert.equal((await after(test, `${call};`)).outcome, 'failure');
    });
  }

  it('do not make somebody else of who signed in, nor of how', async (test) => {
    const { user, context } = await tenant.run(test, [`callback(null, {}, {});`]);
    assert.deepEqual(
      [user, context.clientID, context.protocol],
      [{ user_id: 'auth0|1' }, 'c1', 'oidc-basic-profile'],
    );
  });
});

describe('work after the callback', { timeout: 20_000 }, () => {
  const tenant = openTenant();

  it('is done, and its call arrives, while the login is long over', async (test) => {
    const arrived = Promise.withResolvers<string | undefined>();
    const server = await serve(test, (request, response) => {
      arrived.resolve(request.url);
      response.end();
    });
    const network = { allow: [new URL(server.url).host], private: ['127.0.0.0/8'] };
    const pipeline = await tenant.open(
      test,
      [
        `${NEXT} setTimeout(function () { request.post('${server.url}/late', { json: { user: user.user_id } }); }, 50);`,
      ],
      { network },
    );
    assert.equal((await pipeline.run(LOGIN)).outcome, 'allow');
    assert.equal(await arrived.promise, '/late');
  });

  it('is done for a login that was refused, too', async (test) => {
    const arrived = Promise.withResolvers<void>();
    const server = await serve(test, (_, response) => {
      arrived.resolve();
      response.end();
    });
    const network = { allow: [new URL(server.url).host], private: ['127.0.0.0/8'] };
    const rule = `callback(new UnauthorizedError('no')); fetch('${server.url}/denied').catch(function () {});`;
    const pipeline = await tenant.open(test, [rule], { network });
    assert.equal((await pipeline.run(LOGIN)).outcome, 'deny');
    await arrived.promise;
  });

  it('is seen by rules in JavaScript that run meanwhile, which have the same objects', async (test) => {
    const { idToken } = await tenant.run(test, [
      `${NEXT} (function look() { if (!global.goOn) return setTimeout(look, 1); user.late = 'seen'; global.goOn(); })();`,
      `global.goOn = function () { ${telling('user.late')} };`,
    ]);
    assert.equal(idToken.told, 'seen');
  });

  it('changes nothing any more once the login is decided', async (test) => {
    const decided = Promise.withResolvers<void>();
    const changed = Promise.withResolvers<string | undefined>();
    const server = await serve(test, async (request, response) => {
      if (request.url === '/wait') await decided.promise;
      else changed.resolve(request.url);
      response.end();
    });
    const late = `context.idToken.late = 1; user.late = 1; request.get('${server.url}/changed/' + user.late);`;
    const pipeline = await tenant.open(
      test,
      [`${NEXT} request.get('${server.url}/wait', function () { ${late} });`],
      { network: { allow: [new URL(server.url).host], private: ['127.0.0.0/8'] } },
    );
    const { idToken, user } = await pipeline.run(LOGIN);
    decided.resolve();
    assert.equal(await changed.promise, '/changed/1');
    assert.deepEqual([idToken, user], [{}, LOGIN.user]);
  });
});
