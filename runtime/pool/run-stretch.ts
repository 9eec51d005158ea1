import { goesOn, noteFailure, type RuleNote } from '../rule-note.ts';
import type { StretchFacts } from '../worker/protocol.ts';
import type { Attempt, AttemptEnd } from './attempt.ts';
import { failAll, textAfter } from './endings.ts';
import type { Loss } from './loss.ts';
import { readNotes } from './read-notes.ts';
import type { Stretch, TenantRules } from './workers.ts';

/** How a login gets into a process. `alone`: without other logins of its tenant. */
export type Begin = (facts: StretchFacts, company: Company) => Promise<Attempt | Refusal>;

export type Company = 'together' | 'alone';

/** Why a login does not get into a process. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly reason: string;
}

/**
 * Takes a login through some rules, in as many attempts as it takes: a rule that is lost with its isolate is left out
 * when its failure is not the end, and a login that is lost through no doing of its own is tried once more, if that
 * does nothing twice. Tells `onOdd` what makes no sense.
 */
export async function runStretch(
  tenant: TenantRules,
  stretch: Stretch,
  begin: Begin,
  onOdd: (reason: string) => void,
): Promise<readonly RuleNote[]> {
  const { rules, limits } = tenant;
  const started = performance.now();
  let notes: readonly RuleNote[] = [];
  let company: Company = 'together';
  let losses = 0;
  for (;;) {
    const places = placesAfter(tenant, notes, stretch.rules);
    const fail = (reason: string) => [...notes, ...failAll(rules, places, reason)];
    if (places.length === 0) return notes;
    const budget = Math.ceil(stretch.budget - (performance.now() - started));
    if (budget <= 0) return fail('the time for all rules was over');

    const user = textAfter(rules, notes, 'user', stretch.user);
    const context = textAfter(rules, notes, 'context', stretch.context);
    const attempt = await begin({ rules: places, user, context, now: stretch.now, budget }, company);
    if ('kind' in attempt) return fail(attempt.reason);
    const end = await attempt.end;

    if (end.kind === 'given-up') return fail(end.reason);
    const made = readNotes(
      saidIn(end),
      { places, rules, limits },
      end.kind === 'done' ? 'complete' : 'so-far',
    );
    if (made === null) {
      onOdd('the notes of a process make no sense');
      return fail('the process of the rules said what makes no sense');
    }
    notes = [...notes, ...made];
    if (end.kind === 'done') return notes;

    const rest = placesAfter(tenant, notes, stretch.rules);
    const next = judgeLoss(end.loss, made, rest, attempt.callers);
    if (next.kind === 'fail') return [...notes, ...failAll(rules, rest, next.reason)];
    if (next.kind === 'leave-out') notes = [...notes, noteFailure(next.rule, next.reason)];
    if (next.kind === 'once-more') {
      losses += 1;
      if (losses > 1) return [...notes, ...failAll(rules, rest, LOST)];
      company = next.company;
    }
  }
}

const LOST = 'the process of the rules was lost';

/** The places of the rules that are still to be run. */
function placesAfter(
  tenant: TenantRules,
  notes: readonly RuleNote[],
  places: readonly number[],
): readonly number[] {
  const last = notes.at(-1);
  const isOver = last !== undefined && !goesOn(tenant.rules[last.rule], last.ending);
  return isOver ? [] : places.slice(notes.length);
}

function saidIn(end: Exclude<AttemptEnd, { kind: 'given-up' }>): unknown {
  if (end.kind === 'done') return end.notes;
  return end.loss.kind === 'isolate' ? end.loss.notes : [];
}

type Next =
  | { readonly kind: 'fail'; readonly reason: string }
  /** This rule did it. */
  | { readonly kind: 'leave-out'; readonly rule: number; readonly reason: string }
  | { readonly kind: 'once-more'; readonly company: Company }
  | { readonly kind: 'go-on' };

/** `made`: the notes up to the loss; `rest`: the places of the rules without one; `callers`: those that asked the host. */
function judgeLoss(
  loss: Loss,
  made: readonly RuleNote[],
  rest: readonly number[],
  callers: ReadonlySet<number>,
): Next {
  const [rule] = rest;
  const hasCalled = rest.some((place) => callers.has(place));
  if (rule === undefined) return { kind: 'go-on' };
  if (loss.kind === 'process' && loss.blame === 'culprit') {
    return { kind: 'fail', reason: `the process of the rules had to be ended: ${loss.reason}` };
  }
  if (loss.kind === 'process' || !loss.isCulprit) {
    if (hasCalled) return { kind: 'fail', reason: LOST };
    const isSuspect = loss.kind === 'process' && loss.blame === 'suspect';
    return { kind: 'once-more', company: isSuspect ? 'alone' : 'together' };
  }
  // A last note that is a failure is the one of the rule that did it, unless a rule after it had begun.
  const isNoted = made.at(-1)?.ending.kind === 'failure' && !hasCalled;
  return isNoted ? { kind: 'go-on' } : { kind: 'leave-out', rule, reason: loss.reason };
}
