import { put, type RunState } from '../../stdlib/index.ts';
import type { GuestPolicy } from './guest.ts';
import { callRule } from './guest-call.ts';
import { copyRun, type Run } from './guest-run.ts';

/* The text of these functions runs inside the isolate; see `guest-run.ts`. */

/** The keys of the look-ups that somebody asked for and nobody has answered. */
export function wantedKeys({ lookUps }: RunState): readonly string[] {
  return Object.keys(lookUps).filter((key) => lookUps[key]?.state === 'wanted');
}

/**
 * Notes what the rules after a waiting one will ask for, so that all of it goes out at once. They are surely reached, up to
 * the first that steers; whether the generated last rule needs anything depends on who admits before it.
 */
export function lookAhead(policy: GuestPolicy, waiting: number, run: Run): void {
  if (steersAt(policy, waiting)) return;
  const copy = copyRun(run);
  delete copy.lintel.trace;
  for (let index = waiting + 1; index < policy.rules.length; index++) {
    const facts = policy.rules[index];
    const rule = policy.forms.fast[index];
    if (facts === undefined || rule === undefined || facts.id === 'default') break;
    if (facts.asks && facts.mode !== 'disabled') callRule(rule, copy);
    if (steersAt(policy, index)) break;
  }
  takeWanted(run, copy);
}

export function steersAt(policy: GuestPolicy, index: number): boolean {
  const facts = policy.rules[index];
  return facts?.mode === 'enforce' && (facts.steers || facts.isScript);
}

/** What a copy of a login asked for is asked for by the login. */
export function takeWanted(run: Run, copy: Run): void {
  for (const key of wantedKeys(copy.lintel)) {
    if (!Object.hasOwn(run.lintel.lookUps, key)) put(run.lintel.lookUps, key, copy.lintel.lookUps[key]);
  }
}

export const guestLookUpFunctions = [wantedKeys, lookAhead, steersAt, takeWanted] as const;
