import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it, mock } from 'node:test';
import { inspect, types } from 'node:util';
import { type LoadRuleOptions, loadRule } from '../../testing/index.ts';

/** Runs the body of a rule; gives what it called back with. */
function call(
  body: string,
  options: LoadRuleOptions = {},
  user: unknown = {},
  context: unknown = {},
): unknown[] {
  const calls: unknown[][] = [];
  const rule = loadRule(`function (user, context, callback) {${body}}`, options);
  rule(user, context, (...values: unknown[]) => void calls.push(values));
  assert.equal(calls.length, 1);
  return calls[0]!;
}

/** The second thing that it called back with. */
const answer = (body: string, options?: LoadRuleOptions, user?: unknown) => call(body, options, user)[1];

/** The same for a rule that calls back later. */
function callLater(body: string, options: LoadRuleOptions = {}, user: unknown = {}): Promise<unknown[]> {
  return new Promise((resolve) => {
    const rule = loadRule(`function (user, context, callback) {${body}}`, options);
    rule(user, {}, (...values: unknown[]) => resolve(values));
  });
}

describe('a loaded rule', () => {
  it('starts inside the call and returns what the rule returns', () => {
    const order: string[] = [];
    const rule = loadRule('function (user, context, callback) { callback(); return 5; }');
    assert.equal(
      rule({}, {}, () => order.push('called')),
      5,
    );
    assert.deepEqual(order, ['called']);
  });

  it('throws what the rule throws, in a class of the test', () => {
    const rule = loadRule('function () { throw Object.assign(new TypeError("no"), { code: "E" }) }');
    assert.throws(
      () => rule(),
      (error) => error instanceof TypeError && error.message === 'no' && 'code' in error,
    );
  });

  it('gives a promise of the test for a promise of the rule', async () => {
    const promise = loadRule('async (user) => ({ name: user.name })')({ name: 'Ada' });
    assert.ok(promise instanceof Promise);
    assert.deepEqual(await promise, { name: 'Ada' });
  });

  it('rejects like the rule', () =>
    assert.rejects(async () => loadRule('async () => { null.x }')(), TypeError));

  it('bears that everything is undefined', () =>
    assert.deepEqual(call('callback(user, context, typeof user)', {}, undefined, undefined), [
      {},
      {},
      'object',
    ]));

  it('refuses a text that is no JavaScript', () => assert.throws(() => loadRule('function ('), SyntaxError));
  it('refuses a text that is no function', () => assert.throws(() => loadRule('5'), TypeError));
  it('says what to do with modules and Actions', () => {
    assert.throws(() => loadRule('module.exports = function () {}'), {
      name: 'TypeError',
      message: 'rule.js is a module, and a rule is a function alone: leave `module.exports =` out',
    });
    assert.throws(
      () => loadRule('exports.onExecutePostLogin = async () => {};'),
      /`lintel try` runs Actions/,
    );
  });
  it('says so when a text breaks off', () =>
    assert.throws(() => loadRule('function (user, context, callback) {\n  callback();\n'), {
      name: 'SyntaxError',
      message: 'rule.js ends in the middle of the rule: a bracket is not closed',
    }));
  it('says how a module that is not there is stubbed', () => {
    for (const name of ['mystery', 'mongodb@3.1.4']) {
      const rule = loadRule(`function () { require('${name}') }`);
      assert.throws(() => rule(), /which `rule\.js` requires: give `loadRule` a stub of it under `modules`/);
    }
  });
  it('bears a semicolon at the end', () => assert.equal(loadRule('function () { return 1 };')(), 1));

  it('is stopped when it computes for too long, and stays so', () => {
    const rule = loadRule('() => { for (;;); }', { timeout: 50 });
    assert.throws(() => rule(), /the rule was stopped: it computed for too long/);
    assert.throws(() => rule(), /load it again/);
  });

  it('throws once it is disposed of', () => {
    const rule = loadRule('() => 1');
    rule.dispose();
    assert.throws(() => rule(), /disposed/);
  });

  it('ends an endless conversation', () => {
    const rule = loadRule('function again() { return stub(again) }', {
      globals: { stub: (f: () => unknown) => f() },
    });
    assert.throws(() => rule(), RangeError);
  });
});

