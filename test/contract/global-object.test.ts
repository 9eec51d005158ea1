import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LOGIN } from '../runtime/javascript-rule.ts';
import { NEXT, openTenant, telling } from './open-tenant.ts';

describe('global', () => {
  const tenant = openTenant();

  it('shares functions of one rule with the rules after it, by their bare name, too', async (test) => {
    const { idToken } = await tenant.run(test, [
      `global.greet = global.greet || function (name) { return 'hi ' + name; }; ${NEXT}`,
      telling(`[global.greet('a'), greet('b'), typeof global.nobody]`),
    ]);
    assert.deepEqual(idToken.told, ['hi a', 'hi b', 'undefined']);
  });

  it('keeps a cache with its expiry for the next login', async (test) => {
    const pipeline = await tenant.open(test, [
      `if (!global.token || global.token.expires < Date.now()) global.token = { value: Math.random(), expires: Date.now() + 60000 };
       context.idToken.token = global.token.value; ${NEXT}`,
    ]);
    const tokens = [await pipeline.run(LOGIN), await pipeline.run(LOGIN), await pipeline.run(LOGIN)];
    assert.equal(new Set(tokens.map(({ idToken }) => idToken.token)).size, 1);
  });

  it('keeps a function that a rule defines once, with what it closes over', async (test) => {
    const pipeline = await tenant.open(test, [
      `if (!global.count) { var counted = 0; global.count = function () { return ++counted; }; } ${NEXT}`,
      telling('count()'),
    ]);
    const told = [];
    for (let login = 0; login < 3; login++) told.push((await pipeline.run(LOGIN)).idToken.told);
    assert.deepEqual(told, [1, 2, 3]);
  });

  it('keeps promises and clients of modules', async (test) => {
    const pipeline = await tenant.open(test, [
      `global.ready = global.ready || new Promise(function (resolve) { setTimeout(resolve, 5, require('lodash').capitalize('ok')); });
       global.ready.then(function (value) { context.idToken.told = value; ${NEXT} }).catch(callback);`,
    ]);
    assert.deepEqual(
      [(await pipeline.run(LOGIN)).idToken.told, (await pipeline.run(LOGIN)).idToken.told],
      ['Ok', 'Ok'],
    );
  });

  it('can be emptied name by name', async (test) => {
    const pipeline = await tenant.open(test, [
      `context.idToken.told = typeof global.once; if (global.once) delete global.once; else global.once = 1; ${NEXT}`,
    ]);
    const told = [];
    for (let login = 0; login < 3; login++) told.push((await pipeline.run(LOGIN)).idToken.told);
    assert.deepEqual(told, ['undefined', 'number', 'undefined']);
  });

  it('is the tenant’s own', async (test) => {
    const rules = [`context.idToken.told = typeof global.mine; global.mine = 1; ${NEXT}`];
    const [one, other] = [await tenant.open(test, rules), await tenant.open(test, rules)];
    const told = [await one.run(LOGIN), await other.run(LOGIN), await one.run(LOGIN)];
    assert.deepEqual(
      told.map(({ idToken }) => idToken.told),
      ['undefined', 'undefined', 'number'],
    );
  });
});
