import type { Limits } from '../limits.ts';
import { isRecord, type Login } from '../login/read-login.ts';
import type { Compatibility } from '../pipeline-options.ts';
import { type Decision, decisionOf } from '../report/decision.ts';
import { makeFailureReport } from '../report/make-refusal.ts';
import { makeReport } from '../report/make-report.ts';
import type { Report } from '../report/report.ts';
import { applyEffects } from './apply-effects.ts';
import { openGrants } from './grants.ts';
import type { Deciders } from './join-deciders.ts';
import { createDecisions } from './make-decision.ts';
import type { Tell, Told } from './told.ts';

/**
 * Decides logins by the fields that policies read. null: the login has to be looked at as a whole. `now` is in milliseconds
 * since 1970 UTC. Never throws: a sandbox that is lost on the way is a failure.
 */
export interface OpenDeciders {
  report(value: unknown, now: number): Report | null;
  decide(value: unknown, now: number): Decision | null;
}

/** `tell` asks the deciders; what it throws is told in the report of a failure where `isLost`. */
export function openDeciders(
  deciders: Deciders,
  tell: Tell,
  isLost: () => boolean,
  limits: Limits,
  compatibility: Compatibility,
): OpenDeciders {
  const makeDecision = createDecisions(deciders, compatibility);
  const reportOf = (login: Login, { effects, came }: Told, now: number): Report =>
    makeReport(login, applyEffects(effects, openGrants(came, now), deciders, limits), null, {
      compatibility,
    });
  const attempt = <T>(
    value: unknown,
    now: number,
    make: (login: Login, told: Told) => T,
    fail: (report: Report) => T,
  ): T | null => {
    const login = loginOf(value);
    if (login === null) return null;
    try {
      const told = tell(login, now);
      return told === null ? null : make(login, told);
    } catch (error) {
      // A rule that failed is told by its name where all of the login is looked at.
      return isLost() ? fail(makeFailureReport(login, String(error))) : null;
    }
  };
  return {
    report: (value, now) =>
      attempt(
        value,
        now,
        (login, told) => reportOf(login, told, now),
        (report) => report,
      ),
    decide: (value, now) =>
      attempt(
        value,
        now,
        (login, told) => makeDecision(login, told) ?? decisionOf(reportOf(login, told, now)),
        decisionOf,
      ),
  };
}

/** A login whose parts are records; null where it is to be read with more care. */
function loginOf(value: unknown): Login | null {
  // Somebody gave all records a field: whoever reads one has to ask whose it is.
  for (const _ in NOTHING) return null;
  if (!isRecord(value) || 'toJSON' in value) return null;
  const { user, context } = value;
  return isRecord(user) && isRecord(context) && !Object.hasOwn(context, 'lintel') ? { user, context } : null;
}

const NOTHING = Object.freeze({});
