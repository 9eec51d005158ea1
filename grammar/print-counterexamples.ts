import { printItem } from './print-data.ts';

/** What `printCounterexamples` writes of a login that broke a law. */
export interface CounterexampleEntry {
  readonly law: string;
  /** What became of the login, in a sentence; null: nothing is said. */
  readonly found: string | null;
  /** The moment of the login, with its offset; null: nothing is said. */
  readonly at: string | null;
  /** Plain data: an abbreviated login, or `user` and `context`. */
  readonly login: unknown;
}

/** The text of `counterexamples.yaml`, which `parseCounterexamples` reads. */
export function printCounterexamples(entries: readonly CounterexampleEntry[]): string {
  if (entries.length === 0) return `${HEADER}counterexamples: []\n`;
  const items = entries.map(({ law, found, at, login }) =>
    printItem({ law, found: found ?? undefined, at: at ?? undefined, login }),
  );
  return `${HEADER}counterexamples:\n${items.join('\n').replaceAll(/^/gm, '  ')}\n`;
}

const HEADER = `# Logins that broke a law once. \`lintel test\` tries them first, so that a mistake that came back is seen at once.
# Commit this file with the policies. Remove an entry when its login no longer matters.
`;
