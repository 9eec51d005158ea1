import { countsAfter, endOfGrain, endOfKeeping, oldestKept } from '../counting.ts';
import type { Counter } from '../store.ts';
import { type Database, numberIn, onlyRow, toKey } from './database.ts';

/** What a counter stands at; see `Store`. */
export function readCount(db: Database, counter: Counter, now: number): number {
  const { isDistinct, value, window } = counter;
  const [name, per, after] = [toKey(counter.name), toKey(counter.per), countsAfter(now, window)];
  const rows = isDistinct
    ? db.all(
        'SELECT count(*) AS count FROM counted_values WHERE name = ? AND per = ? AND at >= ? AND value IS NOT ?',
        ...[name, per, after, value === null ? null : toKey(value)],
      )
    : db.all(
        'SELECT coalesce(sum(times), 0) AS count FROM counts WHERE name = ? AND per = ? AND grain > ?',
        ...[name, per, after],
      );
  const row = onlyRow(rows);
  return row === null ? 0 : numberIn(row, 'count');
}

/** Counts once what happened at `at`; `now` says what is too old to be kept, too. */
export function addCount(
  db: Database,
  counter: Counter,
  { at, now }: { readonly at: number; readonly now: number },
): void {
  const { isDistinct, value, window } = counter;
  const [name, per] = [toKey(counter.name), toKey(counter.per)];
  const oldest = oldestKept(Math.min(at, now), window);
  if (!isDistinct) {
    const grain = endOfGrain(at, window);
    db.run('DELETE FROM counts WHERE name = ? AND per = ? AND grain <= ?', name, per, oldest);
    db.run(
      `INSERT INTO counts (name, per, grain, times, expires) VALUES (?, ?, ?, 1, ?)
       ON CONFLICT DO UPDATE SET times = times + 1`,
      ...[name, per, grain, endOfKeeping(grain, window)],
    );
  } else if (value !== null) {
    db.run('DELETE FROM counted_values WHERE name = ? AND per = ? AND at <= ?', name, per, oldest);
    db.run(
      `INSERT INTO counted_values (name, per, value, at, expires) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET at = excluded.at, expires = excluded.expires WHERE excluded.at >= at`,
      ...[name, per, toKey(value), at, endOfKeeping(at, window)],
    );
  }
}
