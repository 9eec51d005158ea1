import { createHash } from 'node:crypto';
import type { LastingEffect } from '../../stdlib/index.ts';
import { lastingDeed } from '../policies/guest-deeds.ts';
import type { Deed } from '../report/effect.ts';
import type { WithheldDeeds } from '../report/make-trace.ts';
import type { DecidedLogin } from './decided-login.ts';

/** One thing that is to last, and what became of it. */
export interface Lasting {
  readonly entry: LastingEffect;
  /** The same each time that this login asks for this: receivers tell by it that they have had it. */
  readonly key: string;
  /** How it is told of; null: it goes nowhere, since a part of it is missing. */
  readonly deed: Deed | null;
  readonly fate: Fate;
}

export type Fate =
  | { readonly kind: 'open' }
  /** `deed` where more can be told than before. */
  | { readonly kind: 'done'; readonly deed?: Deed }
  | { readonly kind: 'withheld'; readonly why: WithheldDeeds['why'] };

/** What is to last of a login, in order, with nothing done yet. */
export function openLasting({ id, lasting }: DecidedLogin): readonly Lasting[] {
  const counts = new Map<string, number>();
  return lasting.map((entry) => {
    const place = JSON.stringify([entry.policy, entry.rule]);
    const index = counts.get(place) ?? 0;
    counts.set(place, index + 1);
    const key = createHash('sha256')
      .update(JSON.stringify([id, entry.policy, entry.rule, index]))
      .digest('base64url');
    return { entry, key, deed: lastingDeed(entry), fate: { kind: 'open' } };
  });
}

/** Of what is stored, nothing is done. */
export function withholdStored(lasting: readonly Lasting[], why: WithheldDeeds['why']): readonly Lasting[] {
  return lasting.map((one) =>
    one.entry.kind !== 'call' && one.fate.kind === 'done' ? { ...one, fate: { kind: 'withheld', why } } : one,
  );
}

/** Whatever has no fate yet is not done. */
export function withholdOpen(lasting: readonly Lasting[], why: WithheldDeeds['why']): readonly Lasting[] {
  return lasting.map((one) => (one.fate.kind === 'open' ? { ...one, fate: { kind: 'withheld', why } } : one));
}
