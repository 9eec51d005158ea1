import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { LOGIN, ruleOf } from '../runtime/javascript-rule.ts';
import { attack } from './harness.ts';
import { openParts, runParts } from './run-in-pool.ts';

/** Errors that are made to harm whoever looks at them. */
const ERRORS: Readonly<Record<string, string>> = {
  'a proxy that throws': `new Proxy(new Error('x'), new Proxy({}, { get() { throw new Error('trap'); } }))`,
  'a proxy that throws itself': `(() => { const odd = new Proxy({}, { get() { throw odd; }, getPrototypeOf() { throw odd; }, ownKeys() { throw odd; }, has() { throw odd; } }); return odd; })()`,
  'a revoked proxy': `(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()`,
  'a proxy of a function': `new Proxy(function () {}, { get: () => () => 1 })`,
  'a proxy that is its own prototype': `(() => { const odd = new Proxy({}, { getPrototypeOf: () => odd }); return odd; })()`,
  'getters that throw': `Object.defineProperties(new Error(''), { name: { get() { throw 1; } }, message: { get() { throw null; } }, code: { get() { throw undefined; } }, stack: { get() { throw 1; } } })`,
  'a huge message': `new Error('x'.repeat(5e6))`,
  'a huge name and code': `Object.assign(new Error('x'), { name: 'n'.repeat(5e6), code: 'c'.repeat(5e6) })`,
  'a huge stack': `Object.assign(new Error('x'), { stack: 's'.repeat(5e6) })`,
  symbols: `Object.assign(new Error('x'), { name: Symbol('n'), message: Symbol('m'), code: Symbol('c'), stack: Symbol('s') })`,
  'big integers': `Object.assign(new Error('x'), { name: 1n, message: 2n ** 64n, code: 3n })`,
  'records in place of texts': `Object.assign(new Error('x'), { name: {}, message: { toString() { throw 1; } }, code: [] })`,
  'errors in errors': `new Error('x', { cause: new AggregateError([new Error('y'), new Error('z')]) })`,
  'an error that is its own cause': `(() => { const odd = new Error('x'); odd.cause = odd; odd.errors = [odd]; return odd; })()`,
  'an error without a prototype': `Object.assign(Object.create(null), { message: 'x' })`,
  'a function': `() => 1`,
  'a symbol': `Symbol('x')`,
  'a text': `'x'`,
  'a big integer': `10n ** 30n`,
  'a number': `1`,
  'a promise': `Promise.resolve(null)`,
  'a promise that is rejected': `Promise.reject(new Error('x'))`,
  'a thenable': `({ then(resolve) { resolve(null); } })`,
  'something like our own ending': `({ kind: 'next', ending: { kind: 'next' }, left: null })`,
  'something like our own answer': `({ ok: true, value: null, denied: false, allow: true })`,
  'a report as JSON': `'{"kind":"next"}'`,
  'words of the sandbox': `new Error('Script execution timed out.')`,
  'other words of the sandbox': `new Error('Isolate was disposed during execution due to memory limit')`,
};

/** Errors that nobody can read to their end in time. */
const ENDLESS: Readonly<Record<string, string>> = {
  'a name that loops': `Object.defineProperty(new Error('x'), 'name', { get() { for (;;); } })`,
  'a message that loops': `Object.defineProperty(new Error('x'), 'message', { get() { for (;;); } })`,
  'a stack that loops': `Object.defineProperty(new Error('x'), 'stack', { get() { for (;;); } })`,
  'a proxy that loops': `new Proxy(new Error('x'), { get() { for (;;); }, getPrototypeOf() { for (;;); } })`,
  'prototypes that loop': `(() => { let odd = {}; const make = () => new Proxy({}, { getPrototypeOf: make }); return make(); })()`,
};

/** How an error leaves a rule. */
const WAYS: Readonly<Record<string, (error: string) => string>> = {
  'is called back with': (error) => `callback(${error});`,
  'is called back with later': (error) => `setTimeout(() => callback(${error}), 1);`,
  'is thrown': (error) => `throw ${error};`,
  'is thrown in a timer': (error) => `setTimeout(() => { throw ${error}; }, 1);`,
  'is thrown in a promise': (error) => `Promise.resolve().then(() => { throw ${error}; });`,
  'rejects what the rule returns': (error) => `return (async () => { throw ${error}; })();`,
};

/** The shared pipeline of a way, and that nothing grows beyond measure. */
async function assertRefused(test: TestContext, body: string, what: string): Promise<void> {
  const report = await runParts(test, [`context.idToken = { x: 1 };\n${body}`]);
  assert.match(report.outcome, /^(deny|failure)$/, what);
  assert.deepEqual(report.idToken, {}, what);
  assert.equal(typeof report.message, 'string', what);
  assert.ok((report.message ?? '').length <= 2001 && (report.code ?? '').length <= 101, what);
  assert.ok(JSON.stringify(report).length < 50_000, what);
}

