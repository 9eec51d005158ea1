import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { PipelineOptions } from '../../runtime/index.ts';
import { openMemoryStore } from '../../runtime/store/memory-store.ts';
import { type LocalServer, serve } from '../capabilities/local-server.ts';
import { LOGIN, ruleOf } from '../runtime/javascript-rule.ts';
import { findIn, openParts, runParts } from './run-in-pool.ts';

const GO_ON = 'callback(null, user, context);';
const OPEN = { allow: ['*'], private: ['127.0.0.1/32'] };
const LONG = { slice: 3000, chain: 20_000 };

/** Defines \`host\`, the module that only the library may require, taken from the arguments of a function of the library. */
const STEAL = `
  const host = (() => {
    const found = [];
    const { apply } = Reflect;
    for (const [owner, name] of [[Object, 'getOwnPropertyNames'], [Object.prototype, 'hasOwnProperty'], [Object, 'defineProperty'], [Function.prototype, 'call'], [Object, 'create']]) {
      const native = owner[name];
      owner[name] = function own(...list) {
        try {
          for (let step = own.caller, left = 8; step && left > 0; left -= 1, step = step.caller) {
            for (const one of Array.from(step.arguments || [])) if (typeof one === 'function' && /^require/.test(one.name)) found.push(one);
          }
        } catch {}
        return apply(native, this, list);
      };
    }
    require('lodash');
    for (const one of found) try { const host = one('lintel:host'); if (host && host.call) return host; } catch {}
    // What it would give; everything has to hold for the means that all rules have, too.
    return { call: async (operation, payload) => (operation === 'fetch' ? fetch(payload.url, payload) : null), compute: () => { throw Object.assign(new Error('x'), { code: 'NONE' }); } };
  })();
  const told = async (action) => { try { const value = await action(); return value && value.status ? value.status : value; } catch (error) { return 'refused ' + (error.code || (error.cause && error.cause.code) || error.message); } };`;

async function quiet(test: TestContext): Promise<LocalServer> {
  return serve(test, (_, response) => response.end('reached'));
}

