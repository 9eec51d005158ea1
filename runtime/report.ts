import type { LogLine, MultifactorDemand } from '../stdlib/index.ts';
import type { Effect, SessionLimit } from './effect.ts';
import type { GuestResult } from './guest.ts';
import type { RuleTrace } from './make-trace.ts';
import { FAILURE_MESSAGE } from './messages.ts';
import type { Login } from './read-login.ts';

/** How running ended: in, out, in after a second factor, in after a visit elsewhere, or out because something failed. */
export type Outcome = 'allow' | 'deny' | 'challenge' | 'redirect' | 'failure';

/**
 * Everything about one run, as plain data that JSON can carry. With `deny` and `failure` nothing is granted: no claims,
 * no scopes, no session, and the profile as it came. docs/REPORT.md describes every field.
 */
export interface Report {
  readonly outcome: Outcome;
  /** The policy and the rule that decided; null where none did. */
  readonly policy: string | null;
  readonly by: string | null;
  /** For the person who signs in; null unless the outcome is `deny` or `failure`. */
  readonly message: string | null;
  /** `unauthorized` or the rule's own for `deny`; `policy_error` or `bad_login` for `failure`. */
  readonly code: string | null;
  readonly multifactor: MultifactorDemand | null;
  readonly redirect: { readonly url: string } | null;
  readonly idToken: Readonly<Record<string, unknown>>;
  readonly accessToken: Readonly<Record<string, unknown>>;
  readonly saml: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
  readonly session: SessionLimit | null;
  readonly user: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly effects: readonly Effect[];
  readonly wouldHave: readonly Effect[];
  readonly log: readonly ReportLine[];
  /** Rule by rule, in order; null unless asked for. */
  readonly trace: readonly RuleTrace[] | null;
}

/** A line for the administrators' log. `policy` and `rule` are empty where no rule is concerned. */
export interface ReportLine extends LogLine {
  readonly policy: string;
}

/** The report of a login that went through the rules. */
export function makeReport(login: Login, result: GuestResult, trace: Report['trace']): Report {
  const { ending, policy, rule, effects, wouldHave } = result;
  const log = effects.flatMap((effect) => (effect.effect === 'log' ? [lineOf(effect)] : []));
  switch (ending.kind) {
    case 'next':
      return { ...grantedReport(login, result), log, trace };
    case 'deny': {
      const { message, code } = ending;
      const facts = { outcome: 'deny', policy, by: rule, message, code } as const;
      return { ...emptyReport(login), ...facts, effects, wouldHave, log, trace };
    }
    case 'failure': {
      const line = { level: 'warning', policy: policy ?? '', rule: rule ?? '', text: ending.reason } as const;
      const facts = { policy, by: rule, code: 'policy_error', message: FAILURE_MESSAGE };
      return { ...emptyReport(login), ...facts, effects, wouldHave, log: [...log, line], trace };
    }
  }
}

/** The report when the rules could not run: `reason` is for the administrators' log. */
export function makeFailureReport(login: Login, reason: string): Report {
  const log = [{ level: 'warning', policy: '', rule: '', text: reason }] as const;
  return { ...emptyReport(login), code: 'policy_error', message: FAILURE_MESSAGE, log };
}

/** The report of what is no login; the message says why, for whoever called. */
export function makeBadLoginReport(message: string): Report {
  return { ...emptyReport({ user: {}, context: {} }), code: 'bad_login', message };
}

/** A failure, with nothing granted. */
function emptyReport(login: Login): Report {
  return {
    outcome: 'failure',
    policy: null,
    by: null,
    message: null,
    code: null,
    multifactor: null,
    redirect: null,
    idToken: {},
    accessToken: {},
    saml: {},
    scopes: [],
    session: null,
    user: login.user,
    context: contextAfter(login.context, {}, {}, null),
    effects: [],
    wouldHave: [],
    log: [],
    trace: null,
  };
}

/** A second factor comes first: whoever is sent elsewhere before it would return without it. */
function grantedReport(login: Login, result: GuestResult): Report {
  const { idToken, accessToken, saml, scopes, multifactor, session, redirect, effects, wouldHave } = result;
  const outcome = multifactor !== null ? 'challenge' : redirect !== null ? 'redirect' : 'allow';
  const granted = { multifactor, idToken, accessToken, saml, scopes, session, effects, wouldHave };
  return {
    ...emptyReport(login),
    ...granted,
    outcome,
    ...deciderOf(outcome, result),
    redirect: outcome === 'redirect' && redirect !== null ? { url: redirect } : null,
    user: userAfter(login.user, effects),
    context: contextAfter(login.context, idToken, { ...accessToken, scope: scopes }, multifactor),
  };
}

function deciderOf(outcome: Outcome, result: GuestResult): Pick<Report, 'policy' | 'by'> {
  if (outcome === 'allow') return { policy: result.policy, by: result.rule };
  const asked = outcome === 'challenge' ? 'require_mfa' : 'redirect';
  const by = result.multifactor?.by;
  const fits = (effect: Effect) => effect.effect === asked && (asked === 'redirect' || effect.rule === by);
  const decided = result.effects.findLast(fits);
  return { policy: decided?.policy ?? null, by: decided?.rule ?? null };
}

function userAfter(user: Login['user'], effects: readonly Effect[]): Login['user'] {
  const changes = effects.filter(({ effect }) => effect === 'set_profile' || effect === 'remove_profile');
  if (changes.length === 0) return user;
  const fields = new Map(Object.entries(user));
  for (const change of changes) {
    if (change.effect === 'set_profile') fields.set(change.name, change.value);
    else if (change.effect === 'remove_profile') fields.delete(change.name);
  }
  return Object.fromEntries(fields);
}

function contextAfter(
  context: Login['context'],
  idToken: Report['idToken'],
  accessToken: Report['accessToken'],
  demand: MultifactorDemand | null,
): Login['context'] {
  const { multifactor: _, redirect: __, ...rest } = context;
  return { ...rest, idToken, accessToken, ...(demand === null ? {} : { multifactor: demand }) };
}

function lineOf(line: ReportLine): ReportLine {
  return { level: line.level, policy: line.policy, rule: line.rule, text: line.text };
}
