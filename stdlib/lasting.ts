import { type RuleContext, runState } from './effects.ts';
import { countKey } from './look-ups.ts';
import type { LastingEffect, RequestDraft } from './rule.ts';

/** What emitted rules want to outlast a login: it is written down, and done once the login has been decided. */
type Metadata = LastingEffect & { readonly kind: 'metadata' };

/** A missing value changes nothing. */
export function setMetadata(context: RuleContext, effect: Metadata): void {
  if (effect.value !== undefined) runState(context).lasting.push(effect);
}

/** Nothing is counted when nobody can tell whose counter it is. `null` stands for what the counter does not tell apart. */
export function countLogin(
  context: RuleContext,
  effect: Omit<LastingEffect & { readonly kind: 'count' }, 'count'>,
  per: unknown,
  value: unknown,
): void {
  const count = countKey(per, value);
  if (count !== undefined) runState(context).lasting.push({ ...effect, count });
}

/** Without a request, a part of it is missing: a call of that kind fails when it is its turn. */
export function sendLater(
  context: RuleContext,
  effect:
    | Omit<LastingEffect & { readonly kind: 'call' }, 'request'>
    | Omit<LastingEffect & { readonly kind: 'notify' }, 'request'>,
  request: RequestDraft | undefined,
): void {
  runState(context).lasting.push({ ...effect, request: request ?? null } as LastingEffect);
}

export const lastingFunctions = [setMetadata, countLogin, sendLater] as const;
