import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { openHttpClient } from '../../runtime/capabilities/http-client.ts';
import { type CapabilityOptions, openCapabilities } from '../../runtime/capabilities/open-capabilities.ts';
import type { Deed } from '../../runtime/index.ts';
import { openMemoryStore } from '../../runtime/store/memory-store.ts';
import { runs } from '../laws/runs.ts';
import { serve } from './local-server.ts';

const ENFORCING = 0;
const REPORTING = 1;
const OTHER_REPORTING = 2;
/** May call `a.test` only. */
const LIMITED = 3;

/** Opens what one login has; `ask` gives the value, or the code of the error. */
function open(test: TestContext, options: Partial<CapabilityOptions> = {}) {
  const deeds: (readonly [rule: number, deed: Deed])[] = [];
  const http = openHttpClient({
    network: { allow: ['a.test', 'b.test'], private: ['127.0.0.0/8'] },
    resolve: async () => ['127.0.0.1'],
  });
  test.after(() => http.close());
  const store = openMemoryStore();
  const capabilities = openCapabilities({
    http,
    store,
    mode: (rule) => (rule === REPORTING || rule === OTHER_REPORTING ? 'report-only' : 'enforce'),
    permissions: (rule) => ({ network: rule === LIMITED ? ['a.test'] : null, secrets: null }),
    deadline: () => performance.now() + 60_000,
    record: (rule, deed) => deeds.push([rule, deed]),
    ...options,
  });
  const ask = async (operation: string, payload: unknown, rule = ENFORCING) => {
    const answer = await capabilities.call(operation, payload, rule);
    return answer.ok ? answer.value : answer.error.code;
  };
  return { ask, capabilities, deeds, store };
}

const update = (changes: unknown, field = 'app_metadata') => ({ id: 'u1', field, changes });

describe('a call by a rule', () => {
  it('is made, and told of without path and query', async (test) => {
    const server = await serve(test, (_, response) => response.writeHead(202).end('hello'));
    const { ask, deeds } = open(test);
    const url = `http://a.test:${server.port}/secret?token=secret`;
    const answer = await ask('fetch', { url, method: 'post', headers: [], body: null });
    assert.ok(typeof answer === 'object' && answer !== null && 'status' in answer);
    assert.equal(answer.status, 202);
    assert.deepEqual(deeds, [
      [ENFORCING, { effect: 'call', method: 'POST', host: `a.test:${server.port}`, status: 202 }],
    ]);
  });

  it('goes where the rule may call, and is told of when it may not', async (test) => {
    const { ask, deeds } = open(test);
    assert.equal(await ask('fetch', { url: 'http://b.test/' }, LIMITED), 'HOST_NOT_ALLOWED');
    assert.equal(await ask('fetch', { url: 'http://c.test/' }), 'HOST_NOT_ALLOWED');
    const error = 'HOST_NOT_ALLOWED';
    assert.deepEqual(deeds, [
      [LIMITED, { effect: 'call', method: 'GET', host: 'b.test', error }],
      [ENFORCING, { effect: 'call', method: 'GET', host: 'c.test', error }],
    ]);
  });

  it('is not made for a rule that only reports, which hears that all is well', async (test) => {
    const server = await serve(test, (_, response) => response.end());
    const { ask, deeds } = open(test);
    const url = `http://a.test:${server.port}/`;
    assert.deepEqual(await ask('fetch', { url, method: 'DELETE' }, REPORTING), {
      url,
      redirected: false,
      status: 204,
      statusText: 'No Content',
      headers: [],
      body: '',
    });
    assert.equal(await ask('fetch', { url: 'http://c.test/' }, REPORTING), 'HOST_NOT_ALLOWED');
    assert.equal(server.requests.length, 0);
    assert.deepEqual(
      deeds.map(([, deed]) => deed),
      [
        { effect: 'call', method: 'DELETE', host: `a.test:${server.port}`, status: 204 },
        { effect: 'call', method: 'GET', host: 'c.test', error: 'HOST_NOT_ALLOWED' },
      ],
    );
  });

  it('breaks off when the login ends', async (test) => {
    const { ask, capabilities } = open(test);
    const server = await serve(test, () => capabilities.end());
    assert.equal(await ask('fetch', { url: `http://a.test:${server.port}/` }), 'LOGIN_OVER');
  });

  it('breaks off at the deadline', async (test) => {
    const deadline = performance.now() + 500;
    const { ask } = open(test, { deadline: () => deadline });
    const server = await serve(test, () => undefined);
    assert.equal(await ask('fetch', { url: `http://a.test:${server.port}/` }), 'ESOCKETTIMEDOUT');
  });
});

