import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../runtime/store/sqlite-store.ts';
import type { Counter } from '../../runtime/store/store.ts';

/* A process of its own with a store: `store-process.ts WHAT FILE`. */

const COUNTER: Counter = { name: 'p/logins', window: null, isDistinct: false, per: '', value: null };
const [what = '', file = ''] = process.argv.slice(2);

/** Everything that a login can leave behind, in one commit. */
async function commitLogins(most: number): Promise<void> {
  const store = await openSqliteStore(file);
  const first = (await store.readCount(COUNTER, 0)) + 1;
  for (let number = first; number < first + most; number++) {
    await store.commit({
      id: `login ${number}`,
      at: 0,
      metadata: [{ id: 'u', field: 'app_metadata', changes: { number } }],
      counts: [COUNTER],
      messages: ['a', 'b'].map((name) => ({ id: `${number} ${name}`, message: 'x'.repeat(500) })),
    });
    console.log(number);
  }
}

/** Counts, while others do the same. */
async function countLogins(most: number): Promise<void> {
  const store = await openSqliteStore(file);
  for (let number = 0; number < most; number++) {
    const id = `${process.pid} ${number}`;
    await store.commit({ id, at: 0, metadata: [], counts: [COUNTER], messages: [] });
  }
  await store.close();
}

/** Commits until the disk is full, says so, and goes on when it hears that there is room. */
async function fill(): Promise<void> {
  const store = await openSqliteStore(file);
  const commit = (number: number) =>
    store.commit({
      id: `login ${number}`,
      at: 0,
      metadata: [],
      counts: [COUNTER],
      messages: [{ id: `${number}`, message: 'x'.repeat(20_000) }],
    });
  let number = 1;
  try {
    for (; number < 1000; number++) await commit(number);
  } catch (error) {
    console.log(JSON.stringify({ failed: number, message: error instanceof Error ? error.message : '' }));
  }
  await new Promise((resolve) => process.stdin.once('data', resolve));
  await commit(number);
  console.log(JSON.stringify({ count: await store.readCount(COUNTER, 0) }));
  await store.close();
  process.exit();
}

/** Holds the file until it hears something. */
async function hold(): Promise<void> {
  const db = new DatabaseSync(file);
  db.exec('BEGIN IMMEDIATE');
  console.log('held');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  db.exec('ROLLBACK');
  db.close();
  process.exit();
}

/** Opens the store as somebody for whom modes of files hold. */
async function openAsNobody(): Promise<void> {
  if (process.getuid?.() === 0) process.setuid?.(65534);
  await openSqliteStore(file).then(
    () => console.log('opened'),
    (error: unknown) => console.log(error instanceof Error ? error.message : ''),
  );
}

switch (what) {
  case 'commit':
    await commitLogins(Number.POSITIVE_INFINITY);
    break;
  case 'count':
    await countLogins(100);
    break;
  case 'fill':
    await fill();
    break;
  case 'hold':
    await hold();
    break;
  case 'open as nobody':
    await openAsNobody();
    break;
}
