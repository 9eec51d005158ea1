import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TriedOptions, tryRules, tryTenant } from './try-rules.ts';

type Options = Omit<TriedOptions, 'rules'> & { readonly now?: number };

/** What an expression is inside a rule, as JSON carries it. */
async function value(expression: string, options: Options = {}): Promise<unknown> {
  const rule = `async function (user, context, callback) {
    try { user.value = await (${expression}); callback(null, user, context) } catch (e) { callback(e) } }`;
  const { notes, user } = await tryRules([rule], options);
  assert.deepEqual(notes[0]?.ending, { kind: 'next' });
  return user.value;
}

/** The lines that a body writes. */
async function lines(body: string, options: Options = {}): Promise<unknown> {
  const { notes } = await tryRules([`function (user, context, callback) { ${body}; callback() }`], options);
  assert.deepEqual(notes[0]?.ending, { kind: 'next' });
  return notes[0]?.console.map(({ level, text }) => `${level} ${text}`);
}

test('the error classes have what Auth0 gave them', async () => {
  const facts = '[e.name, e.code, e.message, e.description, e.statusCode, e instanceof Error, String(e)]';
  assert.deepEqual(await value(`((e) => ${facts})(new UnauthorizedError('no'))`), [
    ...['UnauthorizedError', 'unauthorized', 'no', 'no', 401, true, 'UnauthorizedError: no'],
  ]);
  assert.deepEqual(await value(`((e) => [e.name, e.code, e.message])(new ValidationError('bad', 'no'))`), [
    ...['ValidationError', 'bad', 'no'],
  ]);
  const wrong = `((e) => [e.name, e.user_id, e.message])(new WrongUsernameOrPasswordError('u1', 'no'))`;
  assert.deepEqual(await value(wrong), ['WrongUsernameOrPasswordError', 'u1', 'no']);
  const base = 'Object.getPrototypeOf(Object.getPrototypeOf(new UnauthorizedError())).constructor.name';
  assert.equal(await value(base), 'AuthorizationError');
});

test('configuration holds the settings and secrets, and cannot be changed', async () => {
  const options = { configuration: { KEY: 'value' }, secrets: { TOKEN: 's3cret' } };
  assert.deepEqual(await value('configuration', options), { KEY: 'value', TOKEN: 's3cret' });
  assert.equal(await value('(configuration.KEY = 1, configuration.KEY)', options), 'value');
  assert.deepEqual(await value('global.configuration', options), { KEY: 'value', TOKEN: 's3cret' });
  assert.deepEqual(await value('configuration.constructor === Object'), true);
});

test('a rule sees the secrets only that it may use', async () => {
  const text =
    'function (user, context, cb) { user.sees = [configuration.A, configuration.B, global.configuration.B]; cb() }';
  const rule = { text, may: { network: null, secrets: ['A'] } };
  const { user } = await tryRules([rule], { secrets: { A: 'a', B: 'b' } });
  assert.deepEqual(user.sees, ['a', null, null]);
});

test('what a rule does later still sees its own configuration', async () => {
  const seen: unknown[] = [];
  const first = {
    text: `function (u, c, cb) { setTimeout(() => require('tell').tell(configuration.A), 1); cb() }`,
    may: { network: null, secrets: ['A'] },
  };
  const second = { text: 'function (u, c, cb) { setTimeout(cb, 20) }', may: { network: null, secrets: [] } };
  const modules = { tell: `exports.tell = (text) => { console.log(text) }` };
  const { notes } = await tryRules([first, second], { modules, secrets: { A: 'a' } });
  seen.push(...notes.map(({ console }) => console.map(({ text }) => text)));
  assert.deepEqual(seen, [['a'], []]);
});

test('timers wait, repeat and can be cleared', async () => {
  assert.equal(await value(`new Promise((done) => setTimeout((a, b) => done(a + b), 1, 'x', 'y'))`), 'xy');
  assert.equal(await value(`new Promise((done) => setImmediate(done, 'soon'))`), 'soon');
  const three = `new Promise((done) => { let n = 0; const t = setInterval(() => { n += 1; if (n === 3) { clearInterval(t); done(n) } }, 1) })`;
  assert.equal(await value(three), 3);
  const cleared = `new Promise((done) => { clearTimeout(setTimeout(() => done('no'), 1)); setTimeout(() => done('yes'), 10) })`;
  assert.equal(await value(cleared), 'yes');
  assert.equal(await value('typeof setTimeout(() => {}, 1).unref().ref'), 'function');
});

test('too many timers are refused', async () => {
  const many = `(() => { try { for (let i = 0; i < 11; i += 1) setTimeout(() => {}, 1000) } catch (e) { return e.message } })()`;
  assert.equal(await value(many, { limits: { timers: 10, grace: 10 } }), 'too many timers are waiting');
});

test('microtasks run in their order', async () => {
  const order = `new Promise((done) => {
    const seen = []; setTimeout(() => done(seen), 1);
    queueMicrotask(() => seen.push(2)); process.nextTick((x) => seen.push(x), 3); seen.push(1) })`;
  assert.deepEqual(await value(order), [1, 2, 3]);
});

test('console lines are kept with their level', async () => {
  const body = `console.log('a'); console.warn('b'); console.error('c'); console.debug('d'); console.exception('e')`;
  assert.deepEqual(await lines(body), ['info a', 'warning b', 'error c', 'debug d', 'error e']);
});

