import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { PipelineOptions } from '../../runtime/index.ts';
import { openMemoryStore } from '../../runtime/store/memory-store.ts';
import { LOGIN, ruleOf } from '../runtime/javascript-rule.ts';
import { openParts, type Part } from './run-in-pool.ts';

const GO_ON = 'callback(null, user, context);';

/** Two tenants in one process with the same rule. Gives what each of them found, after both have left their traces. */
async function both(test: TestContext, rule: Part, [a, b]: readonly PipelineOptions[] = [{}, {}]) {
  const alpha = await openParts(test, [rule], { tenant: 'alpha', ...a });
  const beta = await openParts(test, [rule], { tenant: 'beta', ...b });
  await Promise.all([alpha.run(LOGIN), beta.run(LOGIN)]);
  const reports = [await alpha.run(LOGIN), await beta.run(LOGIN)];
  return reports.map(({ outcome, context }) => ({ outcome, found: context.found }));
}

describe('tenants in one process', () => {
  it('have a `global` each', async (test) => {
    const found = await both(
      test,
      `global.count = (global.count || 0) + 1; context.found = global.count; ${GO_ON}`,
    );
    assert.deepEqual(
      found.map(({ found }) => found),
      [2, 2],
    );
  });

  it('have symbols, prototypes and undeclared names each', async (test) => {
    const rule = `
      const key = Symbol.for('shared');
      context.found = [typeof Object.prototype[key], typeof Array[key], typeof leaked, typeof global[key]].join();
      Object.prototype[key] = 1; Array[key] = 1; leaked = 1; require('lodash')[key] = 1;
      ${GO_ON}`;
    const found = await both(test, rule);
    assert.deepEqual(
      found.map(({ found }) => found),
      ['undefined,undefined,undefined,undefined', 'undefined,undefined,undefined,undefined'],
    );
  });

  it('have modules each', async (test) => {
    const rule = ruleOf(
      `const shared = require('./shared'); shared.list.push(1); context.found = [shared.of, shared.list.length]; ${GO_ON}`,
      { modules: ['./shared'] },
    );
    const [alpha, beta] = ['a', 'b'].map((of) => ({
      modules: new Map([['./shared', `exports.of = '${of}'; exports.list = [];`]]),
    }));
    const found = await both(test, rule, [alpha ?? {}, beta ?? {}]);
    assert.deepEqual(
      found.map(({ found }) => found),
      [
        ['a', 1],
        ['b', 1],
      ],
    );
  });

  it('have configuration and secrets each', async (test) => {
    const found = await both(test, `context.found = { ...configuration }; ${GO_ON}`, [
      { configuration: { A: '1' }, secrets: { KEY: 'of alpha' } },
      { configuration: { B: '2' } },
    ]);
    assert.deepEqual(
      found.map(({ found }) => found),
      [{ A: '1', KEY: 'of alpha' }, { B: '2' }],
    );
  });

  it('have keys of the store each', async (test) => {
    const rule = `const { store } = require('lintel'); store.get('key').then((kept) => { context.found = kept || null; return store.set('key', context.tenant || configuration.NAME); }).then(() => { ${GO_ON} });`;
    const found = await both(test, rule, [
      { configuration: { NAME: 'alpha' }, store: openMemoryStore() },
      { configuration: { NAME: 'beta' }, store: openMemoryStore() },
    ]);
    assert.deepEqual(
      found.map(({ found }) => found),
      ['alpha', 'beta'],
    );
  });

  it('do not take each other’s logins back from elsewhere, even with one store and one secret', async (test) => {
    const store = openMemoryStore();
    const rule = `if (context.protocol !== 'redirect-callback') context.redirect = { url: 'https://elsewhere.example/' }; ${GO_ON}`;
    const options = { store, redirects: { secret: 'x'.repeat(32) } };
    const alpha = await openParts(test, [rule], { ...options, tenant: 'alpha' });
    const beta = await openParts(test, [rule], { ...options, tenant: 'beta' });
    const { redirect } = await alpha.run(LOGIN);
    const state = new URL(redirect?.url ?? '').searchParams.get('state');
    const foreign = await beta.resume(state);
    const own = await alpha.resume(state);
    const again = await alpha.resume(state);
    assert.deepEqual(
      [foreign.code, own.outcome, again.code],
      ['invalid_request', 'allow', 'invalid_request'],
    );
  });

  it('keep their `global` when another tenant costs the isolate its life', async (test) => {
    const alpha = await openParts(test, [`for (;;) {}`], { tenant: 'alpha' });
    const beta = await openParts(
      test,
      [`global.count = (global.count || 0) + 1; context.found = global.count; ${GO_ON}`],
      { tenant: 'beta' },
    );
    await beta.run(LOGIN);
    const [killed, during] = await Promise.all([alpha.run(LOGIN), beta.run(LOGIN)]);
    const after = await beta.run(LOGIN);
    assert.deepEqual([killed.outcome, during.outcome, after.context.found], ['failure', 'allow', 3]);
  });

  it('go on while another tenant costs the process its life', async (test) => {
    const alpha = await openParts(test, [`for (;;) user.x = (3n ** 20_000_000n) + '';`], { tenant: 'alpha' });
    const beta = await openParts(
      test,
      [`setTimeout(() => { context.found = user.user_id; ${GO_ON} }, 20);`],
      { tenant: 'beta' },
    );
    const hostile = alpha.run(LOGIN);
    const logins = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        beta.run({ ...LOGIN, user: { ...LOGIN.user, user_id: `auth0|${index}` } }),
      ),
    );
    assert.equal((await hostile).outcome, 'failure');
    assert.deepEqual(
      logins.map(({ outcome, context }) => [outcome, context.found]),
      logins.map((_, index) => ['allow', `auth0|${index}`]),
    );
  });
});

describe('logins of one tenant side by side', () => {
  it('see nothing of each other but `global`', async (test) => {
    const pipeline = await openParts(test, [
      `leaked = user.user_id; Object.prototype.leak = user.user_id; this.own = user.user_id;
       setTimeout(() => { context.found = [leaked, ({}).leak, user.user_id]; ${GO_ON} }, 20);`,
    ]);
    const ids = Array.from({ length: 16 }, (_, index) => `auth0|${index}`);
    const reports = await Promise.all(
      ids.map((user_id) => pipeline.run({ ...LOGIN, user: { ...LOGIN.user, user_id } })),
    );
    assert.deepEqual(
      reports.map(({ context }) => context.found),
      ids.map((id) => [id, id, id]),
    );
  });
});