describe('an error that', () => {
  for (const [way, bodyOf] of Object.entries(WAYS)) {
    it(`${way} lets nobody in, whatever it is`, async (test) => {
      for (const [what, error] of Object.entries(ERRORS)) await assertRefused(test, bodyOf(error), what);
    });

    it(`${way} lets nobody in and ends in time when it cannot be read to its end`, async (test) => {
      for (const [what, error] of Object.entries(ENDLESS)) await assertRefused(test, bodyOf(error), what);
    });
  }

  it('cannot be read to its end does not touch others', async (test) => {
    await attack(test, `throw Object.defineProperty(new Error('x'), 'stack', { get() { for (;;); } });`);
    await attack(test, `Promise.reject(new Proxy(new Error('x'), { get() { for (;;); } }));`);
  });

  for (const nothing of ['null', 'undefined', 'false', '0', `''`, 'NaN', '0n']) {
    it(`is ${nothing} and thrown is a failure, and called back with it is none`, async (test) => {
      await assertRefused(test, `throw ${nothing};`, nothing);
      await assertRefused(test, `return Promise.reject(${nothing});`, nothing);
      await assertRefused(test, `setTimeout(() => { throw ${nothing}; }, 1);`, nothing);
      assert.equal((await runParts(test, [`callback(${nothing}, user, context);`])).outcome, 'allow');
    });
  }
});

describe('what becomes of an error', () => {
  for (const [what, error, expected] of [
    [
      'that pretends to be ours is a refusal',
      `{ name: 'UnauthorizedError', denied: true, message: 'Mine.' }`,
      ['deny', 'unauthorized', 'Mine.'],
    ],
    [
      'that pretends to have been let in is a refusal',
      `{ name: 'Error', allow: true, outcome: 'allow', kind: 'next', message: 'Mine.' }`,
      ['deny', 'access_denied', 'Mine.'],
    ],
    [
      'of ours with another name is a refusal',
      `Object.assign(new UnauthorizedError('Mine.'), { name: 'next' })`,
      ['deny', 'unauthorized', 'Mine.'],
    ],
    [
      'of a class made from ours is a refusal',
      `new (class Own extends UnauthorizedError {})('Mine.')`,
      ['deny', 'unauthorized', 'Mine.'],
    ],
    [
      'whose code changes with every reading has one',
      `(() => { let count = 0; const odd = new UnauthorizedError('Mine.'); Object.defineProperty(odd, 'code', { get: () => 'code' + (count += 1) }); return odd; })()`,
      ['deny', 'code1', 'Mine.'],
    ],
    [
      'without a message has some words',
      `Object.create(null)`,
      ['deny', 'access_denied', 'an error without a message'],
    ],
    [
      'with markup keeps it as text',
      `new UnauthorizedError('<b>${'$'}{1}</b>')`,
      ['deny', 'unauthorized', '<b>${1}</b>'],
    ],
  ] as const) {
    it(what, async (test) => {
      const { outcome, code, message } = await runParts(test, [`callback(${error});`]);
      assert.deepEqual([outcome, code, message], expected);
    });
  }

  it('that pretends to be of the sandbox costs nobody anything', async (test) => {
    const pipeline = await openParts(test, [
      `if (global.count === undefined) global.count = 0;
       global.count += 1;
       context.idToken = { count: global.count };
       if (user.isHarmless) return callback(null, user, context);
       throw new Error('something else');`,
    ]);
    await pipeline.run(LOGIN);
    const { idToken } = await pipeline.run({ ...LOGIN, user: { ...LOGIN.user, isHarmless: true } });
    assert.deepEqual(idToken, { count: 2 });
  });

  it('that is thrown after a refusal leaves the refusal', async (test) => {
    const report = await runParts(test, [
      ruleOf(`callback(new UnauthorizedError('No.')); throw new Error('x');`, {
        id: 'may',
        ifItFails: 'continue',
      }),
    ]);
    assert.deepEqual([report.outcome, report.message], ['deny', 'No.']);
  });

  it('that is thrown tells whoever signs in nothing', async (test) => {
    for (const way of Object.values(WAYS).slice(2)) {
      const { message, code } = await runParts(test, [way(`new Error('s3cret')`)]);
      assert.doesNotMatch(`${message} ${code}`, /s3cret/);
    }
  });

  it('that is left for the next login does not reach it', async (test) => {
    const pipeline = await openParts(test, [
      `if (user.isHarmless) return setTimeout(() => callback(null, user, context), 50);
       global.reject = undefined; global.kept = new Promise((_, reject) => { global.reject = reject; });
       callback(null, user, context);
       setTimeout(() => { throw new Error('late'); }, 5); setTimeout(() => global.reject(new Error('later')), 10);`,
    ]);
    assert.equal((await pipeline.run(LOGIN)).outcome, 'allow');
    for (let count = 0; count < 3; count += 1) {
      const next = await pipeline.run({ ...LOGIN, user: { ...LOGIN.user, isHarmless: true } });
      assert.deepEqual([next.outcome, next.log], ['allow', []]);
    }
  });
});

describe('how errors are prepared', () => {
  it('cannot be changed', async (test) => {
    const report = await runParts(test, [
      `Error.prepareStackTrace = () => { for (;;); };
       Error.stackTraceLimit = Infinity;
       Object.defineProperty(Object.prototype, 'prepareStackTrace', { get() { for (;;); } });
       const deep = (count) => (count === 0 ? new Error('x').stack.split('\\n').length : deep(count - 1));
       context.found = [deep(100), Error.stackTraceLimit, typeof Error.prepareStackTrace];
       callback(null, user, context);`,
    ]);
    assert.deepEqual(report.context.found, [11, 10, 'undefined']);
  });

  it('does not stop the stack of an error that is called back with', async (test) => {
    await assertRefused(
      test,
      `Object.defineProperty(Error.prototype, 'toString', { get() { for (;;); } });
       Object.defineProperty(Error.prototype, 'name', { get() { return 'UnauthorizedError'; } });
       callback(new Error('x'));`,
      'a toString that loops',
    );
  });
});