describe('whoever takes the functions of the library from it', () => {
  it('asks for no operation that there is not', async (test) => {
    const found = await findIn(
      test,
      `${STEAL}
       const names = ['', 'nothing', 'constructor', '__proto__', 'toString', 'users.delete', 'users', 'store', 'store.take', 'store.put', 'exec', 'boot', 'cancel', 'tenant', null, 1, {}, ['fetch']];
       return Promise.all(names.map((name) => told(() => host.call(name, { url: 'http://a.test/', id: 'x', key: 'x' }))));`,
    );
    for (const answer of found as unknown[])
      assert.match(String(answer), /^(refused |null)/, JSON.stringify(found));
  });

  it('computes nothing that there is not', async (test) => {
    const found = await findIn(
      test,
      `${STEAL}
       const names = ['', 'constructor', '__proto__', 'toString', 'process.exit', 'crypto', 'eval', null, {}, []];
       const payloads = [undefined, null, [], 1, 'x', { toJSON: () => undefined }, { __proto__: null }];
       const all = [];
       for (const name of names) for (const payload of payloads) all.push(await told(() => host.compute(name, payload)));
       return all;`,
    );
    for (const answer of found as unknown[]) assert.match(String(answer), /^refused /);
  });

  it('is refused what has the wrong shape', async (test) => {
    const store = openMemoryStore();
    const found = await findIn(
      test,
      `${STEAL}
       const odd = [undefined, null, 1, 'x', [], {}, { id: null }, { id: ['auth0|1'] }, { id: {} , field: 'app_metadata', changes: {} }, { key: 1, value: 1 }, { key: '', value: 1 }, { key: 'x'.repeat(501), value: 1 },
         { url: 1 }, { url: ['http://a.test'] }, { url: 'http://a.test', headers: {} }, { url: 'http://a.test', headers: [['a']] }, { url: 'http://a.test', method: {} }, { url: 'http://a.test', body: {} },
         { id: 'auth0|1', field: 'user_id', changes: { user_id: 'x' } }, { id: 'auth0|1', field: '__proto__', changes: { isAdmin: true } }, { id: 'auth0|1', field: 'identities', changes: {} }, { id: 'auth0|1', field: 'app_metadata', changes: [] },
         { id: 'auth0|1', field: 'app_metadata', changes: 'x' }];
       const all = [];
       for (const operation of ['fetch', 'users.update', 'store.set']) for (const payload of odd) all.push(operation + ' ' + (await told(() => host.call(operation, payload))));
       return all;`,
      { store, ruleLimits: { ...LONG, calls: 200 } },
    );
    assert.equal((found as unknown[]).length, 69);
    for (const answer of found as unknown[]) assert.match(String(answer), /^\S+ (refused|null)/);
    assert.equal(await store.getUser('auth0|1'), null);
  });

  it('reaches no host that the project does not allow', async (test) => {
    const { url, requests } = await quiet(test);
    const found = await findIn(
      test,
      `${STEAL} return [await told(() => host.call('fetch', { url: '${url}', method: 'GET' })), await told(() => fetch('${url}'))];`,
      { network: { allow: ['api.example.com'], private: ['127.0.0.0/8'] } },
    );
    assert.deepEqual([found, requests.length], [['refused HOST_NOT_ALLOWED', 'refused HOST_NOT_ALLOWED'], 0]);
  });

  it('calls no more often than others', async (test) => {
    const { url, requests } = await quiet(test);
    const report = await runParts(
      test,
      [
        `${STEAL} const all = []; for (let count = 0; count < 120; count += 1) all.push(told(() => host.call('fetch', { url: '${url}' }))); Promise.all(all).then((found) => { context.found = found.filter((one) => one === 200).length; ${GO_ON} });`,
      ],
      { network: OPEN, ruleLimits: { ...LONG, calls: 10 } },
    );
    assert.ok(requests.length <= 10, `${requests.length} calls`);
    assert.ok(report.outcome === 'failure' || Number(report.context.found) <= 10);
  });

  it('spoils nothing of the store', async (test) => {
    const store = openMemoryStore();
    await findIn(
      test,
      `${STEAL}
       const bad = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}');
       return [await told(() => host.call('store.set', { key: '__proto__', value: bad })), await told(() => host.call('users.update', { id: '__proto__', field: 'app_metadata', changes: bad })),
         await told(() => auth0.users.updateAppMetadata('auth0|1', bad)), await told(() => auth0.users.updateAppMetadata('__proto__', { isAdmin: true }))];`,
      { store },
    );
    assert.equal('isAdmin' in {}, false);
    const user = await store.getUser('auth0|1');
    assert.equal(user?.app_metadata?.fields.isAdmin, undefined);
  });
});

describe('what belongs to another rule', () => {
  const LIMITED = { network: [], secrets: [] } as const;
  const run = async (test: TestContext, first: string, second: string, options: PipelineOptions = {}) =>
    runParts(
      test,
      [
        ruleOf(first, { id: 'limited', may: LIMITED }),
        ruleOf(second, { id: 'trusted', may: { network: null, secrets: ['KEY'] } }),
      ],
      { network: OPEN, secrets: { KEY: 's3cret' }, configuration: { PLAIN: 'seen' }, ...options },
    );
  const WAIT = `setTimeout(() => callback(null, user, context), 300);`;

  it('is its network: a call is on the account of whoever set the timer or made the promise', async (test) => {
    const { url, requests } = await quiet(test);
    const report = await run(
      test,
      `const go = () => fetch('${url}').then(() => fetch('${url}'), (error) => { console.log(error.cause.code); return fetch('${url}').catch(() => 0); });
       setTimeout(go, 50); new Promise((resolve) => setTimeout(resolve, 60)).then(go); Promise.resolve().then(go); setImmediate(go); ${GO_ON}`,
      WAIT,
    );
    const codes = report.trace?.[0]?.console?.map(({ text }) => text) ?? [];
    assert.deepEqual([report.outcome, requests.length], ['allow', 0]);
    assert.ok(codes.length > 0 && codes.every((code) => code === 'HOST_NOT_ALLOWED'), codes.join());
  });

  it('is its secret, wherever one looks', async (test) => {
    const report = await run(
      test,
      `const look = () => console.log(JSON.stringify([configuration, globalThis.configuration, global.configuration, process.env, { ...globalThis }, auth0.accessToken === undefined, require('lintel'), Object.keys(global)]));
       look(); setTimeout(look, 50); Promise.resolve().then(look); ${GO_ON}`,
      `context.idToken.has = configuration.KEY === 's3cret'; ${WAIT}`,
    );
    assert.deepEqual([report.outcome, report.idToken], ['allow', { has: true }]);
    const lines = report.trace?.[0]?.console?.map(({ text }) => text) ?? [];
    assert.equal(lines.length, 3);
    for (const line of lines) assert.ok(line.includes('seen') && !line.includes('s3cret'), line);
  });

  it('is its secret in the next login, too', async (test) => {
    const pipeline = await openParts(
      test,
      [
        ruleOf(`console.log(typeof configuration.KEY, JSON.stringify(configuration)); ${GO_ON}`, {
          id: 'limited',
          may: LIMITED,
        }),
        ruleOf(`context.idToken.has = configuration.KEY; ${GO_ON}`, { id: 'trusted' }),
      ],
      { secrets: { KEY: 's3cret' } },
    );
    for (let count = 0; count < 2; count += 1) {
      const { trace, idToken } = await pipeline.run(LOGIN, { trace: true });
      assert.deepEqual(
        trace?.[0]?.console?.map(({ text }) => text),
        ['undefined {}'],
      );
      assert.deepEqual(idToken, { has: 's3cret' });
    }
  });

  it('is its configuration, which nobody changes', async (test) => {
    const report = await run(
      test,
      `configuration.PLAIN = 'changed'; delete configuration.PLAIN; globalThis.configuration = { PLAIN: 'changed' }; global.configuration = { PLAIN: 'changed' }; ${GO_ON}`,
      `context.idToken.plain = configuration.PLAIN; ${GO_ON}`,
    );
    assert.deepEqual([report.outcome, report.idToken], ['allow', { plain: 'seen' }]);
  });
});

