import type { Value } from './builtin.ts';
import { denial, freshState, grantedScopes, put, type RuleContext, runState } from './effects.ts';
import { isWaiting } from './look-ups.ts';
import { readDemand } from './multifactor.ts';
import type { LogLine, LookUpState } from './rule.ts';
import { recordOf } from './shape.ts';

/** A rule as Auth0 Rules defined it. */
export type RuleFunction = (
  user: Record<string, unknown>,
  context: RuleContext,
  callback: (error?: unknown) => void,
) => void;

/** What became of a login, for hosts that run compiled files themselves. */
export interface Decision {
  /** `redirect`: the person has to visit a site first; with `redirect`, a challenge leads there afterwards. */
  readonly outcome: 'allow' | 'deny' | 'challenge' | 'redirect' | 'failure';
  readonly message: string | null;
  readonly code: string | null;
  readonly user: Record<string, unknown>;
  readonly multifactor: unknown;
  /** `{ url }`, to which nothing is signed. */
  readonly redirect: unknown;
  readonly idToken: unknown;
  readonly accessToken: unknown;
  readonly scopes: readonly Value[];
}

/**
 * Runs rules in order until one refuses; a rule that throws, never calls back or waits for a look-up, which nobody makes
 * here, refuses too. The person is told nothing of a failure: why it is stands in the log.
 */
export function runRules(
  rules: readonly RuleFunction[],
  user: Record<string, unknown>,
  context: RuleContext,
): { name?: unknown; message?: unknown; code?: unknown; denied?: unknown } | null {
  for (const rule of rules) {
    const ends: { error?: unknown }[] = [];
    delete runState(context).lost;
    try {
      rule(user, context, (error) => {
        ends.push({ error });
      });
    } catch {
      ends.length = 0;
    }
    const [end] = isWaiting(context) ? [] : ends;
    const error: unknown = end === undefined ? 'a rule came to no end' : end.error;
    if (!error) continue;
    if (typeof error === 'object' && 'denied' in error && error.denied === true) return error;
    const text = typeof error === 'object' && 'message' in error ? String(error.message) : String(error);
    runState(context).log.push({ level: 'warning', rule: '', text });
    const failure = denial('Signing in is not possible right now.', 'policy_error');
    put(failure, 'denied', false);
    return failure;
  }
  return null;
}

/** A line for a log that is read line by line: what would move or hide in it, or begin another, becomes its number. */
export function printedLine({ rule, text }: LogLine): string {
  return `${rule === '' ? '' : `${rule}: `}${text}`.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Brings what rules add to into its shape, and begins a run: nothing that came with the login is believed. */
export function openContext(context: RuleContext, now: number): void {
  if (recordOf(context.idToken) === undefined) context.idToken = {};
  if (recordOf(context.accessToken) === undefined) context.accessToken = {};
  const demand = readDemand(context.multifactor);
  delete context.multifactor;
  if (demand !== null) context.multifactor = demand;
  delete context.redirect;
  context.lintel = freshState(now);
}

/**
 * Runs rules on a login and says what became of it. `now` is in milliseconds since 1970 UTC; `lookUps` is what is known of
 * the look-ups, by their keys.
 */
export function decideLogin(
  rules: readonly RuleFunction[],
  user: Record<string, unknown>,
  context: RuleContext,
  now: number,
  lookUps: Readonly<Record<string, LookUpState>> = {},
): Decision {
  openContext(context, now);
  for (const key of Object.keys(lookUps)) put(runState(context).lookUps, key, lookUps[key]);
  const error = runRules(rules, user, context);
  const refused = error !== null;
  const { multifactor, redirect } = context;
  const allowed = multifactor !== undefined ? 'challenge' : redirect !== undefined ? 'redirect' : 'allow';
  return {
    outcome: refused ? (error.denied === true ? 'deny' : 'failure') : allowed,
    message: refused ? String(error.message) : null,
    code: refused ? String(error.code ?? 'policy_error') : null,
    user,
    multifactor: refused ? null : (multifactor ?? null),
    redirect: refused ? null : (redirect ?? null),
    idToken: refused ? {} : (context.idToken ?? {}),
    accessToken: refused ? {} : (context.accessToken ?? {}),
    scopes: refused ? [] : grantedScopes(context),
  };
}

export const runFunctions = [runRules, printedLine, openContext, decideLogin] as const;
