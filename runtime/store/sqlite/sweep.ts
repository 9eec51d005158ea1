import type { Database } from './database.ts';

/** A portion is small, since a login waits for it. */
const PORTION = 100;

const KEYS: Readonly<Record<'values' | 'counts', readonly (readonly [table: string, key: string])[]>> = {
  values: [
    ['stored_values', 'name'],
    ['transactions', 'id'],
    ['commits', 'id'],
    ['given_up', 'place'],
  ],
  counts: [
    ['counts', 'name, per, grain'],
    ['counted_values', 'name, per, value'],
  ],
};

/** Deletes a portion of what has expired. */
export function sweep(db: Database, what: keyof typeof KEYS, now: number): void {
  for (const [table, key] of KEYS[what]) {
    db.run(
      `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE expires <= ? LIMIT ${PORTION})`,
      now,
    );
  }
}
