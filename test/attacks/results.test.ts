import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { NEXT, policyOf } from '../runtime/compiled-policy.ts';
import { LOGIN, ruleOf } from '../runtime/javascript-rule.ts';
import { attack } from './harness.ts';
import { openParts, runParts } from './run-in-pool.ts';

const GO_ON = 'callback(null, user, context);';

/** What a report shows of a login that one rule changed, and that it is plain data. */
async function leave(test: TestContext, body: string) {
  const report = await runParts(test, [body]);
  assert.deepEqual(JSON.parse(JSON.stringify(report)), report, 'a report is what JSON can carry');
  return report;
}

describe('what cannot be taken ends the login as a failure', () => {
  for (const [what, body] of [
    [
      'a getter that throws',
      `Object.defineProperty(PLACE, 'x', { enumerable: true, get() { throw new Error('no'); } });`,
    ],
    [
      'a getter that never ends',
      `Object.defineProperty(PLACE, 'x', { enumerable: true, get() { for (;;); } });`,
    ],
    ['a proxy that throws', `PLACE.x = new Proxy({}, { ownKeys() { throw 1; } });`],
    ['a proxy that never ends', `PLACE.x = new Proxy({}, { ownKeys() { for (;;); } });`],
    [
      'a proxy with keys without end',
      `PLACE.x = new Proxy([], { get: (_, name) => (name === 'length' ? 2 ** 53 - 1 : 1) });`,
    ],
    [
      'a proxy that is revoked',
      `const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); PLACE.x = proxy;`,
    ],
    ['toJSON that throws', `PLACE.x = { toJSON() { throw null; } };`],
    ['toJSON that never ends', `PLACE.x = { toJSON() { for (;;); } };`],
    [
      'toJSON that gives ever deeper objects',
      `class Deep { get x() { return new Deep(); } } PLACE.x = Object.create(null, { x: { enumerable: true, get: function get() { return Object.create(null, { x: { enumerable: true, get } }); } } });`,
    ],
    ['a cycle', `PLACE.x = PLACE;`],
    ['a cycle through a list', `PLACE.x = []; PLACE.x.push(PLACE.x);`],
    ['a big integer', `PLACE.x = 1n;`],
    [
      'depth',
      `let deep = {}; for (let count = 0; count < 100000; count += 1) deep = { deep }; PLACE.x = deep;`,
    ],
    [
      'depth of lists',
      `let deep = []; for (let count = 0; count < 100000; count += 1) deep = [deep]; PLACE.x = deep;`,
    ],
    [
      'depth that JSON can carry',
      `let deep = {}; for (let count = 0; count < 500; count += 1) deep = { deep }; PLACE.x = deep;`,
    ],
    ['length', `PLACE.x = 'x'.repeat(9e6);`],
    [
      'length of 100 MB by sharing',
      `const part = 'x'.repeat(1e6); PLACE.x = Array.from({ length: 100 }, () => part);`,
    ],
    ['a million keys', `PLACE.x = {}; for (let count = 0; count < 1e6; count += 1) PLACE.x[count] = 1;`],
    [
      'shared parts that multiply',
      `let wide = ['x']; for (let count = 0; count < 40; count += 1) wide = [wide, wide]; PLACE.x = wide;`,
    ],
  ] as const) {
    for (const place of ['user', 'context', 'context.idToken']) {
      it(`${what}, in \`${place}\``, async (test) => {
        const target = place === 'context.idToken' ? `(context.idToken ??= {})` : place;
        const report = await leave(
          test,
          `const target = ${target};\n${body.replaceAll('PLACE', 'target')}\n${GO_ON}`,
        );
        assert.deepEqual([report.outcome, report.idToken, report.user.x], ['failure', {}, undefined]);
      });
    }
  }

  it('keeps other tenants and the next login out of it', async (test) => {
    await attack(test, `const part = 'x'.repeat(1e6); user.x = Array.from({ length: 100 }, () => part);`);
  });

  for (const value of [
    '[]',
    `Object.assign([], { user_id: 'auth0|1' })`,
    'Object(1)',
    `Object('x')`,
    `{ toJSON: () => 'text' }`,
    `{ toJSON: () => [1] }`,
    `{ toJSON: () => undefined }`,
    'new Date()',
    'new Date(NaN)',
  ]) {
    it(`is ${value} as the user or the context`, async (test) => {
      const users = await leave(test, `callback(null, ${value}, context);`);
      const contexts = await leave(test, `callback(null, user, ${value});`);
      assert.deepEqual([users.outcome, contexts.outcome], ['failure', 'failure']);
    });
  }

  for (const url of [
    `'javascript:alert(1)'`,
    `'data:text/html,x'`,
    `'//evil.example'`,
    `'/continue'`,
    `''`,
    `' https://evil.example'`,
    '{}',
    '1',
    'null',
    `['https://a.example/']`,
    `'https://'`,
    `'ftp://a.example/'`,
  ]) {
    it(`is a redirect to ${url}`, async (test) => {
      const report = await leave(test, `context.redirect = { url: ${url} }; ${GO_ON}`);
      assert.deepEqual([report.outcome, report.redirect], ['failure', null]);
    });
  }

  it('is a redirect that is no record', async (test) => {
    for (const value of [`'https://a.example/'`, '[]', '1', 'true', `['https://a.example/']`]) {
      const report = await leave(test, `context.redirect = ${value}; ${GO_ON}`);
      assert.deepEqual([report.outcome, report.redirect], ['failure', null], value);
    }
  });
});

