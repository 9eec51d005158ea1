import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openMemoryStore, openSqliteStore, type Trouble } from '../../runtime/index.ts';
import { serve } from '../capabilities/local-server.ts';
import { ADA, LOCAL, openWishing, postTo } from '../conclusion/lasting-steps.ts';
import { DENY } from '../runtime/compiled-policy.ts';

const server = (test: TestContext) => serve(test, (_, response) => response.end());
const notifying = (url: string, more: object = {}) =>
  ({ kind: 'notify', request: postTo(url), ...more }) as const;

/** Waits until something was delivered in the background. */
async function arrival(requests: readonly unknown[]): Promise<void> {
  while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a notification', () => {
  it('goes out once the login is allowed, and the report does not wait for it', async (test) => {
    const { url, requests, port } = await server(test);
    const rules = [{ id: 'one', wishes: [notifying(url)] }];
    const pipeline = await openWishing(test, rules, { network: LOCAL });
    await pipeline.flush();
    await nextTurn();
    const { effects } = await pipeline.run(ADA);
    await arrival(requests);
    assert.deepEqual(effects, [
      { policy: 'policy', rule: 'one', effect: 'notify', method: 'POST', host: `127.0.0.1:${port}` },
    ]);
  });

  it('goes out after a refusal where it says so, and no other does', async (test) => {
    const { url, requests } = await server(test);
    const wishes = [notifying(`${url}/a`), notifying(`${url}/b`, { alsoOnDeny: true })];
    const pipeline = await openWishing(test, [{ id: 'one', wishes, end: DENY }], { network: LOCAL });
    assert.equal((await pipeline.run(ADA)).outcome, 'deny');
    await pipeline.flush();
    assert.deepEqual(
      requests.map((request) => request.url),
      ['/b'],
    );
  });

  it('of which a part is missing is dropped with a warning', async (test) => {
    const store = openMemoryStore();
    const rules = [{ id: 'one', wishes: [{ kind: 'notify', request: null } as const] }];
    const { outcome, log } = await (await openWishing(test, rules, { store })).run(ADA);
    assert.deepEqual([outcome, await store.nextMessageAt()], ['allow', null]);
    assert.match(log[0]?.text ?? '', /^a notification is not sent: /);
  });

  it('does not hold up nor change a login when nobody takes it', async (test) => {
    const rules = [{ id: 'one', wishes: [notifying('http://127.0.0.1:1/')] }];
    const pipeline = await openWishing(test, rules, { network: LOCAL });
    assert.equal((await pipeline.run(ADA)).outcome, 'allow');
    await pipeline.flush();
  });

  it('that is never taken is told to whoever runs the service', async (test) => {
    const { url, port } = await serve(test, (_, response) => response.writeHead(404).end());
    const told: Trouble[] = [];
    const rules = [{ id: 'one', wishes: [notifying(`${url}/private`)] }];
    const onTrouble = (trouble: Trouble) => void told.push(trouble);
    const pipeline = await openWishing(test, rules, { network: LOCAL, onTrouble });
    await pipeline.run(ADA, { id: 'login-1' });
    await pipeline.flush();
    await nextTurn();
    const [trouble = assert.fail('nobody is told')] = told;
    assert.ok(trouble.kind === 'notification-lost');
    const { key, ...rest } = trouble;
    assert.match(key, /^[\w-]{43}$/);
    assert.deepEqual(
      [rest, told.length],
      [
        {
          kind: 'notification-lost',
          policy: 'policy',
          rule: 'one',
          login: 'login-1',
          method: 'POST',
          host: `127.0.0.1:${port}`,
          tries: 1,
          reason: '404',
        },
        1,
      ],
    );
  });

  it('that a process left which was killed arrives when there is one again, once', async (test) => {
    const { url, requests } = await server(test);
    const folder = mkdtempSync(join(tmpdir(), 'lintel-crash-'));
    const file = join(folder, 'store.sqlite');
    const child = spawn(process.execPath, [join(import.meta.dirname, 'die-after-commit.ts'), file, url], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code, signal] = await once(child, 'exit');
    assert.deepEqual([code, signal, requests.length], [null, 'SIGKILL', 0]);
    const store = await openSqliteStore(file);
    test.after(async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    });
    const rules = [{ id: 'one', wishes: [notifying(url)] }];
    const pipeline = await openWishing(test, rules, { store, network: LOCAL });
    await arrival(requests);
    const keys = () => requests.map(({ headers }) => headers['idempotency-key']);
    assert.equal(keys().length, 1);
    // The same login tried again is the same message.
    assert.equal((await pipeline.run(ADA, { id: 'login-1', now: 0 })).outcome, 'allow');
    await pipeline.flush();
    assert.equal(keys().length, 1);
    const other = await openWishing(test, rules, { network: LOCAL });
    await other.run(ADA, { id: 'login-1' });
    await other.flush();
    assert.equal(keys()[1], keys()[0]);
  });
});
