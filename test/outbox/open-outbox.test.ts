import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openHttpClient } from '../../runtime/capabilities/http-client.ts';
import { openMemoryStore, openSqliteStore, type Store } from '../../runtime/index.ts';
import { openOutbox } from '../../runtime/outbox/open-outbox.ts';
import type { LostNotification } from '../../runtime/pool/trouble.ts';
import { type LocalServer, serve, textOf } from '../capabilities/local-server.ts';
import { LOCAL, postTo } from '../conclusion/lasting-steps.ts';

/** An outbox over a store, with a clock that stands still unless it is moved. */
function open(test: TestContext, store: Store, { secrets = {}, network = LOCAL as object } = {}) {
  const clock = { now: Date.now() };
  const lost: LostNotification[] = [];
  const http = openHttpClient({ network: { allow: [], private: [], ...network } });
  const sender = { http, secrets: new Map(Object.entries<string>(secrets)) };
  const outbox = openOutbox(store, sender, { clock: () => clock.now, onLost: (one) => void lost.push(one) });
  test.after(() => {
    outbox.close();
    http.close();
  });
  return { outbox, clock, lost };
}

const FROM = { policy: 'policy', rule: 'one' };

/** Puts notifications of one login into the store, each to a path of its own. */
async function notify(store: Store, { url }: LocalServer, login: string, paths: readonly string[]) {
  const messages = paths.map((path) => ({
    id: `key-${path}`,
    message: { ...FROM, request: postTo(`${url}/${path}`), since: Date.now() },
  }));
  await store.commit({ id: login, at: 0, metadata: [], counts: [], messages });
}

const pathsOf = ({ requests }: LocalServer) => requests.map(({ url }) => url);
const OK: RequestListener = (_, response) => response.end();

/** Answers with one status after the other, the last one ever after. */
function answering(...statuses: readonly number[]): RequestListener {
  let count = 0;
  return (_, response) => response.writeHead(statuses[Math.min(count++, statuses.length - 1)] ?? 200).end();
}