describe('a report-only rule', () => {
  it('does nothing outside, by whatever means', async (test) => {
    const { url, requests } = await quiet(test);
    const store = openMemoryStore();
    const steps = [
      ruleOf(
        `const all = [fetch('${url}', { method: 'POST', body: 'x' }), auth0.users.updateAppMetadata(user.user_id, { a: 1 }), require('lintel').store.set('key', 1)];
         require('request')('${url}', () => 0); require('axios').get('${url}').catch(() => 0);
         setTimeout(() => fetch('${url}').catch(() => 0), 20);
         Promise.allSettled(all).then(() => { user.x = 1; context.redirect = { url: 'https://evil.example/' }; context.multifactor = { provider: 'any' }; ${GO_ON} });`,
        { id: 'would', mode: 'report-only' },
      ),
      ruleOf(
        `require('lintel').store.get('key').then((kept) => setTimeout(() => { context.idToken.seen = [kept ?? null, user.x ?? null, context.redirect ?? null]; ${GO_ON} }, 100));`,
        { id: 'real' },
      ),
    ];
    const report = await runParts(test, steps, { network: OPEN, store, ruleLimits: LONG });
    assert.deepEqual([report.outcome, report.idToken], ['allow', { seen: [null, null, null] }]);
    assert.deepEqual(
      [requests.length, await store.getUser('auth0|1'), await store.getValue('key')],
      [0, null, null],
    );
  });
});

describe('after its end', () => {
  it('a rule calls nobody any more', async (test) => {
    const { url, requests } = await quiet(test);
    const report = await runParts(
      test,
      [
        `setInterval(() => fetch('${url}').catch(() => 0), 10); const again = () => fetch('${url}').then(again, again); again(); setTimeout(() => callback(null, user, context), 50);`,
      ],
      { network: OPEN, ruleLimits: { calls: 100_000, grace: 200 } },
    );
    assert.equal(report.outcome, 'allow');
    await assertQuiet(requests);
  });

  it('of its pipeline nobody is called any more', async (test) => {
    const { url, requests } = await quiet(test);
    const pipeline = await openParts(
      test,
      [`const again = () => fetch('${url}').then(again, again); again();`],
      {
        network: OPEN,
        ruleLimits: { calls: 100_000 },
      },
    );
    const login = pipeline.run(LOGIN);
    for (let left = 1000; requests.length === 0 && left > 0; left -= 1) await pause(10);
    pipeline.dispose();
    assert.equal((await login).outcome, 'failure');
    await assertQuiet(requests);
  });
});