describe('what can be taken in some way', () => {
  it('becomes what JSON makes of it', async (test) => {
    const report = await leave(
      test,
      `user.x = [NaN, Infinity, -0, undefined, () => 1, Symbol('x'), new Date(0), new Map([[1, 2]]), /x/, new Error('x')];
       user.gone = undefined; user.f = () => 1; ${GO_ON}`,
    );
    assert.deepEqual(report.user.x, [
      null,
      null,
      0,
      null,
      null,
      null,
      '1970-01-01T00:00:00.000Z',
      {},
      {},
      {},
    ]);
    assert.deepEqual([report.outcome, 'gone' in report.user, 'f' in report.user], ['allow', false, false]);
  });

  it('leaves the user and the context as they are when a callback brings something else', async (test) => {
    for (const value of ['null', '0', `''`, `'text'`, 'true', '() => 1', 'Symbol()', '1n', 'NaN']) {
      const report = await leave(test, `callback(null, ${value}, ${value});`);
      assert.deepEqual([report.outcome, report.user], ['allow', LOGIN.user], value);
    }
  });

  it('is a promise for a record without fields, which is who signed in all the same', async (test) => {
    const report = await leave(test, `callback(null, Promise.resolve({ user_id: 'x' }), context);`);
    assert.deepEqual([report.outcome, report.user], ['allow', { user_id: 'auth0|1' }]);
  });

  it('never holds names that JavaScript gives a meaning', async (test) => {
    const report = await leave(
      test,
      `for (const target of [user, context, context.idToken ??= {}, user.app_metadata ??= {}]) {
         for (const name of ['__proto__', 'constructor', 'prototype']) {
           Object.defineProperty(target, name, { value: { isAdmin: true }, enumerable: true, configurable: true });
         }
       }
       ${GO_ON}`,
    );
    const seen = [report.user, report.context, report.idToken, report.user.app_metadata ?? {}];
    for (const record of seen) {
      assert.equal(Object.getPrototypeOf(record), Object.prototype);
      for (const name of ['__proto__', 'constructor', 'prototype'])
        assert.ok(!Object.hasOwn(record, name), name);
    }
    assert.equal('isAdmin' in {}, false);
  });

  it('is a lone surrogate', async (test) => {
    const report = await leave(
      test,
      String.raw`user.x = '\ud800'; context.idToken = { x: 'a\udc00' }; ${GO_ON}`,
    );
    assert.deepEqual([report.outcome, report.user.x, report.idToken.x], ['allow', '\ud800', 'a\udc00']);
  });

  it('answers every reading of a getter with what it said the first time', async (test) => {
    const report = await leave(
      test,
      `let count = 0; Object.defineProperty(user, 'x', { enumerable: true, get: () => (count += 1) }); ${GO_ON}`,
    );
    assert.deepEqual([report.user.x, report.effects.length], [1, 1]);
  });
});

