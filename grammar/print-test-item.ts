import { printItem } from './print-data.ts';

/** What an item of `tests` says, as plain data. */
export interface TestItem {
  readonly name: string;
  /** With its offset; left out where it is null. */
  readonly at?: string | null;
  /** An abbreviated login, or the name of a fixture. */
  readonly login: unknown;
  /** By address. */
  readonly answers?: unknown;
  /** With the keys of `expect`. */
  readonly expect: unknown;
}

/** An item of `tests` in YAML: lines that begin with `- name: …`, not indented, without a line break at the end. */
export function printTestItem({ name, at, login, answers, expect }: TestItem): string {
  return printItem({ name, at: at ?? undefined, login, answers, expect });
}
