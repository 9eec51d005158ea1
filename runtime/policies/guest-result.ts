import { grantedScopes, type LastingEffect } from '../../stdlib/index.ts';
import { type Effect, outlivesRefusal } from '../report/effect.ts';
import type { Ending, GuestLimits, GuestResult } from './guest.ts';
import type { Run } from './guest-run.ts';

/* The text of these functions runs inside the isolate; see `guest-run.ts`. */

/** What all rules together did. */
export interface Told {
  readonly effects: readonly Effect[];
  readonly wouldHave: readonly Effect[];
  readonly lasting: readonly LastingEffect[];
}

/** Every rule went well. Whoever admitted is named where a policy asks for admission; the last such policy counts. */
export function allowResult(
  policies: readonly { readonly id: string; readonly rules: readonly { readonly id: string }[] }[],
  run: Run,
  told: Told,
): GuestResult {
  const { lintel, known } = run;
  const asking = policies.findLast(
    ({ id, rules }) => rules.at(-1)?.id === 'default' && Object.hasOwn(lintel.admitted, id),
  );
  const { scope: _, ...accessToken } = known.accessToken;
  const { visit } = lintel;
  return {
    ending: { kind: 'next' },
    policy: asking?.id ?? null,
    rule: asking === undefined ? null : (lintel.admitted[asking.id] ?? null),
    idToken: known.idToken,
    accessToken,
    saml: known.saml,
    scopes: grantedScopes(run.context),
    multifactor: known.multifactor,
    session: known.session,
    redirect: known.redirect,
    visit: visit !== undefined && visit.url === known.redirect ? visit : null,
    ...told,
  };
}

/** A rule refused or failed. What was granted on the way there does not count. */
export function refusedResult(
  by: { readonly ending: Ending; readonly policy: string; readonly rule: string },
  told: Told,
): GuestResult {
  const reason = by.ending.kind === 'failure' ? by.ending.reason : '';
  return { ...failureResult(reason), ...by, ...told, effects: told.effects.filter(outlivesRefusal) };
}

export function failureResult(reason: string): GuestResult {
  return {
    ending: { kind: 'failure', reason },
    policy: null,
    rule: null,
    idToken: {},
    accessToken: {},
    saml: {},
    scopes: [],
    multifactor: null,
    session: null,
    redirect: null,
    visit: null,
    lasting: [],
    effects: [],
    wouldHave: [],
  };
}

export function resultText(result: GuestResult, limits: GuestLimits): string {
  const text = JSON.stringify(result);
  if (text.length <= limits.resultLength) return text;
  return JSON.stringify(failureResult(`the result is longer than ${limits.resultLength} characters`));
}

export const guestResultFunctions = [
  allowResult,
  refusedResult,
  failureResult,
  resultText,
  outlivesRefusal,
] as const;
