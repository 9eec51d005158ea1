import type { UserUpdate } from '../../capabilities/capability.ts';
import { checkPatch } from '../check-patch.ts';
import { mergePatch } from '../merge-patch.ts';
import type { UserPatch } from '../store.ts';
import { type Database, numberIn, onlyRow, textIn, toKey } from './database.ts';
import { damagedRow } from './sqlite-errors.ts';

/** What was changed of a person; null: nothing. Throws where it is damaged. */
export function readPatch(db: Database, id: string): UserPatch | null {
  const row = onlyRow(db.all('SELECT patch FROM persons WHERE id = ?', toKey(id)));
  if (row === null) return null;
  const patch = parsePatch(textIn(row, 'patch'));
  if (patch === null) throw damagedRow();
  return patch;
}

function parsePatch(text: string): UserPatch | null {
  try {
    return checkPatch(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Changes metadata and gives all that was changed so far; null, and nothing was changed: that is too much. */
export function writePatch(db: Database, update: UserUpdate): UserPatch | null {
  const patch = mergePatch(readPatch(db, update.id), update);
  if (patch === null) return null;
  db.run('INSERT OR REPLACE INTO persons (id, patch) VALUES (?, ?)', toKey(update.id), JSON.stringify(patch));
  return patch;
}

/** A value; null: there is none, or none any more. */
export function readValue(db: Database, key: string, now: number): unknown {
  const row = onlyRow(
    db.all(
      'SELECT value FROM stored_values WHERE name = ? AND (expires IS NULL OR expires > ?)',
      ...[toKey(key), now],
    ),
  );
  return row === null ? null : JSON.parse(textIn(row, 'value'));
}

/** `expires` in milliseconds since 1970; null: never. */
export function writeValue(
  db: Database,
  key: string,
  { value, expires }: { readonly value: unknown; readonly expires: number | null },
): void {
  db.run(
    'INSERT OR REPLACE INTO stored_values (name, value, expires) VALUES (?, ?, ?)',
    ...[toKey(key), JSON.stringify(value), expires],
  );
}

/** Deletes a value, if there is one. */
export function deleteValue(db: Database, key: string): void {
  db.run('DELETE FROM stored_values WHERE name = ?', toKey(key));
}

/** Keeps a transaction until `expires`. */
export function writeTransaction(
  db: Database,
  id: string,
  { value, expires }: { readonly value: unknown; readonly expires: number },
): void {
  db.run(
    'INSERT OR REPLACE INTO transactions (id, value, expires) VALUES (?, ?, ?)',
    ...[toKey(id), JSON.stringify(value), expires],
  );
}

/** Gives a transaction away; null: there is none, or none any more. */
export function takeTransaction(db: Database, id: string, now: number): unknown {
  const row = onlyRow(db.all('SELECT value, expires FROM transactions WHERE id = ?', toKey(id)));
  if (row === null) return null;
  db.run('DELETE FROM transactions WHERE id = ?', toKey(id));
  return numberIn(row, 'expires') > now ? JSON.parse(textIn(row, 'value')) : null;
}
