import {
  type Asked,
  type DeciderState,
  foldAscii,
  type Selection,
  type TracedRule,
  type WaitingRule,
} from '../../stdlib/index.ts';
import { sureMilliseconds } from '../policies/guest-run.ts';
import type { DeciderPart } from './join-deciders.ts';

/* The text of these functions runs inside the isolate; see `policies/guest-run.ts`. */

/** The deciders of all policies of a pipeline. */
export interface GuestDeciders<Block = DecideBlock> {
  /** How many places there are for fields and what is worked out of them. */
  readonly size: number;
  /** The blocks of each policy, with the logins that they are about. */
  readonly policies: (readonly GuestBlock<Block>[])[];
  /** What tells logins apart, and which texts of it some block is about. */
  readonly choices: { readonly place: number; readonly isFolded: boolean; readonly known: Set<string> }[];
  /** The kinds of logins that there were, and how many in all. */
  readonly kinds: { readonly root: Kind<Block>; count: number };
  /** The rules of each policy in the traced form, once they are loaded; null for one that is disabled. */
  readonly traced: (readonly (TracedRule | null)[])[];
}

export interface GuestBlock<Block = DecideBlock> {
  readonly decide: Block;
  readonly relevant: readonly { readonly choice: number; readonly values: readonly string[] }[] | null;
  /** See `Decider`; its rule is counted through all policies. */
  readonly waits: WaitingRule | null;
}

/** Logins of which some of what tells them apart is known. */
export interface Kind<Block = DecideBlock> {
  /** undefined: missing; null: a text that no block is about. */
  readonly values: readonly (string | null | undefined)[];
  /** By what comes next. */
  readonly next: Map<string | null | undefined, Kind<Block>>;
  /** What concerns them, once all is known. */
  blocks: readonly (readonly GuestBlock<Block>[])[] | null;
}

export type DecideBlock = (
  fields: unknown[],
  now: number,
  told: unknown[],
  state: DeciderState,
  asked?: Asked,
) => boolean | undefined;

/** Adds the blocks of the next policy; `at` tells where its fields stand. */
export function addBlocks<Block>(
  { policies, choices }: GuestDeciders<Block>,
  blocks: readonly Block[],
  { relevant, waits, at }: Pick<DeciderPart, 'relevant' | 'waits' | 'at'>,
): void {
  const choiceOf = ({ field, isFolded, values }: Selection) => {
    const place = at[field] ?? 0;
    let choice = choices.findIndex((one) => one.place === place && one.isFolded === isFolded);
    if (choice < 0) choice = choices.push({ place, isFolded, known: new Set() }) - 1;
    for (const value of values) choices[choice]?.known.add(value);
    return { choice, values };
  };
  policies.push(
    blocks.map((decide, index) => ({
      decide,
      relevant: relevant[index]?.map(choiceOf) ?? null,
      waits: waits[index] ?? null,
    })),
  );
}

/**
 * Takes the fields of a login, `[now, field, …]` as JSON, through all policies: what applies as JSON, or nothing where
 * nothing does.
 */
export function decideFields(deciders: GuestDeciders, text: string): string {
  const fields = openFields(deciders, text);
  const told: unknown[] = [];
  decidePolicies(relevantBlocks(deciders, fields), fields, Number(fields[0]), told);
  return told.length === 0 ? '' : JSON.stringify(told);
}

/** A value at each place. JSON has null for a missing one. */
export function openFields({ size }: GuestDeciders, text: string): unknown[] {
  const fields: unknown[] = JSON.parse(text);
  for (let index = 1; index < fields.length; index++) if (fields[index] === null) fields[index] = undefined;
  while (fields.length < size) fields.push(undefined);
  return fields;
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

/**
 * The same for all rules, in the traced form: what applies as JSON, a line end, and the notes as JSON. After what a rule notes
 * itself comes -8 where its policy had ended before it, or how it went: -9 less the whole milliseconds that it surely took.
 */
export function traceFields(deciders: GuestDeciders, text: string): string {
  const fields = openFields(deciders, text);
  const told: unknown[] = [];
  const notes: number[] = [];
  tracePolicies(deciders.traced, fields, told, notes);
  return `${JSON.stringify(told)}\n[${notes.join()}]`;
}

export function tracePolicies(
  policies: GuestDeciders['traced'],
  fields: unknown[],
  told: unknown[],
  notes: number[],
): void {
  const now = Number(fields[0]);
  let before = Date.now();
  for (const rules of policies) {
    const state: DeciderState = { admitted: false, stopped: 'no' };
    for (const rule of rules) {
      if (rule === null) continue;
      const wasStopped = state.stopped === 'yes';
      const known = notes.length;
      const isOver = rule(fields, now, told, state, notes) === true;
      const after = Date.now();
      notes.push(wasStopped && notes.length === known ? -8 : -9 - sureMilliseconds(before, after));
      before = after;
      if (isOver) return;
    }
  }
}

/** The blocks that may concern a login, policy by policy. */
export function relevantBlocks<Block>(
  deciders: GuestDeciders<Block>,
  fields: readonly unknown[],
): readonly (readonly GuestBlock<Block>[])[] {
  const { policies, choices, kinds } = deciders;
  if (choices.length === 0) return policies;
  let kind = kinds.root;
  for (let index = 0; index < choices.length; index++) {
    const choice = choices[index];
    if (choice === undefined) break;
    const value = choice.isFolded ? foldAscii(fields[choice.place]) : fields[choice.place];
    const text = typeof value === 'string' ? value : undefined;
    kind =
      kind.next.get(text) ?? addKind(kinds, kind, text === undefined || choice.known.has(text) ? text : null);
  }
  kind.blocks ??= blocksOfKind(policies, kind.values);
  return kind.blocks;
}

export function newKind<Block>(values: Kind<Block>['values']): Kind<Block> {
  return { values, next: new Map(), blocks: null };
}

export function addKind<Block>(
  kinds: GuestDeciders<Block>['kinds'],
  kind: Kind<Block>,
  value: string | null | undefined,
): Kind<Block> {
  const before = kind.next.get(value);
  if (before !== undefined) return before;
  // There are only so many kinds of logins, unless somebody makes it a sport to combine them.
  if (kinds.count >= 10_000) {
    kinds.root.next.clear();
    kinds.count = 0;
  }
  kinds.count++;
  const added: Kind<Block> = newKind([...kind.values, value]);
  kind.next.set(value, added);
  return added;
}

export function blocksOfKind<Block>(
  policies: GuestDeciders<Block>['policies'],
  values: Kind<Block>['values'],
): readonly (readonly GuestBlock<Block>[])[] {
  const isRelevant = ({ relevant }: GuestBlock<Block>): boolean =>
    relevant === null ||
    relevant.some(({ choice, values: own }) => {
      const value = values[choice];
      return value === undefined || (value !== null && own.includes(value));
    });
  return policies.map((blocks) => blocks.filter(isRelevant)).filter((blocks) => blocks.length > 0);
}

export const guestDecideFunctions = [
  addBlocks,
  decideFields,
  openFields,
  decidePolicies,
  traceFields,
  tracePolicies,
  relevantBlocks,
  newKind,
  addKind,
  blocksOfKind,
] as const;
