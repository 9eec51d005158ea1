import { resolve } from 'node:path';
import { RETENTION } from './retention.ts';
import { addCount, readCount } from './sqlite/counters.ts';
import { type Database, toKey } from './sqlite/database.ts';
import { addEntry, addSample, hasEntry, listEntries, listSamples, removeEntry } from './sqlite/lists.ts';
import { openFile } from './sqlite/open-file.ts';
import { addMessages, claimMessages, listGivenUp, nextMessageAt, settleMessage } from './sqlite/outbox.ts';
import * as records from './sqlite/records.ts';
import { sweep } from './sqlite/sweep.ts';
import type { Commit, Store } from './store.ts';
import { personTooLarge } from './store-errors.ts';

/** So many changes go by between two looks for what has expired. */
const SWEEP_EVERY = 64;

/**
 * A store in an SQLite file, which several processes of one machine may share. What was promised outlasts a crash and a
 * power failure. Makes the file, with its folder, where there is none, readable for nobody else. Rejects with an error
 * that names the file when it cannot be a store.
 */
export async function openSqliteStore(
  file: string,
  options: {
    /** Milliseconds. Default: that of the machine. */
    readonly clock?: () => number;
    /** For how many milliseconds it waits while another process holds the file. Default: 5 seconds. */
    readonly patience?: number;
  } = {},
): Promise<Store> {
  const { clock = Date.now, patience = 5000 } = options;
  const opened = await openFile(resolve(file), patience);
  let changes = 0;
  let commits = 0;

  function change<Result>(work: (db: Database) => Result): Promise<Result> {
    const isTime = changes++ % SWEEP_EVERY === 0;
    return opened.write((db) => {
      const result = work(db);
      if (isTime) sweep(db, 'values', clock());
      return result;
    });
  }

  function makeCommit(db: Database, commit: Commit): boolean {
    const { at, counts, id, metadata } = commit;
    const now = clock();
    const isNew = db.run(
      'INSERT INTO commits (id, expires) VALUES (?, ?) ON CONFLICT DO NOTHING',
      ...[toKey(id), now + RETENTION],
    );
    if (isNew === 0) return false;
    for (const update of metadata) {
      if (records.writePatch(db, update) === null) throw personTooLarge();
    }
    for (const counter of counts) addCount(db, counter, { at, now });
    addMessages(db, commit);
    // What is old by one clock alone may count again by the other.
    if (commits++ % SWEEP_EVERY === 0) sweep(db, 'counts', Math.min(at, now));
    return true;
  }

  return {
    getUser: (id) => opened.read((db) => records.readPatch(db, id)),
    updateUser: (update) => change((db) => records.writePatch(db, update)),
    getValue: (key) => opened.read((db) => records.readValue(db, key, clock())),
    setValue: (key, value, lasts) =>
      change((db) =>
        records.writeValue(db, key, { value, expires: lasts === null ? null : clock() + lasts * 1000 }),
      ),
    deleteValue: (key) => change((db) => records.deleteValue(db, key)),
    put: (id, value, lasts) =>
      change((db) => records.writeTransaction(db, id, { value, expires: clock() + lasts * 1000 })),
    take: (id) => change((db) => records.takeTransaction(db, id, clock())),
    readCount: (counter, now) => opened.read((db) => readCount(db, counter, now)),
    commit: (commit) => change((db) => makeCommit(db, commit)),
    claimMessages: (claim) => change((db) => claimMessages(db, claim)),
    settleMessage: (id, end) => change((db) => settleMessage(db, id, { end, now: clock() })),
    nextMessageAt: () => opened.read(nextMessageAt),
    listGivenUp: (most) => opened.read((db) => listGivenUp(db, { most, now: clock() })),
    hasEntry: (list, entry) => opened.read((db) => hasEntry(db, list, entry)),
    addEntry: (list, entry) => change((db) => addEntry(db, list, entry)),
    removeEntry: (list, entry) => change((db) => removeEntry(db, list, entry)),
    listEntries: (list, page) => opened.read((db) => listEntries(db, list, page)),
    addSample: (sample, most) => change((db) => addSample(db, sample, most)),
    listSamples: (most) => opened.read((db) => listSamples(db, most)),
    close: () => opened.close(),
  };
}
