import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { libraryGlobals, libraryModules } from '../../stdlib/index.ts';
import { ruleOf } from '../runtime/javascript-rule.ts';
import { findIn, runParts } from './run-in-pool.ts';

/**
 * Defines `foreign(roots)`: everything that can be reached from some objects and that is of another realm, or is an
 * object of the host. Looks at properties, getters included, at prototypes, and at what constructors construct code with.
 */
const WALKER = `
  const known = new Set([Object.prototype, Function.prototype]);
  const AsyncFunction = (async () => {}).constructor;
  const GeneratorFunction = (function* () {}).constructor;
  const AsyncGeneratorFunction = (async function* () {}).constructor;
  const own = new Set([Function, AsyncFunction, GeneratorFunction, AsyncGeneratorFunction]);
  function foreign(roots) {
    const seen = new Set();
    const found = [];
    const queue = Object.entries(roots);
    while (queue.length > 0 && seen.size < 60000) {
      const [path, value] = queue.pop();
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
      seen.add(value);
      const root = rootOf(value);
      if (root !== null && root !== Object.prototype) found.push(path + ' has another root');
      if (typeof value === 'function' && !own.has(value) && /\\[native code\\]/.test(Function.prototype.toString.call(value))) {
        if (/^(Isolate|Context|Reference|ExternalCopy|Callback)$/.test(value.name)) found.push(path + ' is ' + value.name);
      }
      let keys = [];
      try { keys = Reflect.ownKeys(value); } catch {}
      for (const key of keys) {
        let property;
        try { property = Reflect.getOwnPropertyDescriptor(value, key); } catch {}
        if (property === undefined) continue;
        const next = path + '.' + String(key);
        if (next.length > 400) continue;
        for (const part of ['value', 'get', 'set']) if (part in property) queue.push([next, property[part]]);
        if (property.get) { try { queue.push([next + '()', Reflect.get(value, key)]); } catch (error) { queue.push([next + '!', error]); } }
      }
      try { queue.push([path + '.__proto__', Object.getPrototypeOf(value)]); } catch {}
    }
    return { found, count: seen.size };
  }
  function rootOf(value) {
    let root = value;
    for (let step = value; step !== null; step = Object.getPrototypeOf(step)) root = step;
    return Object.getPrototypeOf(value) === null && value !== Object.prototype ? null : root;
  }
  const load = require;
  const thrown = async (action) => { try { return [await action()]; } catch (error) { return [error]; } };`;

/** Everything foreign among the roots that an expression names. */
async function assertOwn(test: TestContext, roots: string, options = {}): Promise<void> {
  const found = await findIn(test, `${WALKER} return foreign(${roots});`, options);
  assert.ok(typeof found === 'object' && found !== null && 'count' in found, JSON.stringify(found));
  assert.deepEqual((found as Record<string, unknown>).found, []);
  assert.ok(Number(found.count) > 20, 'it looked at something');
}