describe('claims, scopes and second factors of odd shapes', () => {
  for (const value of ['1', 'true', `'text'`, '[]', `[['a']]`, 'null', `[1, 2]`, `[{}]`, `{}`]) {
    it(`grant nothing that nobody can read: ${value}`, async (test) => {
      const report = await leave(
        test,
        `context.idToken = ${value}; context.accessToken = ${value}; ${GO_ON}`,
      );
      assert.equal(report.outcome, 'allow');
      assert.deepEqual([report.idToken, report.accessToken], [{}, {}]);
    });

    it(`grant no scope by ${value} but the texts in it`, async (test) => {
      const report = await leave(test, `context.accessToken = { scope: ${value} }; ${GO_ON}`);
      for (const scope of report.scopes) assert.equal(typeof scope, 'string');
      const granted = value === `'text'` ? ['text'] : [];
      const kept = ['openid', 'profile'];
      assert.ok(
        report.outcome !== 'allow' || [granted, kept].some((scopes) => isSame(report.scopes, scopes)),
        JSON.stringify(report.scopes),
      );
    });

    it(`is no way in without a second factor: ${value}`, async (test) => {
      const report = await leave(test, `context.multifactor = ${value}; ${GO_ON}`);
      const isNothing = value === 'null';
      assert.equal(report.outcome === 'allow', isNothing, report.outcome);
    });
  }

  it('are no claims that belong to the token itself', async (test) => {
    const names = ['iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'azp', 'nonce', 'at_hash', 'acr', 'amr'];
    const report = await leave(
      test,
      `context.idToken = {}; context.accessToken = {};
       for (const name of ${JSON.stringify(names)}) context.idToken[name] = context.accessToken[name] = 'evil';
       ${GO_ON}`,
    );
    assert.equal(report.accessToken.sub ?? report.accessToken.aud ?? report.accessToken.iss, undefined);
    assert.equal(
      report.idToken.sub ?? report.idToken.aud ?? report.idToken.iss ?? report.idToken.exp,
      undefined,
    );
  });
});

describe('what is changed after the callback', () => {
  const late = `
    callback(null, user, context);
    user.email = 'eve@example.com'; user.x = 1; context.idToken = { x: 1 }; context.primaryUser = 'auth0|admin';
    setTimeout(() => { user.y = 1; context.idToken = { y: 1 }; }, 1);
    Promise.resolve().then(() => { user.z = 1; });`;

  it('is not in the report', async (test) => {
    const report = await leave(test, late);
    assert.deepEqual(
      [report.outcome, report.user, report.idToken, report.primaryUser],
      ['allow', LOGIN.user, {}, null],
    );
  });

  it('is not seen by a policy after it', async (test) => {
    const reads = policyOf([
      { id: 'reads', body: `setClaim(context, ['id_token'], 'seen', [user.email, String(user.x)]); ${NEXT}` },
    ]);
    const report = await runParts(test, [late, reads]);
    assert.deepEqual(report.idToken, { seen: ['ada@example.com', 'undefined'] });
  });

  it('does not follow an object that was handed over', async (test) => {
    const report = await leave(
      test,
      `const other = { ...user, x: 1 }; callback(null, other, context); other.x = 2; other.user_id = 'auth0|9';`,
    );
    assert.deepEqual([report.user.x, report.user.user_id], [1, 'auth0|1']);
  });
});

describe('whoever calls back more than once', () => {
  for (const [what, body, outcome] of [
    ['first refuses', `callback(new UnauthorizedError('No.')); ${GO_ON}`, 'deny'],
    [
      'first refuses and goes on later',
      `callback(new UnauthorizedError('No.')); setTimeout(() => callback(null, user, context), 1);`,
      'deny',
    ],
    ['first goes on', `${GO_ON} callback(new UnauthorizedError('No.'));`, 'allow'],
    ['goes on, then throws', `${GO_ON} throw new Error('no');`, 'failure'],
    ['goes on, then rejects', `${GO_ON} return Promise.reject(new Error('no'));`, 'allow'],
    [
      'goes on while its result is read',
      `user.x = { toJSON() { callback(null, {}, {}); return 1; } }; callback(new UnauthorizedError('No.'));`,
      'deny',
    ],
    [
      'goes on while its error is read',
      `callback({ get name() { callback(null, user, context); return 'UnauthorizedError'; }, message: 'No.' });`,
      'deny or failure',
    ],
    [
      'later goes on while its error is read',
      `setTimeout(() => callback({ get name() { callback(null, user, context); return 'UnauthorizedError'; }, message: 'No.' }), 1);`,
      'deny',
    ],
    [
      'refuses while its result is read',
      `user.x = { toJSON() { callback(new UnauthorizedError('No.')); return 1; } }; ${GO_ON}`,
      'allow',
    ],
    [
      'goes on a million times',
      `for (let count = 0; count < 1e6; count += 1) callback(new UnauthorizedError('No.')); ${GO_ON}`,
      'deny or failure',
    ],
  ] as const) {
    it(`and ${what}`, async (test) => {
      const report = await leave(test, body);
      if (outcome === 'deny or failure') assert.match(report.outcome, /^(deny|failure)$/);
      else assert.equal(report.outcome, outcome);
    });
  }

  it('does not end the rule after it', async (test) => {
    const pipeline = await openParts(test, [
      `callback(null, user, context); setTimeout(() => callback(null, user, context), 5); context.goOn = () => callback(null, user, context);`,
      `if (context.goOn) context.goOn(); setTimeout(() => callback(new UnauthorizedError('No.')), 50);`,
    ]);
    assert.equal((await pipeline.run(LOGIN)).outcome, 'deny');
  });
});

describe('a rule that may fail', () => {
  it('leaves nothing behind when what it left cannot be taken', async (test) => {
    const report = await runParts(test, [
      ruleOf(`user.half = 1; context.idToken = { half: 1 }; user.x = 1n; ${GO_ON}`, {
        id: 'may',
        ifItFails: 'continue',
      }),
      ruleOf(`context.idToken = { seen: user.half ?? null }; ${GO_ON}`, { id: 'after' }),
    ]);
    assert.deepEqual([report.outcome, report.idToken], ['allow', { seen: null }]);
  });
});

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.join() === right.join();
}