test('console lines are formatted as Node does', async () => {
  const cases: readonly (readonly [string, string])[] = [
    [`'%s is %d', 'x', 4, 'more'`, 'x is 4 more'],
    [
      `{ a: 1, b: 'text', c: [1, { d: null }], 'e f': undefined }`,
      `{ a: 1, b: 'text', c: [ 1, { d: null } ], 'e f': undefined }`,
    ],
    [`'100%', true, null, Symbol('s'), 5n, -0`, '100% true null Symbol(s) 5n -0'],
    [
      `new Date(0), /x/g, () => 1, function named() {}`,
      '1970-01-01T00:00:00.000Z /x/g [Function] [Function: named]',
    ],
    [`{ get secret() { throw new Error('ran') } }`, '{ secret: [Getter] }'],
    [`(() => { const a = {}; a.a = a; return a })()`, '{ a: [Circular *1] }'],
  ];
  for (const [values, line] of cases)
    assert.deepEqual(await lines(`console.log(${values})`), [`info ${line}`]);
});

test('errors are written with their place in the rule, and with their cause', async () => {
  const line = String(await lines(`console.error('CRM', new TypeError('no', { cause: new Error('why') }))`));
  assert.match(
    line ?? '',
    /^error CRM TypeError: no\n {4}at .*rules\/rule-0\.js:1:\d+\)? \{ \[cause\]: Error: why/,
  );
  assert.doesNotMatch(line, /lintel:/);
});

test('console is cut at its limits, and a remark says so', async () => {
  const rule = `function (u, c, cb) { for (let i = 0; i < 10; i += 1) console.log('x'.repeat(100)); cb() }`;
  const { notes } = await tryRules([rule], { limits: { consoleLines: 2, consoleLength: 10 } });
  assert.deepEqual(
    notes[0]?.console.map(({ text }) => text),
    ['xxxxxxxxxx…', 'xxxxxxxxxx…'],
  );
  assert.deepEqual(notes[0]?.remarks, ['wrote more than 2 lines; the rest was not kept']);
});

test('process is small and frozen', async () => {
  assert.deepEqual(await value('[process.env, process.platform, Object.isFrozen(process)]'), [
    {},
    'linux',
    true,
  ]);
  assert.match(String(await value('process.version')), /^v\d+\.\d+\.\d+$/);
});

test('what threatens the process is not there', async () => {
  const names = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry', 'define'];
  for (const name of names) assert.equal(await value(`typeof ${name}`), 'undefined', name);
  assert.equal(await value('new ArrayBuffer(8, { maxByteLength: 16 }).resizable'), undefined);
  assert.equal(await value('typeof new ArrayBuffer(8).transfer'), 'undefined');
  assert.equal(
    await value(`(Error.prepareStackTrace = () => 'mine', typeof new Error('x').stack)`),
    'string',
  );
});

test('dates can be written for a place', async () => {
  const date = `new Date(0).toLocaleString('en-GB', { timeZone: 'Asia/Tokyo' })`;
  assert.equal(await value(date), '01/01/1970, 09:00:00');
  assert.equal(await value(`new Intl.NumberFormat('de').format(1234.5)`), '1.234,5');
  assert.equal(await value(`Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(new Date(0))`), '1/1/1970');
});

test('the clock starts where it is told to, and goes on', async () => {
  const now = Date.UTC(2020, 1, 2);
  const date = `[new Date().getFullYear(), Date().slice(11, 15), Math.floor((Date.now() - ${now}) / 60000), new Date() instanceof Date]`;
  assert.deepEqual(await value(date, { now }), [2020, '2020', 0, true]);
  assert.equal(await value('new Date(2001, 0, 1).getFullYear() + new Date(0).getTime()', { now }), 2001);
  assert.equal(await value('class extends Date {}', { now }), undefined);
  assert.equal(
    await value('new (class D extends Date { get x() { return this.getTime() } })(5).x', { now }),
    5,
  );
});

test('sloppy code works: implicit globals, new Function, own toString', async () => {
  assert.equal(await value('(function () { implicit = 5; return implicit })()'), 5);
  assert.equal(await value(`new Function('a', 'return a + 1')(2)`), 3);
  assert.equal(await value(`String(Object.assign({}, { toString: () => 'mine' }))`), 'mine');
  assert.equal(await value(`(function () { return this === globalThis })()`), true);
  assert.equal(await value('[...(function* () { yield 1; yield 2 })()].length'), 2);
});

test('a line number in a stack is that of the file', async () => {
  const text =
    'function named(user, context, callback) {\n  user.stack = new Error("x").stack;\n  callback() }';
  const { user } = await tryRules([{ text, file: 'rules/a.js' }]);
  assert.match(String(user.stack), /at named \(rules\/a\.js:2:16\)/);
  const { user: first } = await tryRules([{ text: text.replaceAll('\n', ' '), file: 'rules/a.js' }]);
  assert.match(String(first.stack), /at named \(rules\/a\.js:1:58\)/);
});

test('an action runs through its exports', async () => {
  const text = `exports.onExecutePostLogin = async (event, api) => { api.idToken.setCustomClaim('https://a/b', event.user.email) }`;
  const { context } = await tryRules([{ text, shape: 'action' }], { user: { email: 'a@b.c' } });
  assert.deepEqual(context.idToken, { 'https://a/b': 'a@b.c' });
});

test('tenants share nothing', async () => {
  const rule = 'function (user, context, cb) { user.seen = global.mark; global.mark = 1; cb() }';
  const [first, second] = [tryTenant({ rules: [rule] }), tryTenant({ rules: [rule] })];
  assert.deepEqual([(await first.login()).user, (await second.login()).user], [{}, {}]);
  assert.deepEqual((await first.login()).user, { seen: 1 });
  first.close();
  second.close();
});