describe('what is sent', () => {
  for (const [what, call] of [
    ['fetch', `fetch(URL_, { headers: NAMES })`],
    [
      'request',
      `new Promise((resolve, reject) => require('request')({ url: URL_, headers: NAMES }, (error, response) => (error ? reject(error) : resolve({ status: response.statusCode }))))`,
    ],
    ['axios', `require('axios').get(URL_, { headers: NAMES })`],
    [
      'http',
      `new Promise((resolve, reject) => require('http').get(URL_, { headers: NAMES }, (response) => resolve({ status: response.statusCode })).on('error', reject))`,
    ],
  ] as const) {
    it(`by ${what} has no headers that somebody smuggled in`, async (test) => {
      const { url, requests } = await quiet(test);
      const found = await findIn(
        test,
        `${STEAL}
         const all = [];
         for (const NAMES of [{ 'x-a': 'b\\r\\nx-evil: 1' }, { 'x-a\\r\\nx-evil': '1' }, { 'x-a': 'b\\nx-evil: 1' }, { 'x-a': 'b\\u0000' }, { 'x-a ': '1' }, { 'x:a': '1' }, { 'x-a': '\\u560a\\u560dx-evil: 1' }, { '': '1' }]) {
           const URL_ = '${url}/'; all.push(await told(() => ${call}));
         }
         { const URL_ = '${url}/ HTTP/1.1\\r\\nx-evil: 1\\r\\n\\r\\n'; const NAMES = {}; all.push(await told(() => ${call})); }
         { const URL_ = '${url}/'; const NAMES = { host: 'evil.example', 'content-length': '1', 'transfer-encoding': 'chunked', connection: 'upgrade', upgrade: 'x', expect: '100-continue', te: 'trailers' }; all.push(await told(() => ${call})); }
         return all;`,
        { network: OPEN, ruleLimits: LONG },
      );
      for (const request of requests) {
        assert.equal(request.headers['x-evil'], undefined);
        assert.equal(request.headers.host, url.slice('http://'.length));
        assert.equal(
          request.headers.upgrade ?? request.headers['transfer-encoding'] ?? request.headers.expect,
          undefined,
        );
      }
      assert.equal((found as unknown[]).length, 10, JSON.stringify(found));
    });
  }

  it('has no method that is more than a method', async (test) => {
    const { url, requests } = await quiet(test);
    const found = await findIn(
      test,
      `${STEAL} const all = []; for (const method of ['GET / HTTP/1.1\\r\\nx-evil: 1', 'CONNECT', 'TRACE', 'G\\u0000T', '', ' GET']) all.push(await told(() => host.call('fetch', { url: '${url}', method }))); return all;`,
      { network: OPEN },
    );
    assert.equal(requests.length, 0, JSON.stringify(found));
  });
});

