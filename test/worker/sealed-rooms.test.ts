import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { JavaScriptRule } from '../../stdlib/index.ts';
import { isCertainlyContained } from '../compiler/javascript/contained.ts';
import { type TriedLogin, type TriedOutcome, tryTenant } from './try-rules.ts';

const textOf = (body: string) => `function (user, context, callback) { ${body} }`;

/** What becomes of logins that follow one another, of a rule that is taken for contained. */
async function followUp(
  text: string,
  logins: readonly TriedLogin[],
  facts: Pick<JavaScriptRule, 'isContained'> & Partial<JavaScriptRule> = { isContained: true },
): Promise<readonly TriedOutcome[]> {
  const tenant = tryTenant({ rules: [{ text, ...facts }] });
  const outcomes: TriedOutcome[] = [];
  try {
    for (const login of logins) outcomes.push(await tenant.login(login));
  } finally {
    tenant.close();
  }
  return outcomes;
}

const FIVE = Array.from({ length: 5 }, (_, id): TriedLogin => ({ user: { id: `u${id}` } }));

describe('a contained rule', () => {
  const tells = 'context.isSealed = Object.isFrozen(Math); callback();';
  const isSealed = ({ context }: TriedOutcome) => context.isSealed;

  it('has a room to itself first, and one that others have used soon', async () => {
    const [first, , , , last] = await followUp(textOf(tells), FIVE);
    assert.deepEqual(
      [first, last].map((outcome) => outcome && isSealed(outcome)),
      [false, true],
    );
  });

  it('has its own room when the clock is not that of the machine', async () => {
    const outcomes = await followUp(
      textOf(tells),
      FIVE.map((login) => ({ ...login, now: 0 })),
    );
    assert.ok(outcomes.every((outcome) => isSealed(outcome) === false));
  });

  it('has its own room when a rule beside it is none', async () => {
    const rules = [{ text: textOf(tells), isContained: true } as const, textOf('callback()')];
    const tenant = tryTenant({ rules });
    for (const login of FIVE) assert.equal(isSealed(await tenant.login(login)), false);
    for (const login of FIVE) await tenant.login({ ...login, rules: [0] });
    assert.equal(isSealed(await tenant.login({ rules: [0] })), true);
    assert.equal(isSealed(await tenant.login()), false);
    tenant.close();
  });

  it('does not lose its room by failing, refusing or going on after its end', async () => {
    const bodies = [
      'throw new Error("x")',
      'callback(new UnauthorizedError("no"))',
      'callback(); callback()',
    ];
    for (const body of bodies) {
      const ending = `context.isSealed = Object.isFrozen(Math); if (user.id === 'u4') return callback(); ${body}`;
      const outcomes = await followUp(textOf(ending), FIVE);
      assert.equal(outcomes.at(-1)?.context.isSealed, true, body);
    }
  });
});

it('logins side by side in sealed rooms see nothing of each other, not even of one that never ends', async () => {
  const text = textOf(
    'context.id = user.id; context.sealed = Object.isFrozen(Math); if (!user.waits) callback();',
  );
  const tenant = tryTenant({ rules: [{ text, isContained: true, timeout: 60 }] });
  const outcomes: TriedOutcome[] = [];
  for (let round = 0; round < 6; round += 1) {
    const users = Array.from({ length: 6 }, (_, id) => ({ id: `${round}-${id}`, waits: id === 2 }));
    const ended = await Promise.all(users.map((user) => tenant.login({ user })));
    for (const [index, { notes, context }] of ended.entries()) {
      const waited = users[index]?.waits === true;
      assert.deepEqual(
        [notes[0]?.ending.kind, context.id],
        waited ? ['failure', undefined] : ['next', users[index]?.id],
      );
    }
    outcomes.push(...ended);
  }
  assert.ok(outcomes.some(({ context }) => context.sealed === true));
  tenant.close();
});

/** What somebody who gets a rule taken for contained could try to leave something in. */
const HOLDERS = [
  ...['Object.prototype', 'Array.prototype', 'Function.prototype', 'Error.prototype', 'TypeError.prototype'],
  ...[
    "''.split",
    '[].map',
    '[].__proto__',
    '(5).constructor',
    '/x/.exec',
    'Math',
    'JSON',
    'console',
    'console.log',
  ],
  ...['this', 'globalThis', 'UnauthorizedError', 'UnauthorizedError.prototype', 'configuration', 'callback'],
  ...[
    'require',
    'setTimeout',
    'process',
    'Promise.prototype',
    'Intl',
    'Intl.DateTimeFormat.prototype',
    'Date',
  ],
  ...[
    '(function* () {}).prototype',
    '(function* () {}).__proto__',
    '(async () => {}).__proto__',
    'Symbol.prototype',
  ],
  ...['[].values().__proto__', 'new Map().entries().__proto__', 'new Set().values().__proto__.__proto__'],
  ...["''.matchAll(/x/g).__proto__", "''[Symbol.iterator]().__proto__", '(async function* () {}).__proto__'],
  ...[
    'Object.getOwnPropertyDescriptor(globalThis, "configuration").get',
    'new Proxy(Math, {})',
    'eval',
    'Buffer',
  ],
];