describe('metadata', () => {
  it('is changed, and told of by its names', async (test) => {
    const { ask, deeds, store } = open(test);
    const user = { user_id: 'u1', app_metadata: { plan: 'pro', x: 1 } };
    assert.deepEqual(await ask('users.update', update({ plan: 'pro', x: 1 })), user);
    assert.deepEqual(await ask('users.get', { id: 'u1' }), user);
    const patch = { app_metadata: { isCleared: false, fields: user.app_metadata } };
    assert.deepEqual(await store.getUser('u1'), patch);
    assert.deepEqual(deeds, [
      [ENFORCING, { effect: 'update_user', field: 'app_metadata', names: ['plan', 'x'] }],
    ]);
  });

  it('begins with what came with the login', async (test) => {
    const person = { user_id: 'u1', app_metadata: { plan: 'free' }, user_metadata: { y: 1 } };
    const { ask } = open(test, { person });
    assert.deepEqual(await ask('users.get', { id: 'u1' }), person);
    assert.equal(await ask('users.get', { id: 'u2' }), null);
    assert.deepEqual(await ask('users.update', update({ x: 1 })), {
      ...person,
      app_metadata: { plan: 'free', x: 1 },
    });
    assert.deepEqual(await ask('users.get', { id: 'u1' }), {
      ...person,
      app_metadata: { plan: 'free', x: 1 },
    });
    assert.deepEqual(await ask('users.update', { ...update({ x: 1 }), id: 'u2' }), {
      user_id: 'u2',
      app_metadata: { x: 1 },
    });
  });

  it('is changed only in the eyes of a rule that only reports', async (test) => {
    const { ask, deeds, store } = open(test);
    await ask('users.update', update({ x: 1 }));
    await ask('users.update', update({ y: 2 }), REPORTING);
    const seen = [REPORTING, OTHER_REPORTING, ENFORCING].map((rule) => ask('users.get', { id: 'u1' }, rule));
    const record = (app_metadata: unknown) => ({ user_id: 'u1', app_metadata });
    assert.deepEqual(await Promise.all(seen), [record({ x: 1, y: 2 }), record({ x: 1 }), record({ x: 1 })]);
    assert.deepEqual((await store.getUser('u1'))?.app_metadata?.fields, { x: 1 });
    assert.deepEqual(
      deeds.map(([rule]) => rule),
      [ENFORCING, REPORTING],
    );
  });

  for (const [what, field, changes, code, status] of [
    ['a reserved name', 'app_metadata', { user_id: 'x' }, 'BAD_NAME', 400],
    ['another reserved name', 'app_metadata', { identities: [] }, 'BAD_NAME', 400],
    ['a name with a dot', 'user_metadata', { 'a.b': 1 }, 'BAD_NAME', 500],
    ['a name with a dollar sign', 'app_metadata', { $set: 1 }, 'BAD_NAME', 500],
    ['such a name further down', 'user_metadata', { list: [{ deep: { 'a.b': 1 } }] }, 'BAD_NAME', 500],
    ['a name that JavaScript uses', 'user_metadata', JSON.parse('{"a":{"__proto__":1}}'), 'BAD_NAME', 400],
    ['too much', 'user_metadata', { x: 'x'.repeat(70_000) }, 'TOO_LARGE', 413],
    [
      'too many levels',
      'user_metadata',
      JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`),
      'TOO_LARGE',
      400,
    ],
    [
      'levels without end',
      'user_metadata',
      { x: JSON.parse('['.repeat(99_999) + ']'.repeat(99_999)) },
      'TOO_LARGE',
      400,
    ],
  ] as const) {
    it(`does not take ${what}`, async (test) => {
      const { capabilities, deeds, store } = open(test);
      const answer = await capabilities.call('users.update', update(changes, field), ENFORCING);
      assert.deepEqual(answer.ok ? answer : [answer.error.code, answer.error.status], [code, status]);
      assert.equal(await store.getUser('u1'), null);
      assert.deepEqual(deeds, []);
    });
  }

  it('takes a reserved name where it hides nothing', async (test) => {
    const { ask } = open(test);
    const user = { user_id: 'u1', user_metadata: { email: 'x' }, app_metadata: { a: { email: 'x' } } };
    await ask('users.update', update({ email: 'x' }, 'user_metadata'));
    assert.deepEqual(await ask('users.update', update({ a: { email: 'x' } })), user);
  });
});

describe('values of rules', () => {
  it('are kept, read and deleted', async (test) => {
    const { ask } = open(test);
    const answers = [
      await ask('store.get', { key: 'k' }),
      await ask('store.set', { key: 'k', value: { a: [1] }, lasts: 60 }),
      await ask('store.get', { key: 'k' }),
      await ask('store.delete', { key: 'k' }),
      await ask('store.get', { key: 'k' }),
    ];
    assert.deepEqual(answers, [null, null, { a: [1] }, null, null]);
  });

  it('are kept only in the eyes of a rule that only reports', async (test) => {
    const { ask } = open(test);
    await ask('store.set', { key: 'k', value: 'old' });
    await ask('store.set', { key: 'k', value: 'new' }, REPORTING);
    await ask('store.delete', { key: 'k' }, OTHER_REPORTING);
    const seen = [ENFORCING, REPORTING, OTHER_REPORTING].map((rule) => ask('store.get', { key: 'k' }, rule));
    assert.deepEqual(await Promise.all(seen), ['old', 'new', null]);
  });

  it('are refused when they are too large', async (test) => {
    assert.equal(await open(test).ask('store.set', { key: 'k', value: 'x'.repeat(70_000) }), 'TOO_LARGE');
  });
});

describe('the capabilities of a login', () => {
  it('end with it', async (test) => {
    const { ask, capabilities, store } = open(test);
    capabilities.end();
    capabilities.end();
    assert.equal(await ask('users.update', update({ x: 1 })), 'LOGIN_OVER');
    assert.equal(await ask('store.get', { key: 'k' }), 'LOGIN_OVER');
    assert.equal(await store.getUser('u1'), null);
  });

  it('end at its deadline', async (test) => {
    const { ask } = open(test, { deadline: () => 0 });
    assert.equal(await ask('store.get', { key: 'k' }), 'LOGIN_OVER');
  });

  it('tell nothing of what goes wrong in the store', async (test) => {
    const getValue = () => Promise.reject(new Error('connect to 10.0.0.5 with password secret'));
    const { capabilities } = open(test, { store: { ...openMemoryStore(), getValue } });
    assert.deepEqual(await capabilities.call('store.get', { key: 'k' }, ENFORCING), {
      ok: false,
      error: { name: 'Error', message: 'this cannot be done at the moment', code: 'UNAVAILABLE' },
    });
  });

  for (const operation of ['', 'constructor', '__proto__', 'users', 'FETCH', 'store.put', 'take']) {
    it(`do not know \`${operation}\``, async (test) => {
      assert.equal(await open(test).ask(operation, {}), 'UNKNOWN_OPERATION');
    });
  }

  for (const [operation, payload] of [
    ['fetch', null],
    ['fetch', {}],
    ['fetch', { url: 1 }],
    ['fetch', { url: 'http://a.test', headers: { a: 'b' } }],
    ['fetch', { url: 'http://a.test', headers: [['a']] }],
    ['fetch', { url: 'http://a.test', headers: [['a', 1]] }],
    ['fetch', { url: 'http://a.test', headers: Array(101).fill(['a', 'b']) }],
    ['fetch', { url: 'http://a.test', body: {} }],
    ['fetch', { url: 'http://a.test', timeout: '1' }],
    ['fetch', { url: 'http://a.test', redirect: 'FOLLOW' }],
    ['users.get', {}],
    ['users.get', { id: '' }],
    ['users.get', { id: ['u1'] }],
    ['users.update', update([])],
    ['users.update', update(null)],
    ['users.update', update({}, 'email')],
    ['users.update', { field: 'app_metadata', changes: {} }],
    ['store.get', 'k'],
    ['store.get', { key: 'k'.repeat(501) }],
    ['store.set', { key: 'k' }],
    ['store.set', { key: 'k', value: 1, lasts: 0 }],
    ['store.set', { key: 'k', value: 1, lasts: 'long' }],
    ['store.delete', []],
  ] as const) {
    it(`refuse \`${operation}\` with ${JSON.stringify(payload).slice(0, 60)}`, async (test) => {
      assert.equal(await open(test).ask(operation, payload), 'BAD_PAYLOAD');
    });
  }

  it('law: never reject, whatever they are asked', async (test) => {
    const { capabilities } = open(test);
    const operation = fc.constantFrom(
      'fetch',
      'users.get',
      'users.update',
      'store.get',
      'store.set',
      'store.delete',
      'x',
    );
    const names = [
      'url',
      'id',
      'key',
      'value',
      'field',
      'changes',
      'lasts',
      'headers',
      'method',
      'body',
      '__proto__',
    ];
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom('http://c.test/', 'app_metadata', 'GET'));
    const payload = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names), part));
    await fc.assert(
      fc.asyncProperty(operation, payload, fc.integer({ min: 0, max: 3 }), async (name, value, rule) => {
        const answer = await capabilities.call(name, value, rule);
        assert.ok(answer.ok || (answer.error.code !== 'UNAVAILABLE' && answer.error.message !== ''));
      }),
      runs(500),
    );
  });
});
