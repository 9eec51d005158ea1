import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openSqliteStore } from '../../runtime/index.ts';
import { openWriter } from '../../runtime/store/sqlite/write-together.ts';
import { temporaryFolder } from './temporary-folder.ts';

const BUSY = new Error('somebody else writes');

/** A writer on a list, in which transactions are told apart; `isHeld` says whether somebody else writes. */
function openOnList(isHeld: () => boolean = () => false, patience = 5000) {
  const transactions: (readonly unknown[])[] = [];
  const writer = openWriter({
    transact(works) {
      if (isHeld()) throw BUSY;
      const results = works.map((work) => work());
      transactions.push(results);
      return results;
    },
    isBusy: (error) => error === BUSY,
    patience,
  });
  return { writer, transactions };
}

const failing = (): never => {
  throw new Error('its own fault');
};

describe('those who write at the same time', () => {
  it('share a transaction, in their order, and not one that is large', async () => {
    const { writer, transactions } = openOnList();
    const all = Array.from({ length: 100 }, (_, index) => writer.write(() => index));
    assert.deepEqual(
      await Promise.all(all),
      Array.from({ length: 100 }, (_, index) => index),
    );
    assert.deepEqual(
      transactions.map(({ length }) => length),
      [64, 36],
    );
  });

  it('know nothing of one that fails', async () => {
    const { writer, transactions } = openOnList();
    const all = [() => 1, failing, () => 3].map((work) => writer.write(work));
    const ends = await Promise.allSettled(all);
    assert.deepEqual(
      ends.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(transactions, [[1], [3]]);
  });

  it('wait for somebody else who writes, each as long as it said', async () => {
    let isHeld = true;
    const { writer, transactions } = openOnList(() => isHeld, 30);
    await assert.rejects(
      writer.write(() => 1),
      BUSY,
    );
    const later = writer.write(() => 2);
    isHeld = false;
    assert.equal(await later, 2);
    assert.deepEqual(transactions, [[2]]);
  });

  it('are through, or told that they are not, once it is closed', async () => {
    const open = openOnList();
    const done = open.writer.write(() => 1);
    open.writer.close();
    assert.deepEqual([open.transactions, await done], [[[1]], 1]);
    const held = openOnList(() => true);
    const lost = held.writer.write(() => 1);
    held.writer.close();
    await assert.rejects(lost, BUSY);
  });

  it('leave in a store what each of them would have left by itself', async (test) => {
    const store = await openSqliteStore(join(temporaryFolder(test), 'store.sqlite'));
    const counter = { name: 'p/c', window: null, isDistinct: false, per: '', value: null };
    const commits = Array.from({ length: 20 }, (_, index) => {
      const changes = { a: index === 7 ? 'x'.repeat(50_000_000) : index };
      const metadata = [{ id: `person-${index}`, field: 'user_metadata', changes } as const];
      return store.commit({ id: `${index % 15}`, at: 0, metadata, counts: [counter], messages: [] });
    });
    const ends = await Promise.allSettled(commits);
    assert.equal(ends.filter(({ status }) => status === 'rejected').length, 1);
    assert.deepEqual(
      ends.map((end) => (end.status === 'fulfilled' ? end.value : null)),
      Array.from({ length: 20 }, (_, index) => (index === 7 ? null : index < 15)),
    );
    assert.equal(await store.readCount(counter, 0), 14);
    assert.equal(await store.getUser('person-7'), null);
    await store.close();
  });
});
