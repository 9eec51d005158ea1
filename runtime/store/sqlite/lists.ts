import type { Sample } from '../store.ts';
import { type Database, numberIn, textIn, toKey } from './database.ts';

/** Whether a list has an entry. */
export function hasEntry(db: Database, list: string, entry: string): boolean {
  return db.all('SELECT 1 FROM entries WHERE list = ? AND entry = ?', toKey(list), toBytes(entry)).length > 0;
}

/** Adds an entry, if it is not there. */
export function addEntry(db: Database, list: string, entry: string): void {
  db.run(
    'INSERT INTO entries (list, entry) VALUES (?, ?) ON CONFLICT DO NOTHING',
    toKey(list),
    toBytes(entry),
  );
}

/** Removes an entry, if it is there. */
export function removeEntry(db: Database, list: string, entry: string): void {
  db.run('DELETE FROM entries WHERE list = ? AND entry = ?', toKey(list), toBytes(entry));
}

/** See `Store.listEntries`. */
export function listEntries(
  db: Database,
  list: string,
  { after, most }: { readonly after: string; readonly most: number },
): readonly string[] {
  const rows = db.all(
    'SELECT entry FROM entries WHERE list = ? AND entry > ? ORDER BY entry LIMIT ?',
    ...[toKey(list), toBytes(after), most],
  );
  return rows.map(({ entry }) => {
    if (!(entry instanceof Uint8Array)) throw new Error('the column entry holds bytes, as the schema says');
    return Buffer.from(entry).swap16().toString('utf16le');
  });
}

/** Keeps a decision, and of all of them the `most` latest. */
export function addSample(db: Database, { at, value }: Sample, most: number): void {
  db.run('INSERT INTO samples (at, value) VALUES (?, ?)', at, JSON.stringify(value));
  db.run(
    'DELETE FROM samples WHERE place IN (SELECT place FROM samples ORDER BY at DESC, place DESC LIMIT -1 OFFSET ?)',
    most,
  );
}

/** The latest first. */
export function listSamples(db: Database, most: number): readonly Sample[] {
  const rows = db.all('SELECT at, value FROM samples ORDER BY at DESC, place DESC LIMIT ?', most);
  return rows.map((row) => ({ at: numberIn(row, 'at'), value: JSON.parse(textIn(row, 'value')) }));
}

/** UTF-16, high byte first. */
function toBytes(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}
