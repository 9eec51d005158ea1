import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSqliteStore } from '../../runtime/index.ts';
import type { Counter } from '../../runtime/store/store.ts';
import { runToEnd, startLimitedProcess, startProcess } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const COUNTER: Counter = { name: 'p/logins', window: null, isDistinct: false, per: '', value: null };
const COMMIT = { id: 'c', at: 0, metadata: [], counts: [COUNTER], messages: [] };

describe('processes that share a store', () => {
  it('count exactly', async (test) => {
    const file = join(temporaryFolder(test), 'store.sqlite');
    await Promise.all([runToEnd('count', file), runToEnd('count', file)]);
    const store = await openSqliteStore(file);
    assert.equal(await store.readCount(COUNTER, 0), 200);
    await store.close();
  });

  it('wait for one that holds the file, and everything else goes on meanwhile', async (test) => {
    const file = join(temporaryFolder(test), 'store.sqlite');
    const store = await openSqliteStore(file);
    const holder = startProcess(test, 'hold', file);
    await holder.says(1);
    const commit = store.commit(COMMIT);
    assert.equal(await store.readCount(COUNTER, 0), 0);
    holder.child.stdin.write('\n');
    assert.equal(await commit, true);
    await store.close();
  });

  it('do not wait for ever, and can go on afterwards', async (test) => {
    const file = join(temporaryFolder(test), 'store.sqlite');
    const store = await openSqliteStore(file, { patience: 100 });
    const holder = startProcess(test, 'hold', file);
    await holder.says(1);
    let doesLoopGoOn = false;
    setImmediate(() => {
      doesLoopGoOn = true;
    });
    await assert.rejects(store.commit(COMMIT), {
      code: 'STORE_LOCKED',
      message: /store\.sqlite is locked by another process$/,
    });
    assert.ok(doesLoopGoOn);
    await assert.rejects(
      openSqliteStore(file, { patience: 50 }),
      /store\.sqlite is locked by another process$/,
    );
    holder.child.kill('SIGKILL');
    await holder.ended;
    assert.equal(await store.commit(COMMIT), true);
    await store.close();
  });
});

describe('a process that is killed while it writes', () => {
  /** What is in the file, each of which a login changes. */
  function contentsOf(file: string) {
    const db = new DatabaseSync(file);
    const ask = (sql: string) => Object.values(db.prepare(sql).get() ?? {})[0];
    const contents = {
      integrity: ask('PRAGMA integrity_check'),
      commits: ask('SELECT count(*) FROM commits'),
      count: ask('SELECT sum(times) FROM counts'),
      person: ask(`SELECT patch ->> '$.app_metadata.fields.number' FROM persons`),
      messages: ask('SELECT count(*) FROM messages'),
    };
    db.close();
    return contents;
  }

  it('has done all of each login that it told of, and of no login a part', async (test) => {
    const file = join(temporaryFolder(test), 'store.sqlite');
    for (let kill = 0; kill < 8; kill++) {
      const process = startProcess(test, 'commit', file);
      await process.says(1);
      await sleep(Math.random() * 40);
      process.child.kill('SIGKILL');
      await process.ended;
      const told = Number(process.lines.at(-1));
      const contents = contentsOf(file);
      const done = Number(contents.commits);
      assert.ok(done >= told, `${done} of ${told}`);
      const expected = { integrity: 'ok', commits: done, count: done, person: done, messages: 2 * done };
      assert.deepEqual(contents, expected);
    }
  });
});

describe('a disk that is full', () => {
  it('is told of, costs nothing that was promised, and is no matter once there is room', async (test) => {
    const file = join(temporaryFolder(test), 'store.sqlite');
    const process = startLimitedProcess(test, 'fill', { file, most: 1000 });
    await process.says(1);
    const { failed, message } = JSON.parse(process.lines[0] ?? '');
    assert.match(message, /store\.sqlite cannot be written: the disk/);
    await process.lift();
    process.child.stdin.write('\n');
    await process.says(2);
    assert.deepEqual(JSON.parse(process.lines[1] ?? ''), { count: failed });
  });
});