describe('everything that can be reached belongs to the context of the rules', () => {
  it('from what a rule is given and from the global object', async (test) => {
    await assertOwn(
      test,
      `{ user, context, callback, globalThis, global, configuration, require, console, process, arguments: [].slice.call(arguments) }`,
      { configuration: { A: 'b' }, secrets: { KEY: 'x' } },
    );
  });

  it('from what others keep in `global`', async (test) => {
    await assertOwn(test, `(global.kept = { f() {}, list: [1] }, { global, kept: global.kept, bare: kept })`);
  });

  it('from timers and promises', async (test) => {
    await assertOwn(
      test,
      `{ timer: setTimeout(() => 0, 1), again: clearInterval(setInterval(() => 0, 1)), soon: setImmediate(() => 0),
         micro: queueMicrotask(() => 0), tick: process.nextTick(() => 0), promise: Promise.resolve(), awaited: await null,
         ticked: await new Promise((resolve) => setTimeout(function () { resolve([this, arguments]); }, 1, {})) }`,
    );
  });

  it('from errors of what is there', async (test) => {
    await assertOwn(
      test,
      `{ missing: await thrown(() => load('fs')), number: await thrown(() => require(1)), proxy: await thrown(() => require({ toString: null })),
         timer: await thrown(() => setTimeout(1)), timers: await thrown(() => { for (;;) setTimeout(() => 0, 1000); }),
         formatter: await thrown(() => { for (;;) new Intl.Collator(); }), guard: await thrown(() => [].indexOf.call({ length: 2 ** 53 }, 1)),
         buffer: await thrown(() => ArrayBuffer(1)), size: await thrown(() => new ArrayBuffer(1e15)), text: await thrown(() => 'x'.repeat(2 ** 31)),
         set: await thrown(() => { 'use strict'; configuration.x = 1; }), frozen: await thrown(() => { 'use strict'; process.x = 1; }) }`,
    );
  });

  it('from answers of the host and from its errors', async (test) => {
    await assertOwn(
      test,
      `{ refused: await thrown(() => fetch('http://127.0.0.1:1/')), scheme: await thrown(() => fetch('file:///etc/passwd')),
         bad: await thrown(() => fetch('http://')), user: await thrown(() => auth0.users.updateAppMetadata('auth0|1', { a: 1 })),
         nobody: await thrown(() => auth0.users.updateAppMetadata(null, null)), large: await thrown(() => auth0.users.updateAppMetadata('x', { a: 'x'.repeat(3e6) })),
         hash: require('crypto').createHash('sha256').update('x').digest(), algorithm: await thrown(() => require('crypto').createHash('nothing')),
         url: await thrown(() => new URL('nothing')), store: await thrown(() => require('lintel').store.get('a')) }`,
    );
  });

  it('from errors on a full stack, wherever it is full', async (test) => {
    await assertOwn(
      test,
      `await (async () => {
        const errors = [];
        const keep = (error) => { if (errors.length < 20_000) errors.push(error); };
        const actions = [
          () => console.log({ a: [1] }), () => setTimeout(() => 0, 1), () => require('lodash'), () => load('nothing at all'), () => configuration.x,
          () => global.x, () => { global.y = 1; }, () => JSON.stringify({ a: 1 }), () => new UnauthorizedError('x'), () => fetch('http://127.0.0.1:1/').catch(keep),
          () => [3, 1].sort(() => { deep(); }), () => console.log(new Proxy({}, { ownKeys() { deep(); } })), () => new Date(), () => Buffer.from('x'), () => new URL('http://a/'),
          () => new Intl.Collator(), () => process.hrtime(), () => require('crypto').randomBytes(1), () => auth0.users.updateAppMetadata('a', {}).catch(keep),
        ];
        let act;
        let left;
        const deep = () => {
          try { deep(); } catch (full) {
            left -= 1;
            if (left > 0) try { act(); } catch (error) { keep(error); }
            throw full;
          }
        };
        for (const action of actions) {
          act = action;
          left = 400;
          try { deep(); } catch (error) { keep(error); }
        }
        return { errors };
      })()`,
      { ruleLimits: { slice: 30_000, chain: 60_000 } },
    );
  });

  it('from a callback on a full stack', async (test) => {
    const report = await runParts(
      test,
      [
        `${WALKER}
      const errors = [];
      const hostile = { toJSON() { return recur(); }, get name() { return recur(); }, get message() { return recur(); } };
      let calls = 0;
      function recur() {
        try { recur(); } catch (full) {
          errors.push(full);
          if (calls++ < 400) try { callback(calls % 2 ? hostile : null, hostile, hostile); } catch (error) { errors.push(error); }
          throw full;
        }
      }
      try { recur(); } catch (error) { errors.push(error); }
      console.log(JSON.stringify(foreign({ errors }).found));`,
      ],
      { ruleLimits: { slice: 2000 } },
    );
    const lines = report.trace?.flatMap(({ console = [] }) => console.map(({ text }) => text)) ?? [];
    for (const line of lines) assert.equal(line, '[]');
    assert.notEqual(report.outcome, 'allow');
  });

  for (const { name } of libraryModules) {
    it(`from the module \`${name}\``, async (test) => {
      const parts = `const found = await thrown(() => require(${JSON.stringify(name)}));`;
      const all = await findIn(test, `${WALKER} ${parts} return foreign({ found });`, {
        ruleLimits: { slice: 5000, chain: 15_000 },
      });
      assert.deepEqual((all as Record<string, unknown>).found, [], JSON.stringify(all));
    });
  }

  it('from every global name of the library', async (test) => {
    const names = libraryGlobals.map(({ name }) => name);
    await assertOwn(test, `{ ${names.map((name) => `${JSON.stringify(name)}: ${name}`).join(', ')} }`, {
      ruleLimits: { slice: 5000, chain: 15_000 },
    });
  });
});

