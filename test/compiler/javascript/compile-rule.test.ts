import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileRule, type RuleOptions } from '../../../compiler/index.ts';
import { hasErrors, textAt } from '../../../grammar/index.ts';

const OPTIONS: RuleOptions = {
  id: 'r',
  name: 'R',
  mode: 'enforce',
  timeout: null,
  ifItFails: 'deny',
  may: { network: null, secrets: null },
  modules: ['./shared/errors'],
};

const BODY = '{ callback(null, user, context); }';

describe('compileRule takes', () => {
  const shapes: Readonly<Record<string, string>> = {
    'a function without a name': `function (user, context, callback) ${BODY}`,
    'a function with a name': `function enrich(user, context, callback) ${BODY}`,
    'an async function': `async function (user, context, callback) ${BODY}`,
    'an arrow function': `(user, context, callback) => ${BODY}`,
    'an arrow function with a value': '(user, context, callback) => callback(null, user, context)',
    'any names for the parameters': 'function (u, ctx, cb) { cb(null, u, ctx); }',
    'parentheses around it': `((function (user, context, callback) ${BODY}))`,
    'comments before and behind it': `/* a */ // b\n\nfunction (user, context, callback) ${BODY} // c\n/* d */`,
    'a byte order mark and CRLF': `\ufeff// a\r\nfunction (user, context, callback) ${BODY}\r\n`,
    'a first line for a shell': `#!/usr/bin/env node\nfunction (user, context, callback) ${BODY}`,
    'sloppy code': `function (user, context, callback) { with (context) { delete user.x; } var let = 010; ${BODY} }`,
    'new words': `function (user, context, callback) { user.a ??= user?.b?.[0] ?? 1_000n; ${BODY} }`,
    'a callback behind the back': 'function () { arguments[2](null, arguments[0], arguments[1]); }',
    'rest parameters': 'function (user, ...rest) { rest.pop()(null, user); }',
  };
  for (const [what, text] of Object.entries(shapes)) {
    it(what, () => {
      assert.deepEqual(findingsOf(text), []);
      assert.equal(typeof evaluate(textOf(text)), 'function');
    });
  }

  it('an Action, as it is', () => {
    for (const text of [
      'const a = 1;\nexports.onExecutePostLogin = async (event, api) => {};',
      'module.exports = { onExecutePostLogin: async () => {}, onContinuePostLogin() {} };',
      'module.exports.onExecutePostLogin = async () => {};',
    ]) {
      const { value } = compileRule({ name: 'a.js', text }, OPTIONS);
      assert.deepEqual([value?.shape, value?.text], ['action', text]);
    }
  });
});

describe('the text of a compiled rule', () => {
  it('stands at its own lines and columns, with nothing before or behind it', () => {
    const text = textOf(`// a\r\n/* b\n*/  function (user, context, callback) ${BODY} ; // c\n`);
    assert.equal(text, `    \r\n    \n    function (user, context, callback) ${BODY}`);
  });

  it('cannot close the brackets that it is put into', () => {
    for (const text of [
      `function (user, context, callback) {})(); leak(); (function (user, context, callback) {}`,
      `function (user, context, callback) ${BODY}, leak()`,
      `function (user, context, callback) ${BODY}(leak())`,
      `function (user, context, callback) ${BODY}\n);leak(`,
      `(function (user, context, callback) ${BODY}, leak)`,
    ]) {
      assert.equal(compileRule({ name: 'r.js', text }, OPTIONS).value, null, text);
    }
  });

  it('is harmless for a disabled rule that waits for its words', () => {
    const source = { name: 'r.js', text: 'function (user, context, callback) { return @@A@@; }' };
    const { value, diagnostics } = compileRule(source, { ...OPTIONS, mode: 'disabled' });
    assert.deepEqual(
      diagnostics.map(({ severity }) => severity),
      ['warning'],
    );
    assert.equal(typeof evaluate(value?.text ?? ''), 'function');
  });
});

