import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TriedOptions, tryRules } from './try-rules.ts';

/** What an expression is inside a rule; of an error its code and message. */
async function value(expression: string, options: Omit<TriedOptions, 'rules'> = {}): Promise<unknown> {
  const rule = `function (user, context, callback) {
    try { user.value = ${expression} } catch (e) { user.value = e.code + ' ' + e.message } callback(null, user, context) }`;
  return (await tryRules([rule], options)).user.value;
}

const library = ['lodash'];

test('a module of the library answers to its name with any version', async () => {
  for (const name of ['lodash', 'lodash@4.17.10', 'lodash@latest', 'node:lodash', 'lodash/']) {
    assert.equal(await value(`require('${name}').last([1, 2])`, { library }), 2, name);
  }
});

test('a module is evaluated once in a login', async () => {
  assert.equal(await value(`require('lodash') === require('lodash@4.0.0')`, { library }), true);
});

test('a global name is the module behind it', async () => {
  assert.equal(await value(`_ === require('lodash')`, { library }), true);
  assert.equal(await value('(_ = 5, _)', { library }), 5);
  assert.equal(await value('typeof _'), 'undefined');
});

test('a module of the project answers to its exact name, and before the library', async () => {
  const modules = {
    './shared/errors': `const _ = require('lodash'); module.exports = (x) => _.last(x)`,
    circle: `exports.a = 1; exports.same = require('circle') === exports`,
  };
  assert.equal(await value(`require('./shared/errors')([1, 3])`, { library, modules }), 3);
  assert.deepEqual(await value(`require('circle')`, { modules }), { a: 1, same: true });
  assert.equal(await value(`require('lodash')`, { library, modules: { lodash: 'module.exports = 7' } }), 7);
});

test('a module of the project sees the configuration of the rule', async () => {
  const modules = { key: 'module.exports = () => configuration.KEY' };
  assert.equal(await value(`require('key')()`, { modules, configuration: { KEY: 'k' } }), 'k');
});

test('a module of the project that is no JavaScript fails where it is required', async () => {
  const broken = await value(`require('broken')`, { modules: { broken: 'const = 1' } });
  assert.equal(broken, "undefined `broken` cannot be read: Unexpected token '='");
});

test('a module that is not there is missing with advice', async () => {
  const missing = 'MODULE_NOT_FOUND cannot find module `mystery@1.0.0`, which `Rule 0` requires: ';
  assert.equal(await value(`require('mystery@1.0.0')`), `${missing}add it under \`modules:\` in lintel.yaml`);
  assert.match(String(await value(`require('lodahs')`)), /did you mean `lodash`\?/);
  assert.match(String(await value(`require('lodash')`)), /write its name as a text somewhere in the rule/);
});

test('what is no name is refused', async () => {
  assert.equal(await value('require(5)'), 'ERR_INVALID_ARG_TYPE the name of a module is a text');
  for (const name of ['__proto__', 'constructor', 'toString', 'lintel:host', '']) {
    assert.match(String(await value(`require('${name}')`)), /^MODULE_NOT_FOUND/, name);
  }
});
