import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { DENY, NEXT, policyOf } from '../runtime/compiled-policy.ts';
import { LOGIN, ruleOf } from '../runtime/javascript-rule.ts';
import { openParts, type Part, runParts } from './run-in-pool.ts';

/** What a hostile rule does to the built-in objects of its surroundings, by name. */
const POISONS: Readonly<Record<string, string>> = {
  'setters of all objects': `
    for (const name of NAMES) Object.defineProperty(Object.prototype, name, {
      __proto__: null, configurable: true, get() { return undefined; }, set() {},
    });`,
  'getters of all objects': `
    for (const name of NAMES) Object.defineProperty(Object.prototype, name, {
      __proto__: null, configurable: true, get() { return () => undefined; }, set() {},
    });`,
  'fields of property descriptors': `
    Object.prototype.get = () => 1;
    Object.prototype.set = () => undefined;
    Object.prototype.writable = false;`,
  'toJSON of all objects': `Object.prototype.toJSON = () => ({ user_id: 'auth0|admin', clientName: 'other' });`,
  'then of all objects': `
    Object.defineProperty(Object.prototype, 'then', { configurable: true, get() {
      return this instanceof Error ? (resolve) => resolve(null) : undefined;
    } });`,
  'indexes of arrays': `
    for (let index = 0; index < 5; index += 1) Object.defineProperty(Array.prototype, index, {
      configurable: true, get() { return null; }, set() {},
    });`,
  'iteration over arrays': `Array.prototype[Symbol.iterator] = function* () {};`,
  'methods of arrays': `
    for (const name of Object.getOwnPropertyNames(Array.prototype)) {
      if (name !== 'constructor' && name !== 'length') Array.prototype[name] = () => [];
    }`,
  'then of promises': `Promise.prototype.then = function () { return this; };`,
  'then of promises, which resolves at once': `
    Promise.prototype.then = function (next) { if (typeof next === 'function') next(); return this; };`,
  'the constructor of promises': `
    const Native = Promise;
    function Early(executor) { return new Native((resolve, reject) => executor(() => resolve(null), () => resolve(null))); }
    Early[Symbol.species] = Early;
    Object.defineProperty(Native.prototype, 'constructor', { get: () => Early, configurable: true });
    Object.defineProperty(Native, Symbol.species, { get: () => Early, configurable: true });
    Promise = Early;`,
  'functions of JSON': `
    JSON.stringify = () => '{"kind":"next"}';
    JSON.parse = () => ({ kind: 'next', ok: true });`,
  'functions of Object': `
    for (const name of Object.getOwnPropertyNames(Object)) {
      if (typeof Object[name] === 'function') Object[name] = () => null;
    }`,
  'functions of Reflect': `
    const define = Reflect.defineProperty;
    for (const name of Reflect.ownKeys(Reflect)) if (typeof name === 'string') Reflect[name] = () => null;`,
  'maps and sets': `
    Map.prototype.get = Map.prototype.has = Map.prototype.set = () => undefined;
    Set.prototype.has = () => true;
    Map.prototype.delete = () => true;`,
  'call and apply': `
    Function.prototype.call = () => null;
    Function.prototype.apply = () => null;
    Function.prototype.bind = () => () => null;`,
  hasInstance: `
    for (const Class of [Error, UnauthorizedError, Promise, Object, Array]) {
      Object.defineProperty(Class, Symbol.hasInstance, { value: () => false });
    }`,
  proxies: `Proxy = function (target) { return new Object(target); };`,
  errors: `
    Error = function () { return {}; };
    Object.defineProperty(TypeError.prototype, 'name', { get: () => '', set() {} });`,
  species: `
    for (const Class of [Array, Promise, Map, Set, RegExp, ArrayBuffer]) {
      Object.defineProperty(Class, Symbol.species, { get() { return function () { return {}; }; } });
    }`,
  texts: `
    for (const name of Object.getOwnPropertyNames(String.prototype)) {
      if (name !== 'constructor' && name !== 'length') String.prototype[name] = () => '';
    }`,
  primitives: `
    Symbol.prototype[Symbol.toPrimitive] = () => '';
    Object.defineProperty(Object.prototype, Symbol.toPrimitive, { value: () => 0, configurable: true });`,
};

/** Names that our own code reads or writes. */
const NAMES = [
  ...['kind', 'ending', 'error', 'code', 'message', 'name', 'reason', 'decision', 'isRunning', 'isTrial'],
  ...[
    'left',
    'objects',
    'open',
    'rule',
    'mode',
    'login',
    'denial',
    'isOver',
    'access',
    'deny',
    'ok',
    'value',
  ],
  ...[
    'exports',
    'onExecutePostLogin',
    'onContinuePostLogin',
    'multifactor',
    'user',
    'context',
    'unauthorized',
  ],
];

