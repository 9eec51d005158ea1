import type { Database } from './database.ts';
import { numberIn, onlyRow } from './database.ts';

/** Tells our files from other databases: `Lntl`. */
const APPLICATION = 0x4c6e746c;

/** How each version comes from the one before it. What was released is never changed again. */
const MIGRATIONS: readonly (readonly string[])[] = [
  [
    'CREATE TABLE persons (id TEXT PRIMARY KEY, patch TEXT NOT NULL) STRICT',
    'CREATE TABLE stored_values (name TEXT PRIMARY KEY, value TEXT NOT NULL, expires REAL) STRICT',
    'CREATE INDEX stored_values_by_end ON stored_values (expires) WHERE expires IS NOT NULL',
    'CREATE TABLE transactions (id TEXT PRIMARY KEY, value TEXT NOT NULL, expires REAL NOT NULL) STRICT',
    'CREATE INDEX transactions_by_end ON transactions (expires)',
    'CREATE TABLE commits (id TEXT PRIMARY KEY, expires REAL NOT NULL) STRICT',
    'CREATE INDEX commits_by_end ON commits (expires)',
    // Of a grain of the window its end and how often something happened in it.
    `CREATE TABLE counts (
       name TEXT NOT NULL, per TEXT NOT NULL, grain REAL NOT NULL, times INTEGER NOT NULL, expires REAL,
       PRIMARY KEY (name, per, grain)
     ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX counts_by_end ON counts (expires) WHERE expires IS NOT NULL',
    // Of a value when it came last.
    `CREATE TABLE counted_values (
       name TEXT NOT NULL, per TEXT NOT NULL, value TEXT NOT NULL, at REAL NOT NULL, expires REAL,
       PRIMARY KEY (name, per, value)
     ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX counted_values_by_time ON counted_values (name, per, at)',
    'CREATE INDEX counted_values_by_end ON counted_values (expires) WHERE expires IS NOT NULL',
    // `due` only where it is a message's turn.
    `CREATE TABLE messages (
       place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, login TEXT NOT NULL, message TEXT NOT NULL,
       at REAL NOT NULL, tries INTEGER NOT NULL, due REAL
     ) STRICT`,
    'CREATE INDEX messages_by_due ON messages (due) WHERE due IS NOT NULL',
    'CREATE INDEX messages_by_login ON messages (login, place)',
    `CREATE TABLE given_up (
       place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, login TEXT NOT NULL, message TEXT NOT NULL,
       at REAL NOT NULL, tries INTEGER NOT NULL, expires REAL NOT NULL
     ) STRICT`,
    'CREATE INDEX given_up_by_end ON given_up (expires)',
    // Entries as UTF-16, high byte first: so they sort as JavaScript sorts texts.
    'CREATE TABLE entries (list TEXT NOT NULL, entry BLOB NOT NULL, PRIMARY KEY (list, entry)) STRICT, WITHOUT ROWID',
    'CREATE TABLE samples (place INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, value TEXT NOT NULL) STRICT',
    'CREATE INDEX samples_by_time ON samples (at, place)',
  ],
];

/** Why a database is not a store that we can read; null: it is one, or empty. */
export function findForeignness(db: Database): string | null {
  const tables = pragma(db, 'SELECT count(*) AS value FROM sqlite_schema');
  if (pragma(db, 'SELECT application_id AS value FROM pragma_application_id') !== APPLICATION) {
    return tables === 0 ? null : 'is a database of something else';
  }
  const version = versionOf(db);
  return version > MIGRATIONS.length
    ? `was written by a newer Lintel: it has version ${version}, and this Lintel knows version ${MIGRATIONS.length}`
    : null;
}

/** Brings a database to the newest version; within a transaction. */
export function migrate(db: Database): void {
  const version = versionOf(db);
  if (version >= MIGRATIONS.length) return;
  for (const statements of MIGRATIONS.slice(version)) {
    for (const statement of statements) db.run(statement);
  }
  db.run(`PRAGMA application_id = ${APPLICATION}`);
  db.run(`PRAGMA user_version = ${MIGRATIONS.length}`);
}

function versionOf(db: Database): number {
  return pragma(db, 'SELECT user_version AS value FROM pragma_user_version');
}

function pragma(db: Database, sql: string): number {
  const row = onlyRow(db.all(sql));
  if (row === null) throw new Error('SQLite answers a pragma with a row, even of an empty database');
  return numberIn(row, 'value');
}
