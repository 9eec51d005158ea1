import { foldAscii, type Selection } from '../../stdlib/index.ts';

/* The text of these functions runs inside the isolate; see `policies/guest-run.ts`. */

/** The deciders of all policies of a pipeline. */
export interface GuestDeciders<Block = DecideBlock> {
  /** How many places there are for fields and what is worked out of them. */
  readonly size: number;
  /** The blocks of each policy, with the logins that they are about. */
  readonly policies: (readonly GuestBlock<Block>[])[];
  /** What tells logins apart, and which texts of it some block is about. */
  readonly choices: { readonly place: number; readonly isFolded: boolean; readonly known: Set<string> }[];
  /** What concerns logins of a kind. */
  readonly found: Map<string, readonly (readonly GuestBlock<Block>[])[]>;
}

export interface GuestBlock<Block = DecideBlock> {
  readonly decide: Block;
  readonly relevant: readonly { readonly choice: number; readonly values: readonly string[] }[] | null;
}

export type DecideBlock = (
  fields: unknown[],
  now: number,
  told: unknown[],
  state: DeciderState,
) => boolean | undefined;

/** What the rules of one policy leave behind for each other. */
export interface DeciderState {
  admitted: boolean;
  stopped: 'no' | 'perhaps' | 'yes';
}

/** Adds the blocks of the next policy; `at` tells where its fields stand. */
export function addBlocks<Block>(
  { policies, choices }: GuestDeciders<Block>,
  blocks: readonly Block[],
  relevant: readonly (readonly Selection[] | null)[],
  at: readonly number[],
): void {
  const choiceOf = ({ field, isFolded, values }: Selection) => {
    const place = at[field] ?? 0;
    let choice = choices.findIndex((one) => one.place === place && one.isFolded === isFolded);
    if (choice < 0) choice = choices.push({ place, isFolded, known: new Set() }) - 1;
    for (const value of values) choices[choice]?.known.add(value);
    return { choice, values };
  };
  policies.push(
    blocks.map((decide, index) => ({ decide, relevant: relevant[index]?.map(choiceOf) ?? null })),
  );
}

/**
 * Takes the fields of a login, `[now, field, …]` as JSON, through all policies: what applies as JSON, or nothing where
 * nothing does.
 */
export function decideFields(deciders: GuestDeciders, text: string): string {
  const fields: unknown[] = JSON.parse(text);
  const now = Number(fields[0]);
  for (let index = 1; index < fields.length; index++) if (fields[index] === null) fields[index] = undefined;
  while (fields.length < deciders.size) fields.push(undefined);
  const told: unknown[] = [];
  decidePolicies(relevantBlocks(deciders, fields), fields, now, told);
  return told.length === 0 ? '' : JSON.stringify(told);
}

export function decidePolicies(
  policies: readonly (readonly GuestBlock[])[],
  fields: unknown[],
  now: number,
  told: unknown[],
): void {
  for (const blocks of policies) {
    const state: DeciderState = { admitted: false, stopped: 'no' };
    for (const { decide } of blocks) if (decide(fields, now, told, state) === true) return;
  }
}

/** The blocks that may concern a login, policy by policy. */
export function relevantBlocks<Block>(
  { policies, choices, found }: GuestDeciders<Block>,
  fields: readonly unknown[],
): readonly (readonly GuestBlock<Block>[])[] {
  if (choices.length === 0) return policies;
  // undefined: missing; null: a text that no block is about.
  const values: (string | null | undefined)[] = [];
  let key = '';
  for (const { place, isFolded, known } of choices) {
    const value = isFolded ? foldAscii(fields[place]) : fields[place];
    const text = typeof value === 'string' ? (known.has(value) ? value : null) : undefined;
    values.push(text);
    key += text === undefined ? '?' : text === null ? '-' : `${text.length}:${text}`;
  }
  const before = found.get(key);
  if (before !== undefined) return before;
  const isRelevant = ({ relevant }: GuestBlock<Block>): boolean =>
    relevant === null ||
    relevant.some(({ choice, values: own }) => {
      const value = values[choice];
      return value === undefined || (value !== null && own.includes(value));
    });
  const chosen = policies.map((blocks) => blocks.filter(isRelevant)).filter((blocks) => blocks.length > 0);
  // There are only so many kinds of logins, unless somebody makes it a sport to combine them.
  if (found.size >= 10_000) found.clear();
  found.set(key, chosen);
  return chosen;
}

export const guestDecideFunctions = [addBlocks, decideFields, decidePolicies, relevantBlocks] as const;