describe('`user` and `context`', () => {
  it('are the objects of the test when they come back', () => {
    const [user, context] = [{}, {}];
    const [, u, c] = call('callback(null, user, context)', {}, user, context);
    assert.ok(u === user && c === context);
  });

  it('hold plain data of the test once the rule has called back', () => {
    const user: Record<string, unknown> = {};
    call('const m = user.m = {}; m.list = [1, { a: new Date(5) }]; callback()', {}, user);
    assert.deepEqual(user, { m: { list: [1, { a: new Date(5) }] } });
    assert.equal(types.isProxy(user.m), false);
  });

  it('are data for the rule', () => {
    const body =
      'callback(null, [Array.isArray(user.a), JSON.stringify(user), Object.keys(user), user.a.map((x) => x + 1)])';
    assert.deepEqual(answer(body, {}, { a: [1], b: {} }), [true, '{"a":[1],"b":{}}', ['a', 'b'], [2]]);
  });
});

describe('stubs', () => {
  const modules = {
    'mongodb@3.1.4': {
      Client: class {
        static kind = 'static';
        readonly #name: string;
        constructor(name: string) {
          this.#name = name;
        }
        db() {
          return {
            find: (query: unknown, done: (...values: unknown[]) => void) => done(null, [this.#name, query]),
          };
        }
      },
    },
  };

  it('are found by the text in `require`, and chain', () => {
    const body = `const { Client } = require('mongodb@3.1.4'); const client = new Client('x');
      client.db().find({ a: 1 }, (e, found) => callback(e, found, [Client.kind, client instanceof Client]))`;
    assert.deepEqual(call(body, { modules }), [null, ['x', { a: 1 }], ['static', true]]);
  });

  it('get the same objects back that they gave', () => {
    const given = { deep: {} };
    const globals = { give: () => given, take: mock.fn() };
    call('take(give()); take(give().deep); callback()', { globals });
    assert.deepEqual(
      globals.take.mock.calls.map((one) => one.arguments[0] === given || one.arguments[0] === given.deep),
      [true, true],
    );
  });

  it('can call what the rule gave them whenever they want', async () => {
    const emitter = new EventEmitter();
    const rule = loadRule('(user, context, callback) => { on("x", (v) => callback(null, v)) }', {
      globals: { on: emitter.on.bind(emitter) },
    });
    const called = new Promise((resolve) => rule({}, {}, (_: unknown, value: unknown) => resolve(value)));
    emitter.emit('x', 7);
    assert.equal(await called, 7);
  });

  it('answer with promises, and their errors keep their identity', async () => {
    const error = new Error('stub');
    const globals = { ask: () => Promise.reject(error) };
    const [got] = await callLater('ask().catch((e) => callback(e))', { globals });
    assert.equal(got, error);
  });

  it('see data that they are handed as data', () => {
    const seen: string[] = [];
    call('see({ a: [1, { b: 2 }] }); callback()', {
      globals: { see: (value: unknown) => seen.push(inspect(value)) },
    });
    assert.deepEqual(seen, ['{ a: [ 1, { b: 2 } ] }']);
  });

  it('exchange binary data', () => {
    const globals = { hex: (value: Buffer) => value.toString('hex') };
    assert.equal(
      answer(
        'callback(null, hex(Buffer.from("hi")) + user.b.toString("hex"))',
        { globals },
        { b: Buffer.from('z') },
      ),
      '68697a',
    );
  });

  it('can be changed after loading', () => {
    const globals = { value: 1 };
    const rule = loadRule('() => value', { globals });
    globals.value = 2;
    assert.equal(rule(), 2);
  });

  it('replace what rules are given', () => {
    const rule = loadRule('() => configuration.KEY', { configuration: { KEY: 'k' } });
    assert.equal(rule(), 'k');
  });
});

describe('errors', () => {
  class UnauthorizedError extends Error {}

  it('are of the class that the test gave', () => {
    const [error] = call('callback(new UnauthorizedError("no"))', { globals: { UnauthorizedError } });
    assert.ok(error instanceof UnauthorizedError && error.message === 'no');
  });

  it('have name, message and code where it gave none', () => {
    const [error] = call('callback(new UnauthorizedError("no"))');
    assert.ok(error instanceof Error);
    assert.deepEqual(
      [error.name, error.message, Reflect.get(error, 'code')],
      ['UnauthorizedError', 'no', 'unauthorized'],
    );
  });
});

describe('the clock', () => {
  afterEach(() => mock.restoreAll());

  it('is the one that was given', () =>
    assert.deepEqual(answer('callback(null, [Date.now(), +new Date()])', { clock: () => 5 }), [5, 5]));

  it('follows a patched `Date.now`', () => {
    mock.method(Date, 'now', () => 7);
    assert.equal(answer('callback(null, Date.now())'), 7);
  });

  it('follows timers and dates that the test stopped', () => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1000 });
    const calls: unknown[] = [];
    loadRule('(user, context, callback) => setTimeout(() => callback(+new Date()), 500)')(
      {},
      {},
      (now: unknown) => calls.push(now),
    );
    mock.timers.tick(500);
    mock.timers.reset();
    assert.deepEqual(calls, [1500]);
  });

  it('follows patched methods of dates', () => {
    mock.method(Date.prototype, 'getDay', () => 9);
    assert.equal(answer('callback(null, new Date().getDay())'), 9);
  });
});