describe('in a sealed room nothing is left for the next login', () => {
  for (const holder of HOLDERS) {
    it(`not in ${holder}`, async () => {
      const body = `
        try { context.found = (${holder}).mark; (${holder}).mark = user.id; } catch {}
        try { Object.defineProperty(${holder}, 'mark', { value: user.id, configurable: true }); } catch {}
        callback();`;
      for (const { notes, context } of await followUp(textOf(body), FIVE)) {
        assert.deepEqual([notes[0]?.ending.kind, context.found], ['next', undefined]);
      }
    });
  }

  const tricks = {
    'a global name': 'context.found = typeof mark; mark = user.id;',
    'the last match': 'context.found = typeof RegExp.$1 + RegExp.lastMatch; /(u.)/.exec(user.id);',
    'code made at run time':
      "context.found = new Function('return typeof mark')(); new Function('mark = 1')();",
    'a method in place of another':
      'context.found = typeof [].map(String); Array.prototype.map = () => user.id;',
  };
  for (const [name, body] of Object.entries(tricks)) {
    it(`not by ${name}`, async () => {
      const outcomes = await followUp(textOf(`${body} callback();`), FIVE);
      const [before, last] = outcomes.slice(-2).map(({ context }) => context.found);
      assert.equal(last, before);
      assert.doesNotMatch(JSON.stringify(outcomes.slice(1)), /"found":"[^"]*u\d/);
    });
  }
});

/** Statements of contained rules, with names that prototypes have, too. */
const STATEMENTS = [
  "context.idToken['https://x/' + user.a] = user.b;",
  'user.toString = user.a;',
  'user[user.key] = user.a;',
  'user.copy = Object.assign({}, user.meta);',
  'user.copy = { ...user.meta, valueOf: 1 };',
  'var e = new Error(user.a); e.name = "UnauthorizedError"; e.code = user.key; if (user.a) return callback(e);',
  'if (user.b > 1) throw new TypeError(user.a);',
  'user.list = (user.list || []).map(function (x) { return x + 1; }).filter(Boolean);',
  'for (var k in user) context[k + "_"] = typeof user[k];',
  'for (const [k, v] of Object.entries(user.meta || {})) user[k] = v;',
  'console.log("%s", user.a, user.meta);',
  'delete user.meta;',
  'user.text = String(user.list) + JSON.stringify(user.meta) + [3, 1, 2].sort().join();',
  'if (!user.meta) return callback(new UnauthorizedError("no " + user.key));',
  'user.words = (user.a + "").split(/[, ]/).reverse();',
  'var f = function f(x) { return x > 0 ? f(x - 1) : user.key; }; user.deep = f(3);',
  'user.known = user.meta && user.meta.hasOwnProperty(user.key);',
  'var s = new Set(user.list || []); user.size = s.size;',
  'callback();',
];
const KEYS = ['plan', 'toString', 'valueOf', 'hasOwnProperty', 'name', 'message', 'length', 'then', 'toJSON'];
const text = fc.constantFrom('', 'a', 'a, b', ...KEYS);
const loginOf = fc.record(
  {
    a: text,
    b: fc.nat(3),
    key: fc.constantFrom(...KEYS),
    list: fc.array(fc.nat(3), { maxLength: 3 }),
    meta: fc.dictionary(fc.constantFrom(...KEYS), text, { maxKeys: 3 }),
  },
  { requiredKeys: ['key'] },
);

/** Statements of contained Actions. */
const ACTION_STATEMENTS = [
  "api.idToken.setCustomClaim('https://x/' + event.user.a, event.user.b);",
  "api.accessToken.addScope(event.user.key); api.accessToken.removeScope('b');",
  "if (event.user.b > 1) api.access.deny('no', event.user.a);",
  "api.multifactor.enable('any', { allowRememberBrowser: false });",
  'const words = await Promise_(event.user.a + "").then((text) => text.split(/[, ]/));',
  'console.log(event.user, Object.keys(event));',
  'if (event.user.key === "then") throw new TypeError(event.user.key);',
  'api.cache.set("k", event.user.key); console.log(api.cache.get("k").value);',
  'api.transaction.setMetadata(event.user.key, event.user.a);',
  'const e = new Error(event.user.a); e.name = event.user.key; e.toString = () => "x"; console.log(String(e), e.name);',
];

describe('a sealed room', () => {
  const known = ({ notes, ...rest }: TriedOutcome) => {
    return { ...rest, notes: notes.map(({ microseconds: _, ...note }) => note) };
  };
  const law = (statements: readonly string[], write: (body: string) => string, shape: 'rule' | 'action') => {
    const some = fc.array(fc.constantFrom(...statements), { minLength: 1, maxLength: 5 });
    const logins = fc.array(loginOf, { minLength: 4, maxLength: 6 });
    return fc.asyncProperty(some, logins, async (some, users) => {
      const text = write(some.map((one) => `{ ${one} }`).join(' '));
      assert.ok(isCertainlyContained(text), text);
      const sent = users.map((user) => ({ user, context: { idToken: {} } }));
      const sealed = await followUp(text, sent, { shape, isContained: true });
      assert.deepEqual(sealed.map(known), (await followUp(text, sent, { shape })).map(known));
    });
  };

  it('makes no difference to rules that are contained', async () => {
    const write = (body: string) => textOf(`${body} callback(null, user, context);`);
    await fc.assert(law(STATEMENTS, write, 'rule'), { numRuns: 60 });
  });

  it('makes no difference to Actions that are contained', async () => {
    const write = (body: string) =>
      `const Promise_ = async (x) => x; exports.onExecutePostLogin = async (event, api) => { ${body} };`;
    await fc.assert(law(ACTION_STATEMENTS, write, 'action'), { numRuns: 40 });
  });
});