describe('code that asks for the host', () => {
  /** What a rule gets when it evaluates an expression; its type where it is no text. */
  const evaluate = (test: TestContext, expression: string) =>
    findIn(
      test,
      `const load = require; let value; try { value = await (${expression}); } catch (error) { return 'threw'; }
       return typeof value === 'string' || value === undefined || value === null || typeof value === 'boolean' ? String(value) : typeof value;`,
    );
  const OWN = `(value) => value === globalThis`;
  for (const [what, expression] of [
    ['the constructor of its function', `(${OWN})((function () {}).constructor('return this')())`],
    ['the constructor of the callback', `(${OWN})(callback.constructor('return this')())`],
    ['the constructor of `require`', `(${OWN})(require.constructor('return this')())`],
    ['the constructor of a timer', `(${OWN})(setTimeout.constructor('return this')())`],
    ['the constructor of the console', `(${OWN})(console.log.constructor('return this')())`],
    ['the constructor of the user', `(${OWN})(user.constructor.constructor('return this')())`],
    ['the constructor of `global`', `(${OWN})(global.constructor.constructor('return this')())`],
    ['the constructor of `process`', `(${OWN})(process.nextTick.constructor('return this')())`],
    ['an async function', `(${OWN})(await (async () => {}).constructor('return this')())`],
    ['a generator', `(${OWN})((function* () {}).constructor('return this')().next().value)`],
    [
      'an async generator',
      `(${OWN})((await (async function* () {}).constructor('return this')().next()).value)`,
    ],
    ['indirect eval', `(${OWN})((0, eval)('this'))`],
    [
      'a setter of `global`',
      `(${OWN})(Reflect.getOwnPropertyDescriptor(globalThis, 'configuration').get.constructor('return this')())`,
    ],
  ] as const) {
    it(`finds the global object of the rules by ${what}`, async (test) => {
      assert.equal(await evaluate(test, expression), 'true');
    });
  }

  for (const expression of [
    `import('node:fs')`,
    `import('data:text/javascript,export default process')`,
    `new Function('return import("fs")')()`,
    `eval('import.meta.url')`,
    `process.binding('fs')`,
    `process._linkedBinding('fs')`,
    `process.dlopen({}, 'x')`,
    `process.mainModule.require('fs')`,
    `process.getBuiltinModule('fs')`,
    `process.exit(1)`,
    `process.kill(process.pid)`,
    `process.abort()`,
    `process.send('x')`,
    `process.disconnect()`,
    `process.constructor.constructor('return process')().mainModule.require('fs')`,
    `load('isolated-vm')`,
    `load('child_process')`,
    `load('node:fs')`,
    `load('vm')`,
    `load('worker_threads')`,
    `load('module')`,
    `load('v8')`,
    `load('inspector')`,
    `load('lintel:host')`,
    `load('library:lodash')`,
    `load('rule:0')`,
    `load('../../package.json')`,
    `load('/etc/passwd')`,
    `load('__proto__')`,
    `load('constructor')`,
    `require.cache`,
    `require.main.require('fs')`,
    `require.resolve('fs')`,
    `require('buffer').constructor.constructor('return require')()('fs')`,
    `module.constructor._load('fs')`,
    `__dirname`,
    `__filename`,
    `exports`,
    `ivm`,
    `$0`,
    `_ivm`,
    `define('rule:0', () => () => callback(null, user, context))`,
    `WebAssembly`,
    `SharedArrayBuffer`,
    `Atomics`,
    `new ArrayBuffer(8, { maxByteLength: 1e9 }).resize(1e9)`,
    `new WeakRef({})`,
    `new FinalizationRegistry(() => 0)`,
    `new ShadowRealm()`,
    `Deno`,
    `window`,
    `postMessage('x')`,
    `arguments.callee.caller.caller`,
  ]) {
    it(`does not get \`${expression}\``, async (test) => {
      assert.match(String(await evaluate(test, expression)), /^(threw|undefined|null)$/);
    });
  }

  it('sees nothing of the process in `process`', async (test) => {
    assert.deepEqual(
      await findIn(
        test,
        `return [process.env, process.argv, process.execArgv, process.pid, process.cwd(), process.title];`,
      ),
      [{}, [], [], 1, '/', 'node'],
    );
  });
});