describe('compileRule finds', () => {
  const mistakes: readonly (readonly [text: string, ...findings: string[]])[] = [
    ['', 'empty-rule '],
    ['// nothing\n', 'empty-rule '],
    [';;', 'empty-rule '],
    [`function (user, context, callback) ${BODY};`, 'trailing-semicolon ;'],
    [`function (user, context, callback) ${BODY};;\n`, 'trailing-semicolon ;;'],
    ['function (user, context, callback) { if (a { } }', 'javascript-syntax {'],
    ['function (user, context, callback) {', 'javascript-syntax {'],
    [`function (user, context, callback) ${BODY} }`, 'javascript-syntax }'],
    [`function a(user, context, callback) ${BODY}\nfunction b() {}`, 'not-a-rule function b() {}'],
    [
      `module.exports = function (user, context, callback) ${BODY}`,
      `not-a-rule module.exports = function (user, context, callback) ${BODY}`,
    ],
    ['class A {}', 'not-a-rule class A {}'],
    ['({ run(user, context, callback) {} })', 'not-a-rule ({ run(user, context, callback) {} })'],
    ['42', 'not-a-rule 42'],
    ['import x from "y";', 'javascript-syntax import'],
    [
      'function* (user, context, callback) { yield callback(); }',
      'not-a-rule function* (user, context, callback) { yield callback(); }',
    ],
    [
      'function (user, context, done) { return user; }',
      'forgotten-callback function (user, context, done) { return user; }',
    ],
    ['function (user) { return user; }', 'forgotten-callback function (user) { return user; }'],
    ['function (u, c, cb) { cb(@@KEY@@); }', 'unreplaced-keyword @@KEY@@'],
    [
      "function (u, c, cb) { /* @@A@@ */ cb('##B##' + `##C##${u}`); }",
      'unreplaced-keyword ##B##',
      'unreplaced-keyword ##C##',
    ],
    ["function (u, c, cb) { require('lodash'); require('lodahs'); cb(); }", "unknown-module 'lodahs'"],
    [
      "function (u, c, cb) { require('./shared/errors'); require('./shared'); cb(); }",
      "unknown-module './shared'",
    ],
    [
      "function (u, c, cb) { require('lodash@4.17.10'); require(`node:nothing-there`); cb(); }",
      'unknown-module `node:nothing-there`',
    ],
    ["function (u, c, cb) { const require = c.r; require('anything'); cb(); }"],
    ["function (u, c, cb) { require('any' + c.thing); require(c.thing); cb(); }"],
    [`function (u, c, cb) { cb(); /* ${'x'.repeat(100_000)} */ }`, 'large-rule '],
  ];
  for (const [text, ...findings] of mistakes) {
    it(`${findings.join(', ') || 'nothing'} in ${JSON.stringify(text.slice(0, 90))}`, () =>
      assert.deepEqual(findingsOf(text), findings));
  }

  const advice: Readonly<Record<string, string>> = {
    'function (u, c, cb) { if (u.email { cb(); } }': 'a `)` is missing before it',
    "function (u, c, cb) { const a = 'Don't do this'; cb(); }":
      "write `\\'` for a quote inside a text, or put other quotes around it",
    'function (u, c, cb) { cb(u ?? c || null); }': 'put brackets around one of the two',
    'function (u: User, c, cb) { cb(); }': 'remove the types, or compile the file to JavaScript',
    'function (u, c, cb): void { cb(); }': 'remove the types, or compile the file to JavaScript',
    'function (u, c, cb) { const a: string = 1; cb(); }':
      'remove the types, or compile the file to JavaScript',
    'function (u, c, cb) { cb(null, u as any); }': 'remove the types, or compile the file to JavaScript',
    'interface A { b: string }\nfunction (u, c, cb) { cb(); }':
      'remove the types, or compile the file to JavaScript',
    'function (u, c, cb) { cb({ a: 1 b: 2 }); }':
      'look just before it for a missing bracket, comma or operator',
    'export default function (u, c, cb) { cb(); }':
      'leave `export default` out, so that the function stands alone',
    "import _ from 'lodash';\nfunction (u, c, cb) { cb(); }":
      "write `const _ = require('lodash');` inside the function",
    "import { get,\n pick } from 'lodash';":
      "write `const { get, pick } = require('lodash');` inside the function",
    "import * as url from 'url';": "write `const url = require('url');` inside the function",
    'const rule = (u, c, cb) => { cb(); };': 'leave `const rule =` out, and the semicolon at the end',
    "'use strict';\nfunction rule(u, c, cb) { cb(); }": 'move it into the function, or remove it',
    "const _ = require('lodash');\nfunction rule(u, c, cb) { cb(); }":
      'move it into the function, or remove it',
  };
  for (const [text, help] of Object.entries(advice)) {
    it(`what to write instead of ${JSON.stringify(text)}`, () => {
      const { diagnostics } = compileRule({ name: 'r.js', text }, OPTIONS);
      assert.deepEqual(
        diagnostics.map((one) => one.help),
        [help],
      );
    });
  }

  it('nothing to fail over in texts that are deep, long or strange', () => {
    const deep = 20_000;
    for (const text of [
      `function (u, c, cb) { cb(${'['.repeat(deep)}${']'.repeat(deep)}); }`,
      `function (u, c, cb) { cb(u${'.a'.repeat(deep)}); }`,
      `function (u, c, cb) { cb(${'u+'.repeat(deep)}u); }`,
      '/'.repeat(deep),
      `${'/'.repeat(deep)}\n)`,
      '/*'.repeat(deep),
      '('.repeat(deep),
      '\ud800\u2028\u0000',
      'function',
    ]) {
      assert.doesNotThrow(() => findingsOf(text));
    }
  });
});