describe('an outbox', () => {
  it('delivers what is in the store, with its key, and once', async (test) => {
    const bodies: string[] = [];
    const server = await serve(test, (request, response) => {
      void textOf(request).then((body) => {
        bodies.push(body);
        response.end();
      });
    });
    const store = openMemoryStore();
    await notify(store, server, 'login', ['a']);
    const { outbox } = open(test, store);
    await outbox.flush();
    await outbox.flush();
    const [{ headers, method } = assert.fail('it was asked')] = server.requests;
    assert.deepEqual([pathsOf(server), method, bodies], [['/a'], 'POST', ['{"a":1}']]);
    assert.deepEqual([headers['idempotency-key'], headers['content-type']], ['key-a', 'application/json']);
    assert.equal(await store.nextMessageAt(), null);
  });

  it('keeps the order of a login, whatever fails on the way', async (test) => {
    const server = await serve(test, answering(500, 200));
    const store = openMemoryStore();
    await notify(store, server, 'login', ['a', 'b', 'c']);
    const { outbox, clock } = open(test, store);
    await outbox.flush();
    assert.deepEqual(pathsOf(server), ['/a']);
    clock.now += 1000;
    await outbox.flush();
    assert.deepEqual(pathsOf(server), ['/a', '/a', '/b', '/c']);
    assert.equal(
      server.requests[0]?.headers['idempotency-key'],
      server.requests[1]?.headers['idempotency-key'],
    );
  });

  it('does not let one login wait for another', async (test) => {
    const released = Promise.withResolvers<void>();
    const server = await serve(test, (request, response) => {
      if (request.url === '/slow') void released.promise.then(() => response.end());
      else response.end(undefined, () => released.resolve());
    });
    const store = openMemoryStore();
    await notify(store, server, 'one', ['slow']);
    await notify(store, server, 'two', ['quick']);
    await open(test, store).outbox.flush();
    assert.deepEqual([pathsOf(server).sort(), await store.nextMessageAt()], [['/quick', '/slow'], null]);
  });

  it('gives up what is never taken, keeps it to be looked at, and goes on with the next', async (test) => {
    const server = await serve(test, answering(404, 200));
    const store = openMemoryStore();
    await notify(store, server, 'login', ['a', 'b']);
    await open(test, store).outbox.flush();
    assert.deepEqual(pathsOf(server), ['/a', '/b']);
    assert.deepEqual(
      (await store.listGivenUp(9)).map(({ id }) => id),
      ['key-a'],
    );
  });

  it('gives up what is none, and delivers all others', async (test) => {
    const server = await serve(test, OK);
    const store = openMemoryStore();
    const request = postTo(`${server.url}/none`);
    const none = [
      null,
      { ...FROM, since: 0, request: { ...request, url: [null] } },
      { ...FROM, since: 0, request: { ...request, headers: [null] } },
      { ...FROM, since: 0, request: { ...request, headers: [['X-A', [{}]]] } },
      { ...FROM, since: 0, request: { ...request, body: { type: 'xml', pieces: [] } } },
    ];
    for (const [index, message] of none.entries()) {
      const id = `none-${index}`;
      await store.commit({ id, at: 0, metadata: [], counts: [], messages: [{ id, message }] });
    }
    await notify(store, server, 'login', ['a']);
    await open(test, store).outbox.flush();
    assert.deepEqual([pathsOf(server), (await store.listGivenUp(9)).length], [['/a'], none.length]);
    assert.equal(await store.nextMessageAt(), null);
  });

  it('tells once of what it gives up, and nothing of what that says', async (test) => {
    const server = await serve(test, answering(500, 410));
    const store = openMemoryStore();
    const request = postTo(`${server.url}/path`, { headers: [['authorization', [{ secret: 'TOKEN' }]]] });
    const message = { id: 'key', message: { ...FROM, request, since: Date.now() } };
    await store.commit({ id: 'login', at: 0, metadata: [], counts: [], messages: [message] });
    const { outbox, clock, lost } = open(test, store, { secrets: { TOKEN: 'hush' } });
    for (const expected of [0, 1, 1]) {
      await outbox.flush();
      await nextTurn();
      assert.equal(lost.length, expected);
      clock.now += 1000;
    }
    const host = `127.0.0.1:${server.port}`;
    const what = { login: 'login', method: 'POST', host, key: 'key', tries: 2, reason: '410' };
    assert.deepEqual(lost, [{ kind: 'notification-lost', ...FROM, ...what }]);
  });

  it('tries a dead host again later', async (test) => {
    const store = openMemoryStore();
    await notify(store, { url: 'http://127.0.0.1:1' } as LocalServer, 'login', ['a']);
    const { outbox, clock } = open(test, store);
    await outbox.flush();
    const next = (await store.nextMessageAt()) ?? 0;
    assert.ok(next > clock.now && next <= clock.now + 1000);
  });

  it('wakes by itself when something is due', async (test) => {
    const server = await serve(test, OK);
    const store = openMemoryStore();
    await notify(store, server, 'login', ['a']);
    await store.claimMessages({ now: 1, until: Date.now() + 20, most: 1 });
    const { outbox, clock } = open(test, store);
    // Somebody else has it until then, and died.
    await outbox.flush();
    assert.deepEqual(pathsOf(server), []);
    clock.now += 1000;
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('fills in secrets when it sends, and does not store them', async (test) => {
    const server = await serve(test, OK);
    const kept: unknown[] = [];
    const store = openMemoryStore();
    const request = postTo(server.url, { headers: [['authorization', ['Bearer ', { secret: 'TOKEN' }]]] });
    await store.commit({
      id: 'login',
      at: 0,
      metadata: [],
      counts: [],
      messages: [{ id: 'key', message: { ...FROM, request, since: Date.now() } }],
    });
    const settleMessage: Store['settleMessage'] = async (...end) => {
      kept.push(end);
      return store.settleMessage(...end);
    };
    await open(test, { ...store, settleMessage }, { secrets: { TOKEN: 'hush' } }).outbox.flush();
    assert.equal(server.requests[0]?.headers.authorization, 'Bearer hush');
    assert.deepEqual(kept, [['key', { kind: 'delivered' }]]);
  });

  it('calls only hosts that the project allows', async (test) => {
    const server = await serve(test, OK);
    const store = openMemoryStore();
    await notify(store, server, 'login', ['a']);
    await open(test, store, { network: {} }).outbox.flush();
    assert.deepEqual([pathsOf(server), (await store.nextMessageAt()) === null], [[], false]);
  });

  it('gives back what is under way when it is closed', async (test) => {
    const server = await serve(test, () => undefined);
    const store = openMemoryStore();
    await notify(store, server, 'login', ['a']);
    const { outbox, clock } = open(test, store);
    const flushed = outbox.flush();
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    outbox.close();
    await flushed;
    assert.equal(await store.nextMessageAt(), clock.now);
  });

  it('outlives a store that fails', async (test) => {
    const server = await serve(test, OK);
    const store = openMemoryStore();
    await notify(store, server, 'login', ['a']);
    let isBroken = true;
    const claimMessages: Store['claimMessages'] = async (claim) => {
      if (isBroken) throw new Error('gone');
      return store.claimMessages(claim);
    };
    const { outbox } = open(test, { ...store, claimMessages });
    await outbox.flush();
    isBroken = false;
    await outbox.flush();
    assert.deepEqual(pathsOf(server), ['/a']);
  });

  it('delivers each message once where two share a store', async (test) => {
    const server = await serve(test, OK);
    const folder = mkdtempSync(join(tmpdir(), 'lintel-outbox-'));
    const stores = [
      await openSqliteStore(join(folder, 'a.sqlite')),
      await openSqliteStore(join(folder, 'a.sqlite')),
    ];
    test.after(async () => {
      for (const store of stores) await store.close();
      rmSync(folder, { recursive: true });
    });
    const [first = assert.fail(), second = assert.fail()] = stores;
    const logins = Array.from({ length: 12 }, (_, index) => `${index}`);
    for (const login of logins) await notify(first, server, login, [`${login}-a`, `${login}-b`]);
    const outboxes = [open(test, first).outbox, open(test, second).outbox];
    await Promise.all(outboxes.map((outbox) => outbox.flush()));
    assert.deepEqual(
      pathsOf(server).sort(),
      logins.flatMap((login) => [`/${login}-a`, `/${login}-b`]).sort(),
    );
    for (const login of logins) {
      const own = pathsOf(server).filter((path) => path?.startsWith(`/${login}-`));
      assert.deepEqual(own, [`/${login}-a`, `/${login}-b`]);
    }
  });
});