describe('ways out of other sandboxes', () => {
  it('finds no call sites, and no frames of ours, in errors', async (test) => {
    const found = await findIn(
      test,
      `Error.prepareStackTrace = (error, sites) => sites;
       Object.defineProperty(Object.prototype, 'prepareStackTrace', { value: (error, sites) => sites, configurable: true });
       class Own extends Error { static prepareStackTrace(error, sites) { return sites; } }
       const made = {}; Error.captureStackTrace(made);
       const shown = [new Error('x').stack, new Own('x').stack, made.stack, new TypeError('x').stack];
       try { null.x } catch (error) { shown.push(error.stack); }
       try { fetch(Symbol()) } catch (error) { shown.push(error.stack); }
       delete Object.prototype.prepareStackTrace;
       return shown;`,
    );
    assert.ok(Array.isArray(found));
    for (const stack of found) {
      assert.equal(typeof stack, 'string');
      assert.doesNotMatch(stack, /\/work|\/home|\/usr|file:|node:|isolated_vm|\.ts\b/);
    }
  });

  it('cannot walk up the stack from a function that is not strict', async (test) => {
    const report = await runParts(test, [
      `function rule(user, context, callback) {
        ${WALKER}
        const up = [];
        const climb = (from) => { for (let step = from, left = 9; step && left > 0; left -= 1) { up.push(step, step.arguments); step = step.caller; } };
        climb(rule.caller);
        function trap() { climb(trap.caller); climb(trap.arguments.callee.caller); return []; }
        console.log(new Proxy({}, { ownKeys: trap }));
        context.own = { toJSON: function own() { climb(own.caller); return {}; } };
        setTimeout(function tick() {
          climb(tick.caller);
          Promise.resolve().then(function job() {
            climb(job.caller);
            context.found = { list: foreign({ up }).found, climbed: up.filter((step) => typeof step === 'function').length };
            callback(null, user, context);
          });
        }, 1);
      }`,
    ]);
    assert.deepEqual(report.context.found, { list: [], climbed: 0 });
  });

  for (const [what, body] of [
    [
      'species of a promise',
      `class Own extends Promise { static get [Symbol.species]() { return function (executor) { executor((value) => seen.push(value), (value) => seen.push(value)); }; } }
      const seen = []; const answer = fetch('http://127.0.0.1:1/'); answer.constructor = { [Symbol.species]: Own }; try { answer.then(() => 0); await answer; } catch (error) { seen.push(error); } return foreign({ seen, answer });`,
    ],
    [
      'species of an array',
      `const seen = []; Object.defineProperty(Array, Symbol.species, { get() { return function () { seen.push(this, new.target); return []; }; } });
      console.log([1, [2]].flat()); require('lodash').flatten([[1]]); return foreign({ seen });`,
    ],
    [
      'traps of proxies that the host looks at',
      `const seen = []; const handler = new Proxy({}, { get: (_, name) => (...list) => { seen.push(...list); return Reflect[name](...list); } });
      const odd = new Proxy({ a: 1 }, handler); console.log(odd, [odd]); console.log('%s %o %d', odd, odd, odd); try { require(odd); } catch (error) { seen.push(error); }
      try { await fetch('http://127.0.0.1:1/', odd); } catch (error) { seen.push(error); } try { await auth0.users.updateAppMetadata('auth0|1', odd); } catch (error) { seen.push(error); }
      try { setTimeout(() => 0, odd); } catch (error) { seen.push(error); } return foreign({ seen });`,
    ],
    [
      'toJSON that the host calls',
      `const seen = []; const odd = { toJSON(...list) { seen.push(this, ...list); return {}; } };
      try { await fetch('http://127.0.0.1:1/', { method: 'POST', body: JSON.stringify(odd) }); } catch {} await auth0.users.updateAppMetadata('auth0|1', { odd }); return foreign({ seen });`,
    ],
    [
      'getters of errors',
      `const seen = []; const odd = new Proxy(new Error('x'), { get(target, name, self) { seen.push(target, name, self); try { throw new Error('deep'); } catch (error) { seen.push(error); } return Reflect.get(target, name); } });
      console.log(odd); console.error(odd); return foreign({ seen });`,
    ],
    [
      'async generators',
      `const seen = []; async function* make() { try { yield fetch('http://127.0.0.1:1/'); } catch (error) { seen.push(error); yield* { [Symbol.asyncIterator]() { seen.push(this); return { next: (...list) => { seen.push(...list); return { done: true }; }, get return() { seen.push(this); return undefined; } }; } }; } }
      for await (const value of make()) seen.push(value); return foreign({ seen });`,
    ],
    [
      'Symbol.hasInstance and Symbol.toPrimitive',
      `const seen = []; const odd = { [Symbol.toPrimitive](...list) { seen.push(this, ...list); return '1'; }, [Symbol.hasInstance](...list) { seen.push(...list); return true; }, get [Symbol.toStringTag]() { seen.push(this); return 'Error'; } };
      console.log(odd); setTimeout(() => 0, odd); try { require(odd); } catch (error) { seen.push(error); } new UnauthorizedError(odd); new ValidationError(odd, odd); return foreign({ seen });`,
    ],
    [
      'then of what it returns',
      `const seen = []; const odd = { get then() { seen.push(this); return (...list) => { seen.push(...list); list[0](1); }; } };
      await odd; try { await fetch('http://127.0.0.1:1/'); } catch (error) { seen.push(error); } return foreign({ seen });`,
    ],
    [
      'patched call and apply',
      `const seen = []; const apply = Reflect.apply; const native = Function.prototype.apply;
      Function.prototype.call = function (self, ...list) { seen.push(this, self, ...list); return apply(this, self, list); };
      Function.prototype.apply = function (self, list) { seen.push(this, self, list); return apply(this, self, list ?? []); };
      Reflect.apply = function (...list) { seen.push(...list); return apply(...list); };
      console.log('x'); setTimeout(() => 0, 1); await new Promise((resolve) => setTimeout(resolve, 1)); require('lodash'); require('request'); require('crypto').createHash('md5').update('x').digest('hex');
      try { await fetch('http://127.0.0.1:1/'); } catch (error) { seen.push(error); } return foreign({ seen });`,
    ],
    [
      'options of the sandbox read through prototypes',
      `for (const [name, value] of Object.entries({ reference: true, copy: false, externalCopy: true, promise: true, result: { reference: true }, arguments: { reference: true } })) {
        Object.defineProperty(Object.prototype, name, { value, writable: true, configurable: true });
      }
      const seen = [require('crypto').randomBytes(4)]; try { await fetch('http://127.0.0.1:1/'); } catch (error) { seen.push(error); }
      for (const name of ['reference', 'copy', 'externalCopy', 'promise', 'result', 'arguments']) delete Object.prototype[name]; return foreign({ seen });`,
    ],
  ] as const) {
    it(`do not lead out by ${what}`, async (test) => {
      const found = await findIn(test, `${WALKER} ${body}`, { ruleLimits: { slice: 2000, chain: 10_000 } });
      assert.deepEqual((found as Record<string, unknown>).found, [], JSON.stringify(found));
      assert.ok(Number((found as Record<string, unknown>).count) > 0);
    });
  }

  it('take no text out of the function that it stands in', async (test) => {
    for (const text of [
      `})(); callback = null; (function () {`,
      `}); globalThis.out = 1; (() => {`,
      `} } } callback(null); { { {`,
      `/*`,
      '`',
      `//# sourceMappingURL=file:///etc/passwd`,
    ]) {
      const report = await runParts(test, [
        {
          ...ruleOf('callback();'),
          text: `function (user, context, callback) { callback(new UnauthorizedError('No.')); ${text} }`,
        },
      ]);
      assert.notEqual(report.outcome, 'allow', text);
    }
  });
});
