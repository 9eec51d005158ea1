import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isCertainlyContained } from './contained.ts';

const rule = (body: string) =>
  isCertainlyContained(`function (user, context, callback) { ${body}; callback(); }`);

const CONTAINED = {
  'that sets a claim': "context.idToken['https://x/' + user.key] = user.app_metadata.plan || 'free'",
  'that refuses': "if (!user.email_verified) return callback(new UnauthorizedError('no'))",
  'that goes through lists': 'for (var i = 0; i < user.list.length; i++) user.sum += user.list[i]',
  'with functions of its own': 'const f = (x) => x + 1; function g(x) { return f(x); } user.n = g(user.n)',
  'with a function on the spot': '(function () { user.a = 1; })()',
  'that takes apart and puts together':
    'const { a = 1, ...rest } = user; user.copy = { ...rest, a, ["b" + a]: 2 }',
  'that computes with what JavaScript brings':
    'user.x = Math.max(1, JSON.parse("2")) + Date.now() + parseInt("3")',
  'that reads settings': 'user.key = configuration.KEY',
  'that writes lines': 'console.log("hello", user.a); console.error("x")',
  'with patterns and sets':
    'user.a = /x/.test(user.b) && new RegExp(user.c).test("") && new Set([1]).has(user.d)',
  'that throws and catches': 'try { throw new Error("x"); } catch (e) { user.message = e.message; }',
  'with functions that wait for nothing': 'const f = async (x) => await x; f(user.a)',
  'with promises of such functions': '(async () => {})().then(callback)',
  'that compares with undefined': 'user.a = user.b === undefined ? null : user.b',
};

const OTHERS = {
  'that sets a global name': 'counter = 1',
  'that asks for a global name': 'user.a = seen',
  'that works with global': 'global.cache = {}',
  'that works with this': 'this.seen = 1',
  'that waits': 'setTimeout(callback, 10)',
  'with promises': 'Promise.resolve(1).then(callback)',
  'that names a module': "user.a = 'lodash'",
  'with a generator': 'function* f() {} f()',
  'that requires': "require('crypto')",
  'with code made at run time': "eval('1')",
  'with a function made at run time': "new Function('return 1')()",
  'that changes a prototype': "String.prototype.trim = function () { return ''; }",
  'that changes a prototype through an object': 'user.__proto__.a = 1',
  'that changes a prototype by its quoted name': "user['__proto__'].a = 1",
  'that changes a prototype taken apart': 'const { constructor } = user; constructor.a = 1',
  'that replaces a function': 'JSON.parse = null',
  'that hands on what everybody shares': 'user.m = Math; const keep = Object; keep.a = 1',
  'that assigns to a class that everybody shares': 'Object.assign(String, { a: 1 })',
  'that assigns to what everybody shares': 'Object.assign(Math, { a: 1 })',
  'that calls what has a computed name': 'user.a = user[user.b](user.c)',
  'that calls what hides behind a name': "const f = user.a; f('x')",
  'that reads who called': 'user.a = arguments.callee',
  'with getters': 'user.o = { get a() { return 1; } }',
  'with classes': 'class A {} new A()',
  'that overwrites undefined': 'undefined = 1',
  'that writes a template with a function': 'user.a = String.raw`x`',
  'with `with`': 'with (user) { a = 1; }',
  'that imports': "import('fs')",
  'that counts in the console': 'console.count()',
  'that formats': 'new Intl.NumberFormat("de")',
};

describe('a rule is contained', () => {
  for (const [name, body] of Object.entries(CONTAINED)) it(name, () => assert.equal(rule(body), true));
});

const action = (body: string, before = '') =>
  isCertainlyContained(`${before}; exports.onExecutePostLogin = async (event, api) => { ${body} };`);

describe('an Action is contained', () => {
  it('that denies', () =>
    assert.equal(action("if (!event.user.email_verified) api.access.deny('no')"), true));
  it('that sets claims', () =>
    assert.equal(action("api.idToken.setCustomClaim('https://x/plan', event.user.app_metadata.plan)"), true));
  it('with constants and functions of its own', () =>
    assert.equal(
      action('api.idToken.setCustomClaim(SPACE, f(event))', "const SPACE = 'x'; function f() {}"),
      true,
    ));
  it('in the other notation', () =>
    assert.equal(
      isCertainlyContained('module.exports = { onExecutePostLogin: async (e, api) => {} };'),
      true,
    ));
});

describe('an Action is not surely contained', () => {
  it('that stores something', () => assert.equal(action("api.user.setAppMetadata('a', 1)"), false));
  it('that makes a token', () => assert.equal(action('api.redirect.encodeToken({})'), false));
  it('that requires', () => assert.equal(action("require('axios').get('https://x.example')"), false));
  it('that waits', () => assert.equal(action('await new Promise((done) => setTimeout(done, 1))'), false));
  it('that asks', () => assert.equal(action("await fetch('https://x.example')"), false));
});

describe('a rule is not surely contained', () => {
  for (const [name, body] of Object.entries(OTHERS)) it(name, () => assert.equal(rule(body), false));
});