describe('HTTP', () => {
  it('reaches servers through the process of the test', async () => {
    const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const result = await callLater(
      "require('request')(user.url, (e, r, body) => callback(e, body))",
      {},
      { url },
    );
    server.close();
    assert.deepEqual(result, [null, 'hello']);
  });

  it('goes through a replaced `fetch`', async () => {
    const fetched = mock.method(globalThis, 'fetch', async () => new Response('stub', { status: 201 }));
    const result = await callLater(
      "require('request')('http://x.test/', (e, r, body) => callback(e, [r.statusCode, body]))",
    );
    fetched.mock.restore();
    assert.deepEqual(result, [null, [201, 'stub']]);
  });
});

describe('a test file', () => {
  it('can load many rules whose stubs hold on to them', async () => {
    const rules = new Set<WeakRef<object>>();
    for (let count = 0; count < 60; count += 1) {
      const globals = { stub: () => rule };
      const rule = loadRule('function () { return stub }', { globals });
      rule();
      rules.add(new WeakRef(rule));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const alive = [...rules].filter((rule) => rule.deref() !== undefined);
    assert.ok(alive.length < 60, 'none was collected');
  });

  it('hears of a failed expectation in a callback that nobody waits for', () => {
    const text = `import { loadRule } from ${JSON.stringify(import.meta.resolve('../../testing/index.ts'))};
      const rule = loadRule('(user, context, callback) => { Promise.resolve().then(callback) }');
      rule({}, {}, () => { throw new Error('expected something else') });`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', text], {
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /Error: expected something else/);
  });
});

describe('the console', () => {
  it('is that of the test', () => {
    const log = mock.method(console, 'log', () => undefined);
    call('console.log("hi", user.name); callback()', {}, { name: 'Ada' });
    const [first] = log.mock.calls.map((one) => one.arguments);
    log.mock.restore();
    assert.deepEqual(first, ['hi', 'Ada']);
  });
});

describe('what is loaded', () => {
  const wrong: Readonly<Record<string, readonly [source: unknown, says: RegExp]>> = {
    'the bytes of a file': [
      Buffer.from('function (u, c, cb) { cb(); }'),
      /^these are bytes and no text: .*'utf8'/,
    ],
    'the name of a file': [
      'rules/a rule.js',
      /^this is the name of a file: loadRule takes the text of a rule/,
    ],
    'a function': [() => undefined, /^this is no text: /],
    nothing: [undefined, /^this is no text: /],
    'an empty text': [' \n', /^this text is empty: /],
  };
  for (const [name, [source, says]] of Object.entries(wrong)) {
    it(`is the text of a rule, and not ${name}`, () =>
      assert.throws(
        () => loadRule(source as string),
        (error) => error instanceof TypeError && says.test(error.message),
      ));
  }

  it('has options that there are', () => {
    const load = (options: object) => () => loadRule('function (u, c, cb) { cb(); }', options);
    assert.throws(
      load({ module: {} }),
      /^TypeError: loadRule: there is no option `module`; did you mean `modules`\?$/,
    );
    assert.throws(load({ clock: 5 }), /^TypeError: loadRule: `clock` is the number 5; expected a function$/);
    assert.throws(
      load({ globals: 'x' }),
      /^TypeError: loadRule: `globals` is the text `x`; expected a record$/,
    );
  });
});
