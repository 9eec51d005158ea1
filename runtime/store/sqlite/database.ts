import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';

/** A database on which one piece of work is done at a time. */
export interface Database {
  /** Runs a statement and gives its rows. Each statement is prepared once. */
  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[];
  /** Runs a statement and says how many rows it changed. */
  run(sql: string, ...values: readonly SQLInputValue[]): number;
}

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The only row of an answer that has one at most; null: none. */
export function onlyRow(rows: readonly Row[]): Row | null {
  return rows[0] ?? null;
}

/** A text in a row. */
export function textIn(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`the column ${column} holds texts, as the schema says`);
  return value;
}

/** A number in a row. */
export function numberIn(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`the column ${column} holds numbers, as the schema says`);
  return value;
}

/**
 * A text by which something is found, as SQLite can keep it: of half a character it would make another one, and two
 * texts would become one.
 */
export function toKey(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The text of a key. */
export function fromKey(key: string): string {
  return JSON.parse(`"${key}"`);
}
