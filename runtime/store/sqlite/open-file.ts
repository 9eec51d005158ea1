import { closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../../make-folder.ts';
import { storeClosed } from '../store-errors.ts';
import { type Database, onlyRow } from './database.ts';
import { protectFile } from './protect-file.ts';
import { findForeignness, migrate } from './schema.ts';
import { explainError, isBusy } from './sqlite-errors.ts';
import { openWriter } from './write-together.ts';

/** The database in a file. Everything rejects with an error that names the file. */
export interface SqliteFile {
  /** Work that changes nothing. `work` may be done again, so it does nothing but ask. */
  read<Result>(work: (db: Database) => Result): Promise<Result>;
  /** All of the work or nothing, durable when it resolves. */
  write<Result>(work: (db: Database) => Result): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Opens a database in a file; makes it, with its folder, where there is none. While another process holds the file, work
 * is tried again for `patience` milliseconds, and the event loop goes on meanwhile.
 */
export async function openFile(file: string, patience: number): Promise<SqliteFile> {
  const { db: connection, identity } = connect(file);
  const db = statementsOf(connection);
  let isClosed = false;

  async function patiently<Result>(work: () => Result): Promise<Result> {
    const end = performance.now() + patience;
    for (let wait = 2; ; wait = Math.min(wait * 2, 50)) {
      if (isClosed) throw storeClosed();
      try {
        return work();
      } catch (error) {
        if (connection.isTransaction) connection.exec('ROLLBACK');
        if (!isBusy(error)) throw isAboutFile(error) ? explainError(error, file) : error;
        if (performance.now() > end) throw explainError(error, file);
      }
      await sleep(wait * (0.5 + Math.random()));
    }
  }

  function requireFile(): void {
    // The open file would take everything and lose it with the last process that has it open.
    if (identityOf(file) !== identity)
      throw new Error(`the store ${file} was deleted or replaced while it was open`);
  }

  function transact(works: readonly (() => unknown)[]): readonly unknown[] {
    try {
      connection.exec('BEGIN IMMEDIATE');
      const results = works.map((work) => work());
      requireFile();
      connection.exec('COMMIT');
      return results;
    } catch (error) {
      if (connection.isTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  }

  const writer = openWriter({ transact, isBusy, patience });
  const opened: SqliteFile = {
    read: (work) =>
      patiently(() => {
        requireFile();
        return work(db);
      }),
    async write(work) {
      if (isClosed) throw storeClosed();
      try {
        return await writer.write(() => work(db));
      } catch (error) {
        throw isAboutFile(error) ? explainError(error, file) : error;
      }
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      writer.close();
      connection.close();
    },
  };
  try {
    const foreignness = await patiently(() => findForeignness(db));
    if (foreignness !== null) throw new Error(`the store ${file} ${foreignness}`);
    // Not before it is known to be a store: the files of others are left alone.
    protectFile(file);
    await patiently(() => setModes(db, file));
    await opened.write(migrate);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function connect(file: string): { readonly db: DatabaseSync; readonly identity: string | null } {
  try {
    makeFolder(dirname(file), 0o700);
    // SQLite would make it readable for everybody; the files that it puts beside it have the mode of this one.
    closeSync(openSync(file, 'a', 0o600));
    // Waiting in SQLite would stop the event loop.
    return { db: new DatabaseSync(file, { timeout: 0 }), identity: identityOf(file) };
  } catch (error) {
    throw explainError(error, file);
  }
}

function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

function setModes(db: Database, file: string): void {
  const mode = onlyRow(db.all('PRAGMA journal_mode = WAL'));
  if (mode?.journal_mode !== 'wal') throw new Error(`the store ${file} cannot be on such a file system`);
  db.run('PRAGMA synchronous = FULL');
}

function isAboutFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

function statementsOf(connection: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>();
  function prepare(sql: string): StatementSync {
    const statement = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }
  return {
    all: (sql, ...values) => prepare(sql).all(...values),
    run: (sql, ...values) => Number(prepare(sql).run(...values).changes),
  };
}
