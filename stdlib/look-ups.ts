import { put, type RuleContext, runState } from './effects.ts';
import type { Ask, LookUpState } from './rule.ts';
import { own } from './shape.ts';

/**
 * What is known of a look-up or a counter: its answer; missing while nobody has answered, and then it is noted as wanted.
 * A rule that asks looks at `isWaiting` and `lostLookUp` before it does anything, so that it is run again with the answer.
 * The traced form works its conditions out a second time, with a probe: then nothing more is wanted.
 */
export function lookUp(context: RuleContext, key: string, ask: () => Ask | undefined): unknown {
  const state = runState(context);
  const known = own(state.lookUps, key) as LookUpState | undefined;
  if (known === undefined) {
    const { trace } = state;
    if (trace === undefined) put(state.lookUps, key, { state: 'wanted', ask: ask() ?? null });
    else trace.unasked = [...new Set([...(trace.unasked ?? []), key.slice(key.indexOf('/') + 1)])];
    return undefined;
  }
  if (known.state === 'failed') state.lost ??= known.reason;
  if (known.state !== 'answered') return undefined;
  const { trace } = state;
  if (trace !== undefined && known.failure !== undefined)
    trace.failures = [...new Set([...(trace.failures ?? []), known.failure])];
  return known.value ?? undefined;
}

/** What the look-ups of a decider have come to so far. */
export interface Asked {
  /** The places of what is wanted and nobody has answered, in order; the ask stands there. */
  readonly wanted: number[];
  /** Whether a look-up was read that has failed where that is fatal. */
  isLost: boolean;
}

/** What `lookUp` is for rules, for a decider: what is known of the look-up stands at a place among the fields. */
export function lookUpAt(
  fields: unknown[],
  place: number,
  asked: Asked,
  ask: () => Ask | undefined,
): unknown {
  // Whoever runs deciders puts nothing else there.
  const known = fields[place] as LookUpState | undefined;
  if (known === undefined) {
    fields[place] = { state: 'wanted', ask: ask() ?? null } satisfies LookUpState;
    asked.wanted.push(place);
    return undefined;
  }
  if (known.state === 'failed') asked.isLost = true;
  return known.state === 'answered' ? (known.value ?? undefined) : undefined;
}

/** Whether anything is wanted that nobody has answered. */
export function isWaiting(context: RuleContext): boolean {
  const { lookUps } = runState(context);
  return Object.keys(lookUps).some((key) => lookUps[key]?.state === 'wanted');
}

/** The error with which a rule fails that needs a look-up that has failed; undefined: it needs none such. */
export function lostLookUp(context: RuleContext): Error | undefined {
  const { lost } = runState(context);
  return lost === undefined ? undefined : new Error(lost);
}

/** Works something out without the probe of the traced form. */
export function untraced<T>(context: RuleContext, work: () => T): T {
  const state = runState(context);
  const { trace } = state;
  if (trace === undefined) return work();
  delete state.trace;
  try {
    return work();
  } finally {
    state.trace = trace;
  }
}

/** The question for a counter; undefined when nobody can tell whose it is. */
export function askCount(per: unknown, value: unknown): Ask | undefined {
  const count = countKey(per, value);
  return count === undefined ? undefined : { kind: 'count', count };
}

/** Whose counter it is, of texts, numbers and truths; `null` stands for what the counter does not tell apart. */
export function countKey(per: unknown, value: unknown): { per: string; value: string | null } | undefined {
  const [perText, valueText] = [keyText(per), value === null ? '' : keyText(value)];
  if (perText === undefined || valueText === undefined) return undefined;
  return { per: perText, value: value === null ? null : valueText };
}

/** A scalar or a list of scalars as a text that no other value has. */
export function keyText(value: unknown): string | undefined {
  if (value === null) return '';
  const parts = Array.isArray(value) ? value : [value];
  const fits = parts.every((part) => ['string', 'number', 'boolean'].includes(typeof part));
  return fits ? JSON.stringify(value) : undefined;
}

export const lookUpFunctions = [
  lookUp,
  lookUpAt,
  isWaiting,
  lostLookUp,
  untraced,
  askCount,
  countKey,
  keyText,
] as const;