describe('an address that is not public', () => {
  const addresses = (port: number) =>
    [
      ...[
        '127.0.0.1',
        '127.1',
        '2130706433',
        '017700000001',
        '0177.0.0.1',
        '0x7f000001',
        '0x7f.1',
        '0',
        '0.0.0.0',
        'localhost',
        'localhost.',
        'LOCALHOST',
        '127.0.0.1.',
      ],
      ...[
        '[::1]',
        '[::]',
        '[::ffff:127.0.0.1]',
        '[::ffff:7f00:1]',
        '[0:0:0:0:0:ffff:127.0.0.1]',
        '[64:ff9b::7f00:1]',
        '[2002:7f00:1::]',
        '[fe80::1]',
        '[fd00::1]',
        '[::127.0.0.1]',
      ],
      ...[
        '１２７.０.０.１',
        '127。0。0。1',
        '①②⑦.0.0.1',
        '%31%32%37.0.0.1',
        '169.254.169.254',
        '10.0.0.1',
        '192.168.0.1',
        '100.64.0.1',
      ],
      ...[
        'public.example@127.0.0.1',
        'public.example:80@127.0.0.1',
        '127.0.0.1\\@public.example',
        '127.0.0.1#@public.example',
        '127.0.0.1?@public.example',
      ],
    ].map((host) =>
      /[@#?\\]/.test(host)
        ? `http://${host.replace('127.0.0.1', `127.0.0.1:${port}`)}/`
        : `http://${host}:${port}/`,
    );
  const OTHERS = [
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'data:text/plain,x',
    'gopher://127.0.0.1/',
    'unix:/var/run/docker.sock',
    'http://unix:/var/run/docker.sock:/info',
    'http+unix://%2Fvar%2Frun%2Fdocker.sock/',
    'ws://127.0.0.1/',
    'javascript:1',
    'blob:x',
    '//127.0.0.1/',
    '/etc/passwd',
    'http:',
    'http://',
    'jar:http://a!/b',
  ];
  for (const [what, call] of [
    ['fetch', `fetch(address)`],
    [
      'request',
      `new Promise((resolve, reject) => require('request')({ url: address, timeout: 2000 }, (error, response) => (error ? reject(error) : resolve({ status: response.statusCode }))))`,
    ],
    ['axios', `require('axios').get(address)`],
    [
      'http',
      `new Promise((resolve, reject) => require('http').get(address, (response) => resolve({ status: response.statusCode })).on('error', reject))`,
    ],
    [
      'a proxy of request',
      `new Promise((resolve, reject) => require('request')({ url: 'http://127.0.0.1:1/', proxy: address, socketPath: '/var/run/docker.sock', timeout: 2000 }, (error, response) => (error ? reject(error) : resolve({ status: response.statusCode }))))`,
    ],
    [
      'options of axios',
      `require('axios')({ url: address, baseURL: address, socketPath: '/var/run/docker.sock', proxy: { host: '127.0.0.1', port: 1 }, lookup: () => ['127.0.0.1'] })`,
    ],
    [
      'options of http',
      `new Promise((resolve, reject) => require('http').request({ host: 'public.example', hostname: '127.0.0.1', port: Number(new URL(address).port), socketPath: '/var/run/docker.sock', lookup: (name, options, done) => done(null, '127.0.0.1', 4) }, (response) => resolve({ status: response.statusCode })).on('error', reject).end())`,
    ],
  ] as const) {
    it(`is not reached by ${what}, however it is written`, async (test) => {
      const { port, requests } = await quiet(test);
      const found = await findIn(
        test,
        `${STEAL} const all = []; for (const address of ${JSON.stringify([...addresses(port), ...OTHERS])}) all.push([address, await told(() => ${call})]); return all;`,
        { network: { allow: ['*'], private: [] }, ruleLimits: { ...LONG, calls: 200 } },
      );
      assert.ok(Array.isArray(found), JSON.stringify(found));
      for (const [address, answer] of found)
        assert.match(String(answer), /^refused /, `${address}: ${answer}`);
      assert.deepEqual([found.length, requests.length], [addresses(port).length + OTHERS.length, 0]);
    });
  }

  for (const status of [301, 302, 303, 307, 308]) {
    it(`is not reached by a redirect with ${status}`, async (test) => {
      const target = await quiet(test);
      const first = await serve(test, (request, response) => {
        const wanted = new URL(request.url ?? '', 'http://x').searchParams.get('to') ?? '';
        response.writeHead(status, { location: wanted }).end();
      });
      const places = [
        `http://localhost:${target.port}/`,
        `http://[::ffff:127.0.0.1]:${target.port}/`,
        `http://127.0.0.2:${target.port}/`,
        `//0:${target.port}/`,
        'file:///etc/passwd',
        `http://a:b@127.0.0.1:${target.port}/`,
      ];
      const found = await findIn(
        test,
        `${STEAL} const all = []; for (const place of ${JSON.stringify(places)}) {
           const address = '${first.url}/?to=' + encodeURIComponent(place);
           all.push(await told(() => fetch(address)), await told(() => require('axios').get(address)),
             await told(() => new Promise((resolve, reject) => require('request')({ url: address, followAllRedirects: true, followRedirect: () => true }, (error, response) => (error ? reject(error) : resolve({ status: response.statusCode }))))));
         } return all;`,
        {
          network: {
            allow: [`127.0.0.1:${first.port}`, '127.0.0.2', '*.example.com'],
            private: ['127.0.0.1/32'],
          },
          ruleLimits: { ...LONG, calls: 200 },
        },
      );
      assert.equal((found as unknown[]).length, 18);
      for (const answer of found as unknown[]) assert.match(String(answer), /^refused /);
      assert.equal(target.requests.length, 0);
    });
  }
});

async function assertQuiet(requests: readonly unknown[]): Promise<void> {
  let [before, left] = [-1, 60];
  for (; before !== requests.length && left > 0; left -= 1) {
    before = requests.length;
    await pause(500);
  }
  assert.ok(left > 0, 'calls go on');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
