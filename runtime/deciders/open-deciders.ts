import type { Limits } from '../limits.ts';
import { isRecord, type Login } from '../login/read-login.ts';
import type { Inquiry } from '../look-ups/open-inquiry.ts';
import type { Compatibility } from '../pipeline-options.ts';
import { type Decision, decisionOf } from '../report/decision.ts';
import { makeFailureReport } from '../report/make-refusal.ts';
import { makeReport } from '../report/make-report.ts';
import type { Report } from '../report/report.ts';
import { applyEffects } from './apply-effects.ts';
import { openGrants } from './grants.ts';
import type { Deciders } from './join-deciders.ts';
import { createDecisions } from './make-decision.ts';
import { isBare } from './read-came.ts';
import type { Answered, TellAsking } from './tell-asking.ts';
import type { Clock, Told } from './told.ts';

/**
 * Decides logins by the fields that policies read, at once where nothing has to be waited for. null: the login has to be looked
 * at as a whole. Never throws, and never rejects: a sandbox that is lost on the way is a failure.
 */
export interface OpenDeciders {
  report(value: unknown, now: number): Report | Promise<Report> | null;
  decide(value: unknown, clock: Clock): Decision | Promise<Decision> | null;
}

/** Looks at a login as a whole, of which more has been asked than deciders could make use of. Never rejects. */
export type GoOn = (value: unknown, inquiry: Inquiry) => Promise<Report>;

/** `tell` asks the deciders; what it throws is told in the report of a failure where `isLost`. */
export function openDeciders(
  deciders: Deciders,
  tell: TellAsking,
  goOn: GoOn,
  isLost: () => boolean,
  limits: Limits,
  compatibility: Compatibility,
): OpenDeciders {
  const decisions = createDecisions(deciders, compatibility);
  const makeDecision = ({ context }: Login, { effects, came }: Told): Decision | null =>
    isBare(came) ? (decisions?.decide(effects, context, came.scope) ?? null) : null;
  const reportOf = (login: Login, { effects, came, now }: Told): Report => {
    const result = applyEffects(effects, openGrants(came, now), deciders, limits);
    return makeReport(login, result, null, { compatibility });
  };
  // A rule that failed is told by its name where all of the login is looked at.
  const failed = (login: Login, error: unknown): Report | null =>
    isLost() ? makeFailureReport(login, String(error)) : null;
  const reportLater = async (value: unknown, login: Login, answered: Promise<Answered>): Promise<Report> => {
    try {
      const { told, inquiry } = await answered;
      if (told === null) return await goOn(value, inquiry);
      const report = reportOf(login, told);
      return { ...report, log: [...inquiry.warnings, ...report.log] };
    } catch (error) {
      return makeFailureReport(login, String(error));
    }
  };
  const decideLater = async (
    value: unknown,
    login: Login,
    answered: Promise<Answered>,
  ): Promise<Decision> => {
    const told = await answered.then(
      (known) => known.told,
      () => null,
    );
    const decision = told === null ? null : makeDecision(login, told);
    return decision ?? decisionOf(await reportLater(value, login, answered));
  };
  return {
    report(value, now) {
      const login = loginOf(value);
      if (login === null) return null;
      try {
        const told = tell(login, () => now);
        if (told === null) return null;
        return told instanceof Promise ? reportLater(value, login, told) : reportOf(login, told);
      } catch (error) {
        return failed(login, error);
      }
    },
    decide(value, clock) {
      const login = loginOf(value);
      if (login === null) return null;
      try {
        const told = tell(login, clock);
        if (told === null) return null;
        if (told instanceof Promise) return decideLater(value, login, told);
        return makeDecision(login, told) ?? decisionOf(reportOf(login, told));
      } catch (error) {
        const report = failed(login, error);
        return report === null ? null : decisionOf(report);
      }
    },
  };
}

/** A login whose parts are records; null where it is to be read with more care. */
export function loginOf(value: unknown): Login | null {
  // Somebody gave all records a field: whoever reads one has to ask whose it is.
  for (const _ in NOTHING) return null;
  if (!isRecord(value) || 'toJSON' in value) return null;
  const { user, context } = value;
  return isRecord(user) && isRecord(context) && context.lintel === undefined ? { user, context } : null;
}

const NOTHING = Object.freeze({});