describe('any text, as a law', () => {
  const piece = fc.constantFrom(
    ...[
      'function',
      ' ',
      '(',
      ')',
      '{',
      '}',
      '=>',
      ';',
      ',',
      '//',
      '/*',
      '*/',
      '\n',
      '<!--',
      '-->',
      '`',
      "'",
      '/',
    ],
    ...[
      'user',
      'callback',
      'async ',
      '*',
      '.',
      '=',
      '${',
      '\\',
      '[',
      ']',
      '...',
      '\u2028',
      '#!',
      'exports',
      'leak()',
    ],
  );
  const some = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
  const whole = fc.constantFrom(
    `function (user, context, callback) ${BODY}`,
    `(u, c, callback) => callback()`,
  );
  const text = fc.tuple(some, fc.oneof(whole, some), some).map((parts) => parts.join(''));

  it('is read without failing, and what comes out as a rule is one function in its brackets', () => {
    let rules = 0;
    const property = fc.property(text, (written) => {
      const { value, diagnostics } = compileRule({ name: 'r.js', text: written }, OPTIONS);
      assert.equal(value === null, hasErrors(diagnostics));
      if (value?.shape !== 'rule') return;
      rules += 1;
      assert.equal(typeof evaluate(value.text), 'function', written);
      assert.equal(typeof evaluate(`function () { return (${value.text}); }`), 'function', written);
    });
    fc.assert(property, { numRuns: 5000 });
    assert.ok(rules > 20, `only ${rules} of the texts were rules`);
  });
});

describe('the modules of a compiled rule', () => {
  const modulesOf = (body: string, needs: readonly string[] = []) => {
    const source = { name: 'r.js', text: `function (user, context, callback) { ${body}; callback(); }` };
    return compileRule(source, { ...OPTIONS, needs }).value?.modules;
  };

  it('are those whose name stands in any text of it', () => {
    assert.deepEqual(modulesOf("const V = '1'; require('lodash@' + V)"), ['lodash']);
    assert.deepEqual(modulesOf('require(`lodash@${user.v}`)'), ['lodash']);
    assert.deepEqual(modulesOf("require('loda' + 'sh')"), []);
  });

  it('are those behind global names, unless the rule has its own', () => {
    assert.deepEqual(modulesOf('_.uniq(user.groups)'), ['lodash']);
    assert.deepEqual(modulesOf('user._ = { _: 1 }; _: for (;;) break _'), []);
    assert.deepEqual(modulesOf('[1].map(function (_) { return _; })'), []);
    assert.deepEqual(modulesOf('{ function _() {} } _()'), []);
    assert.deepEqual(modulesOf('{ let _ = 1; } _()'), ['lodash']);
    assert.deepEqual(modulesOf("global._.uniq(globalThis['jwt'])"), ['jsonwebtoken', 'lodash']);
    assert.deepEqual(modulesOf('user._ = global.mine._'), []);
  });

  it('are those, too, that the modules of the project ask for', () => {
    assert.deepEqual(modulesOf('', ['lodash']), ['lodash']);
  });
});

function findingsOf(text: string): readonly string[] {
  const source = { name: 'r.js', text };
  return compileRule(source, OPTIONS).diagnostics.map(({ code, span }) => `${code} ${textAt(source, span)}`);
}

function textOf(text: string): string {
  return compileRule({ name: 'r.js', text }, OPTIONS).value?.text ?? '';
}

/** As the runtime puts it together. */
function evaluate(text: string): unknown {
  return new Function(`return (${text})`)();
}
