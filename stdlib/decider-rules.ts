import type { Value } from './builtin.ts';
import type { EffectFacts, FieldFacts, TracedDeciderFacts } from './decider.ts';
import {
  addScopes,
  addToClaim,
  admit,
  denial,
  isAdmitted,
  isStopped,
  limitScopes,
  limitSession,
  logLine,
  mayBeStopped,
  type RuleContext,
  removeClaim,
  removeScopes,
  runState,
  setClaim,
  stop,
  stopInDoubt,
} from './effects.ts';
import { requireMfa } from './multifactor.ts';
import { exempted, probeOf, readOf } from './probe.ts';
import type { RuleFunction } from './run-rules.ts';
import { listOf, own, shapeNamed } from './shape.ts';
import { formatInstant } from './time.ts';

/** A rule of a decider in the traced form. */
export type TracedRule = (
  fields: unknown[],
  now: number,
  told: unknown[],
  state: DeciderState,
  notes: number[],
) => boolean | undefined;

/** What the rules of one policy leave behind for each other. */
export interface DeciderState {
  admitted: boolean;
  stopped: 'no' | 'perhaps' | 'yes';
}

/** Makes rules of a traced decider, which read the login themselves and do what they tell. `make` is its code. */
export function rulesOfDecider(
  facts: TracedDeciderFacts,
  make: (
    data: ReadonlyMap<string, unknown>,
    at: readonly number[],
    base: number,
  ) => readonly (TracedRule | null)[],
  data: ReadonlyMap<string, unknown>,
): readonly RuleFunction[] {
  const places = facts.fields.map((_, index) => index);
  // None of these rules changes what any of them reads.
  const known = new WeakMap<object, LoginFields>();
  const fieldsOf = (user: object, context: object): LoginFields => {
    const before = known.get(context);
    if (before?.user === user) return before;
    const fields = readLoginFields(facts.fields, user, context);
    known.set(context, fields);
    return fields;
  };
  return make(data, places, 0).map(
    (rule, index): RuleFunction =>
      (user, context, callback) =>
        callback(rule === null ? null : followDecider(facts, rule, index, context, fieldsOf(user, context))),
  );
}

/** What a login holds at the places of fields, and what that means at their types. */
export interface LoginFields {
  readonly user: object;
  readonly held: readonly unknown[];
  readonly values: unknown[];
}

export function readLoginFields(fields: readonly FieldFacts[], user: object, context: object): LoginFields {
  const held = fields.map(({ root, path }) => path.reduce<unknown>(own, root === 'user' ? user : context));
  const values = fields.map(({ shape, isList, assumed }, index) => {
    const raw = held[index] ?? assumed;
    return isList ? listOf(raw, shapeNamed(shape)) : shapeNamed(shape)(raw);
  });
  return { user, held, values };
}

/** Runs one rule and does what it tells. Gives the error with which it refuses, or null. */
export function followDecider(
  { policy, rules, effects, reads }: TracedDeciderFacts,
  rule: TracedRule,
  index: number,
  context: RuleContext,
  fields: LoginFields,
): Error | null {
  const { now, trace } = runState(context);
  const stopped = isStopped(context, policy) ? 'yes' : mayBeStopped(context, policy) ? 'perhaps' : 'no';
  const state: DeciderState = { admitted: isAdmitted(context, policy), stopped };
  const told: unknown[] = [];
  const notes: number[] = [];
  rule(fields.values, now, told, state, notes);
  if (trace !== undefined) {
    const { probe } = probeOf(notes, 0, (read) => {
      const { name, field } = reads[read] ?? { name: '', field: null };
      if (field === null) return readOf(name, formatInstant(now), now);
      return readOf(name, fields.held[field], fields.values[field]);
    });
    Object.assign(trace, probe);
  }
  if (state.stopped === 'perhaps') stopInDoubt(context, policy);
  let error: Error | null = null;
  for (let at = 0; at < told.length; at++) {
    const effect = effects[Number(told[at])];
    if (effect === undefined) continue;
    const value = effect.isTold ? (told[++at] ?? undefined) : effect.value;
    error = carryOut(effect, value as Value, policy, rules[index] ?? '', context);
  }
  return error;
}

/** Does what an effect says, as the emitted rule would. Gives the error of a refusal, which is the last effect. */
export function carryOut(
  effect: EffectFacts,
  value: Value,
  policy: string,
  rule: string,
  context: RuleContext,
): Error | null {
  const scopes = value as readonly string[] | undefined;
  switch (effect.kind) {
    case 'deny':
      return denial(value, effect.code);
    case 'admit':
      admit(context, policy, rule);
      return null;
    case 'stop':
      stop(context, policy);
      return null;
    case 'exempted':
      exempted(context, policy, rule);
      return null;
    case 'require_mfa':
      requireMfa(context, effect.demand);
      return null;
    case 'limit_session':
      limitSession(context, effect.lasts ?? undefined, effect.idle ?? undefined);
      return null;
    case 'log':
      logLine(context, 'info', rule, value);
      return null;
    case 'add_scopes':
      addScopes(context, scopes);
      return null;
    case 'remove_scopes':
      removeScopes(context, scopes);
      return null;
    case 'limit_scopes':
      limitScopes(context, scopes);
      return null;
    case 'set_claim':
      setClaim(context, effect.tokens, effect.name, value);
      return null;
    case 'add_to_claim':
      addToClaim(context, effect.tokens, effect.name, value);
      return null;
    case 'remove_claim':
      removeClaim(context, effect.tokens, effect.name);
      return null;
  }
}

export const deciderFunctions = [
  rulesOfDecider,
  readLoginFields,
  followDecider,
  carryOut,
  shapeNamed,
] as const;
