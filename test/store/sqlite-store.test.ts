import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { openSqliteStore } from '../../runtime/index.ts';
import type { Counter } from '../../runtime/store/store.ts';
import { describeStore } from './conformance.ts';
import { runToEnd } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const COUNTER: Counter = { name: 'p/c', window: 6000, isDistinct: false, per: '', value: null };
const EMPTY = { at: 0, metadata: [], counts: [], messages: [] };

describeStore('a store in SQLite', async (test, options) => {
  const store = await openSqliteStore(join(temporaryFolder(test), 'store.sqlite'), options);
  test.after(() => store.close());
  return store;
});

/** What one row of a database says. */
function ask(file: string, sql: string): unknown {
  const db = new DatabaseSync(file);
  const [value] = Object.values(db.prepare(sql).get() ?? {});
  db.close();
  return value;
}

/** Who may do what with a store and the files beside it. */
function modesOf(file: string): readonly string[] {
  return ['', '-wal', '-shm'].flatMap((end) => {
    const found = statSync(file + end, { throwIfNoEntry: false });
    return found === undefined ? [] : [(found.mode & 0o777).toString(8)];
  });
}

describe('the file of a store', () => {
  it('is made with its folder, for nobody else to read, and keeps what is durable', async (test) => {
    const file = join(temporaryFolder(test), 'a', 'b', 'store.sqlite');
    const store = await openSqliteStore(file);
    await store.addEntry('l', 'e');
    assert.deepEqual(modesOf(file), ['600', '600', '600']);
    assert.equal(ask(file, 'PRAGMA journal_mode'), 'wal');
    await store.close();
    const again = await openSqliteStore(file);
    assert.equal(await again.hasEntry('l', 'e'), true);
    await again.close();
  });

  it('may be shared', async (test) => {
    const file = join(temporaryFolder(test), 'store.sqlite');
    const stores = await Promise.all([openSqliteStore(file), openSqliteStore(file), openSqliteStore(file)]);
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        stores[index % 3]?.commit({ ...EMPTY, id: `${index % 20}`, counts: [COUNTER] }),
      ),
    );
    assert.equal(await stores[0]?.readCount(COUNTER, 0), 20);
    await Promise.all(stores.map((store) => store.close()));
  });

  for (const [what, make, message] of [
    ['a folder', (file: string) => mkdirSync(file), /store\.sqlite is a folder$/],
    ['no database', (file: string) => writeFileSync(file, 'x'.repeat(5000)), /store\.sqlite is no database$/],
    ['a text', (file: string) => writeFileSync(file, 'a: b\n'), /store\.sqlite is no database$/],
    [
      'a database of something else',
      (file: string) => ask(file, 'CREATE TABLE t (a)'),
      /store\.sqlite is a database of something else$/,
    ],
  ] as const) {
    it(`is left alone when it is ${what}`, async (test) => {
      const file = join(temporaryFolder(test), 'store.sqlite');
      make(file);
      chmodSync(file, 0o755);
      const before = what === 'a folder' ? null : readFileSync(file);
      await assert.rejects(openSqliteStore(file), message);
      assert.deepEqual(what === 'a folder' ? null : readFileSync(file), before);
      assert.deepEqual(modesOf(file), ['755']);
    });
  }

  it('cannot be in what is a file', async (test) => {
    const folder = temporaryFolder(test);
    writeFileSync(join(folder, 'file'), '');
    await assert.rejects(openSqliteStore(join(folder, 'file', 'store.sqlite')), /its folder is a file$/);
  });

  it('is left alone when a newer Lintel wrote it', async (test) => {
    const file = join(temporaryFolder(test), 'store.sqlite');
    await (await openSqliteStore(file)).close();
    ask(file, 'PRAGMA user_version = 99');
    await assert.rejects(openSqliteStore(file), /was written by a newer Lintel: it has version 99/);
    assert.equal(ask(file, 'PRAGMA user_version'), 99);
  });

  for (const what of ['deleted', 'replaced'] as const) {
    it(`takes nothing more once it was ${what}, until it is opened again`, async (test) => {
      const file = join(temporaryFolder(test), 'store.sqlite');
      const store = await openSqliteStore(file);
      for (const end of ['', '-wal', '-shm']) rmSync(file + end);
      const other = what === 'replaced' ? await openSqliteStore(file) : null;
      await assert.rejects(store.commit({ ...EMPTY, id: 'a' }), /deleted or replaced/);
      await assert.rejects(store.getUser('u'), /deleted or replaced/);
      await store.close();
      await other?.close();
      const again = await openSqliteStore(file);
      assert.equal(await again.commit({ ...EMPTY, id: 'a' }), true);
      await again.close();
    });
  }

  it('does not grow with what has expired', async (test) => {
    const time = { now: 1e9 };
    const file = join(temporaryFolder(test), 'store.sqlite');
    const store = await openSqliteStore(file, { clock: () => time.now });
    for (let index = 0; index < 150; index++) {
      const counts = [COUNTER, { ...COUNTER, isDistinct: true, value: `${index}` }];
      await store.commit({ ...EMPTY, id: `${index}`, at: time.now, counts });
      await store.put(`t${index}`, 1, 1);
      time.now += 100;
    }
    const rows = () =>
      ['counts', 'counted_values', 'commits', 'transactions'].map((table) =>
        Number(ask(file, `SELECT count(*) FROM ${table}`)),
      );
    const [counts = 0, values = 0] = rows();
    assert.ok(counts <= 122 && values <= 122, `${counts} and ${values} rows`);
    time.now += 31 * 24 * 60 * 60 * 1000;
    const other = { ...COUNTER, name: 'p/other' };
    for (let index = 0; index < 192; index++) {
      await store.commit({ ...EMPTY, id: `late ${index}`, at: time.now, counts: [other] });
    }
    assert.deepEqual(rows(), [1, 0, 192, 0]);
    await store.close();
  });

  it('gives a message that was damaged for none, and all others as ever', async (test) => {
    const file = join(temporaryFolder(test), 'store.sqlite');
    const store = await openSqliteStore(file);
    test.after(() => store.close());
    for (const id of ['m', 'n']) {
      await store.commit({ ...EMPTY, id, messages: [{ id, message: { of: id } }] });
    }
    const db = new DatabaseSync(file);
    db.exec("UPDATE messages SET message = '{' WHERE id = 'm'");
    db.close();
    const claimed = await store.claimMessages({ now: 0, until: 10, most: 9 });
    assert.deepEqual(
      claimed.map(({ message }) => message),
      [null, { of: 'n' }],
    );
    await store.settleMessage('m', { kind: 'given up' });
    assert.equal((await store.listGivenUp(9)).length, 1);
  });

  for (const damage of ['{', 'null', '[]', '5', '{"app_metadata":5}']) {
    it(`does not take the row ${damage} of a person for one`, async (test) => {
      const file = join(temporaryFolder(test), 'store.sqlite');
      const store = await openSqliteStore(file);
      test.after(() => store.close());
      const update = { id: 'u', field: 'app_metadata', changes: { a: 1 } } as const;
      await store.updateUser(update);
      const db = new DatabaseSync(file);
      db.prepare('UPDATE persons SET patch = ?').run(damage);
      db.close();
      const error = { code: 'STORE_DAMAGED', message: `the store ${file} is damaged` };
      await assert.rejects(store.getUser('u'), error);
      await assert.rejects(store.updateUser(update), error);
      await assert.rejects(store.commit({ ...EMPTY, id: 'a', metadata: [update] }), error);
      assert.equal(await store.commit({ ...EMPTY, id: 'a' }), true);
    });
  }

  it('is taken from others who may read or write it', async (test) => {
    const file = join(temporaryFolder(test), 'store.sqlite');
    const first = await openSqliteStore(file);
    test.after(() => first.close());
    for (const end of ['', '-wal', '-shm']) chmodSync(file + end, 0o664);
    const second = await openSqliteStore(file);
    test.after(() => second.close());
    assert.deepEqual(modesOf(file), ['600', '600', '600']);
  });

  it('is not opened where others may read it and it is not ours', async (test) => {
    const folder = temporaryFolder(test);
    const file = join(folder, 'store.sqlite');
    await (await openSqliteStore(file)).close();
    for (const path of [folder, file]) chmodSync(path, 0o777);
    // Who is not root cannot make a file of somebody else's.
    const isRoot = process.getuid?.() === 0;
    const said = isRoot
      ? `others may read or write the store ${file}, and only its owner can change that: chmod 600\n`
      : 'opened\n';
    assert.equal(await runToEnd('open as nobody', file), said);
    assert.equal(modesOf(file)[0], isRoot ? '777' : '600');
  });

  it('may not be read-only', async (test) => {
    const folder = temporaryFolder(test);
    const file = join(folder, 'store.sqlite');
    await (await openSqliteStore(file)).close();
    chmodSync(folder, 0o555);
    chmodSync(file, 0o444);
    assert.equal(await runToEnd('open as nobody', file), `the store ${file} may not be written\n`);
  });
});