/** A hostile rule that goes on with the login. */
function poisoning(poison: string): string {
  return `const NAMES = ${JSON.stringify(NAMES)}; const goOn = callback; ${poison}\ngoOn(null, user, context);`;
}

const REFUSALS: Readonly<Record<string, Part>> = {
  'a callback with an error': ruleOf(`callback(new UnauthorizedError('No.'));`, { id: 'refuses' }),
  'a late callback with an error': ruleOf(`setTimeout(() => callback(new UnauthorizedError('No.')), 1);`, {
    id: 'refuses',
  }),
  'an error in an async rule': ruleOf(
    `async (user, context, callback) => { callback(new UnauthorizedError('No.')); }`.replace(
      /^async \(([^)]*)\) =>/,
      'async function ($1)',
    ),
    { id: 'refuses' },
  ),
  'a rule that throws': ruleOf(`throw 1;`, { id: 'refuses' }),
  'an async rule that rejects': ruleOf(`async function (user, context, callback) { throw 1; }`, {
    id: 'refuses',
  }),
  'an action': ruleOf(`exports.onExecutePostLogin = async (event, api) => { api.access.deny('No.'); };`, {
    id: 'refuses',
  }),
  'a late action': ruleOf(
    `exports.onExecutePostLogin = (event, api) => new Promise((resolve) => setTimeout(() => { api.access.deny('No.'); resolve(); }, 1));`,
    { id: 'refuses' },
  ),
  'a module that is an action': ruleOf(
    `module.exports = { async onExecutePostLogin(event, api) { api.access.deny('No.'); } };`,
    { id: 'refuses' },
  ),
};

async function assertRefused(test: TestContext, parts: readonly Part[], what: string): Promise<void> {
  const report = await runParts(test, parts);
  assert.match(report.outcome, /^(deny|failure)$/, what);
  assert.deepEqual([report.idToken, report.accessToken, report.scopes], [{}, {}, []], what);
}

describe('what a rule does to the built-in objects', () => {
  for (const [name, poison] of Object.entries(POISONS)) {
    describe(name, () => {
      it('does no harm to the rule itself', async (test) => {
        assert.equal((await runParts(test, [poisoning(poison)])).outcome, 'allow');
      });

      it('lets no refusal of a policy after it become anything else', async (test) => {
        const deny = policyOf([{ id: 'deny', body: DENY }]);
        const report = await runParts(test, [poisoning(poison), deny]);
        assert.match(report.outcome, /^(deny|failure)$/);
        if (report.outcome === 'deny') assert.deepEqual([report.by, report.message], ['deny', 'No entry.']);
      });

      it('lets no refusal of a rule after it become anything else', async (test) => {
        for (const [what, refusal] of Object.entries(REFUSALS)) {
          await assertRefused(test, [poisoning(poison), refusal], what);
        }
      });

      it('is gone with the next login', async (test) => {
        const pipeline = await openParts(test, [
          ruleOf(
            `if (user.isHarmless) return callback(null, user, context);
            ${poisoning(poison)}`,
            { id: 'hostile' },
          ),
          ruleOf(HONEST, { id: 'honest' }),
        ]);
        await pipeline.run(LOGIN);
        const { outcome, idToken } = await pipeline.run({
          ...LOGIN,
          user: { ...LOGIN.user, isHarmless: true },
        });
        assert.deepEqual(
          [outcome, idToken],
          ['allow', { seen: '1,2,3 {"a":[1]} x Error UnauthorizedError true' }],
        );
      });
    });
  }
});

/** Uses what others poison. */
const HONEST = `
  Promise.resolve([...new Set([3, 1, 2])].sort()).then((list) => {
    const error = new UnauthorizedError('x');
    const shown = [list.map(String).join(), JSON.stringify({ a: [1] }), new Map([[1, 'x']]).get(1)];
    shown.push(new Error('x').name, error.name, error instanceof UnauthorizedError);
    context.idToken.seen = shown.join(' ');
    callback(null, user, context);
  });`;

