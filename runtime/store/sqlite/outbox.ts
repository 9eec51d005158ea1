import { LONGEST_WAIT, MOST_GIVEN_UP, RETENTION } from '../retention.ts';
import type { Commit, Message, MessageEnd, Store } from '../store.ts';
import { messageTwice } from '../store-errors.ts';
import { type Database, fromKey, numberIn, onlyRow, type Row, textIn, toKey } from './database.ts';

/** Puts the messages of a commit on their way. Throws when one of them is on its way already. */
export function addMessages(db: Database, { id: login, at, messages }: Commit): void {
  for (const { id, message } of messages) {
    const added = db.run(
      'INSERT INTO messages (id, login, message, at, tries, due) VALUES (?, ?, ?, ?, 0, NULL) ON CONFLICT DO NOTHING',
      ...[toKey(id), toKey(login), JSON.stringify(message), at],
    );
    if (added === 0) throw messageTwice();
  }
  if (messages.length > 0) giveTurn(db, toKey(login));
}

/** See `Store.claimMessages`. */
export function claimMessages(
  db: Database,
  { now, until, most }: Parameters<Store['claimMessages']>[0],
): readonly Message[] {
  const rows = db.all(
    'SELECT * FROM messages WHERE due <= ? OR due > ? ORDER BY place LIMIT ?',
    ...[now, now + LONGEST_WAIT, most],
  );
  for (const row of rows) {
    db.run('UPDATE messages SET due = ?, tries = tries + 1 WHERE place = ?', until, numberIn(row, 'place'));
  }
  return rows.map((row) => ({ ...readMessage(row), tries: numberIn(row, 'tries') + 1 }));
}

/** See `Store.settleMessage`; `now` says from when on a message that was given up is kept. */
export function settleMessage(
  db: Database,
  id: string,
  { end, now }: { readonly end: MessageEnd; readonly now: number },
): void {
  const row = onlyRow(db.all('SELECT * FROM messages WHERE id = ?', toKey(id)));
  if (row === null) return;
  const place = numberIn(row, 'place');
  if (end.kind === 'later') {
    db.run('UPDATE messages SET due = ? WHERE place = ? AND due IS NOT NULL', end.at, place);
    return;
  }
  if (end.kind === 'given up') {
    db.run(
      `INSERT INTO given_up (id, login, message, at, tries, expires)
       SELECT id, login, message, at, tries, ? FROM messages WHERE place = ?`,
      ...[now + RETENTION, place],
    );
    db.run('DELETE FROM given_up WHERE place <= (SELECT max(place) FROM given_up) - ?', MOST_GIVEN_UP);
  }
  db.run('DELETE FROM messages WHERE place = ?', place);
  giveTurn(db, textIn(row, 'login'));
}

/** See `Store.nextMessageAt`. */
export function nextMessageAt(db: Database): number | null {
  const row = onlyRow(db.all('SELECT due FROM messages WHERE due IS NOT NULL ORDER BY due LIMIT 1'));
  return row === null ? null : numberIn(row, 'due');
}

/** See `Store.listGivenUp`. */
export function listGivenUp(
  db: Database,
  { most, now }: { readonly most: number; readonly now: number },
): readonly Message[] {
  const rows = db.all('SELECT * FROM given_up WHERE expires > ? ORDER BY place DESC LIMIT ?', now, most);
  return rows.map(readMessage);
}

/** The first message of a login is due at once when nobody has had it yet, whatever clock the login had. */
function giveTurn(db: Database, login: string): void {
  db.run(
    `UPDATE messages SET due = 0
     WHERE due IS NULL AND place = (SELECT min(place) FROM messages WHERE login = ?)`,
    login,
  );
}

function readMessage(row: Row): Message {
  return {
    id: fromKey(textIn(row, 'id')),
    login: fromKey(textIn(row, 'login')),
    message: readData(textIn(row, 'message')),
    tries: numberIn(row, 'tries'),
    at: numberIn(row, 'at'),
  };
}

/** null for what is no JSON: one damaged message is no message, and all others go their way. */
function readData(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