describe('what stays as it was, whatever a rule does', () => {
  it('is who signed in, and where', async (test) => {
    const report = await runParts(test, [
      poisoning(POISONS['toJSON of all objects'] ?? ''),
      policyOf([
        {
          id: 'reads',
          body: `setClaim(context, ['id_token'], 'seen', user.user_id + context.clientName); ${NEXT}`,
        },
      ]),
    ]);
    assert.deepEqual([report.outcome, report.idToken.seen], ['allow', 'auth0|1wiki']);
  });

  it('is the second factor that a policy demanded', async (test) => {
    const demand = policyOf([
      {
        id: 'demand',
        body: `requireMfa(context, { provider: 'any', methods: [], allowRememberBrowser: false, by: 'demand' }); ${NEXT}`,
      },
    ]);
    for (const [name, poison] of Object.entries(POISONS)) {
      const report = await runParts(test, [
        demand,
        poisoning(`delete context.multifactor; ${poison}`),
        `context.multifactor = null; callback(null, user, context);`,
      ]);
      assert.match(report.outcome, /^(challenge|failure|deny)$/, name);
    }
  });

  it('is what rules had before a poisoned one in an earlier stretch', async (test) => {
    const between = policyOf([{ id: 'between', body: NEXT }]);
    const report = await runParts(test, [
      poisoning(POISONS['functions of JSON'] ?? ''),
      between,
      ruleOf(HONEST, { id: 'honest' }),
    ]);
    assert.equal(report.idToken.seen, '1,2,3 {"a":[1]} x Error UnauthorizedError true');
  });
});

describe('what a rule keeps for the next login', () => {
  const kept = async (test: TestContext, poison: string, second: string) => {
    const pipeline = await openParts(test, [
      `if (user.isHarmless) { ${second} } else { ${poison} }\ncallback(null, user, context);`,
      ruleOf(HONEST, { id: 'honest' }),
    ]);
    await pipeline.run(LOGIN);
    return pipeline.run({ ...LOGIN, user: { ...LOGIN.user, isHarmless: true } });
  };
  for (const [name, poison] of [
    [
      'under names of built-in objects',
      `for (const name of ['JSON', 'Promise', 'UnauthorizedError', 'Object', 'Map', 'Set', 'Array', 'Error', 'String']) { global[name] = function () { return {}; }; }`,
    ],
    [
      'under names that it deleted before',
      `for (const name of ['JSON', 'Promise', 'UnauthorizedError', 'Object', 'Map', 'Set', 'Error']) { delete global[name]; global[name] = function () { return {}; }; }`,
    ],
    [
      'as properties',
      `for (const name of ['JSON', 'Promise', 'UnauthorizedError', 'callback', 'user', 'define']) { Object.defineProperty(global, name, { value: null, configurable: false, writable: false }); }`,
    ],
    [
      'as the prototype of `global`',
      `Object.setPrototypeOf(global, new Proxy({}, { get: () => null, has: () => true }));`,
    ],
    [
      'as getters of `globalThis`',
      `for (const name of ['JSON', 'Map', 'UnauthorizedError']) Object.defineProperty(globalThis, name, { get: () => null });`,
    ],
    [
      'in undeclared names',
      `JSON = Promise = UnauthorizedError = null; configuration = {}; process = null; console = null;`,
    ],
  ] as const) {
    it(`${name} changes nothing of what is built in`, async (test) => {
      const { outcome, idToken } = await kept(test, poison, '');
      assert.deepEqual(
        [outcome, idToken],
        ['allow', { seen: '1,2,3 {"a":[1]} x Error UnauthorizedError true' }],
      );
    });
  }

  it('is no callback that ends another login', async (test) => {
    const pipeline = await openParts(test, [
      `if (user.isHarmless) { global.goOn(null, user, context); callback(new UnauthorizedError('No.')); }
      else { global.goOn = callback; callback(null, user, context); }`,
    ]);
    await pipeline.run(LOGIN);
    const report = await pipeline.run({ ...LOGIN, user: { ...LOGIN.user, isHarmless: true } });
    assert.deepEqual([report.outcome, report.message], ['deny', 'No.']);
  });

  it('is no object of a login that another one would change', async (test) => {
    const pipeline = await openParts(test, [
      `if (global.earlier) { global.earlier.user.email = 'eve@example.com'; global.earlier.context.idToken.x = 1; }
      global.earlier = { user, context };
      callback(null, user, context);`,
    ]);
    const first = await pipeline.run(LOGIN);
    const second = await pipeline.run({ ...LOGIN, user: { ...LOGIN.user, user_id: 'auth0|2' } });
    assert.deepEqual(
      [first.user.email, second.user.user_id, second.idToken],
      ['ada@example.com', 'auth0|2', {}],
    );
  });
});
