import type { LogLine, MultifactorDemand } from '../../stdlib/index.ts';
import { isRecord, type Login } from '../login/read-login.ts';
import { claimsTooLarge, FAILURE_MESSAGE, NEEDS_BROWSER } from '../messages.ts';
import type { Compatibility } from '../pipeline-options.ts';
import type { GuestResult } from '../policies/guest.ts';
import { cannotRedirect } from '../redirects.ts';
import type { Effect, SessionLimit } from './effect.ts';
import { type DroppedClaim, filterClaims } from './filter-claims.ts';
import type { RuleTrace } from './make-trace.ts';

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
  /** `unauthorized` or the rule's own for `deny`; `policy_error`, `bad_login` or `invalid_request` for `failure`. */
  readonly code: string | null;
  readonly multifactor: MultifactorDemand | null;
  /** The address holds a state that `resume` takes. */
  readonly redirect: { readonly url: string } | null;
  /** The `user_id` of the account that tokens are for, where a rule linked another one. */
  readonly primaryUser: string | null;
  /** Claims that rules set and that reach no token. */
  readonly dropped: readonly DroppedClaim[];
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

/** How a report depends on the pipeline, beside its rules. */
export interface ReportOptions {
  readonly compatibility: Compatibility;
  /** What the provider of the second factor is told, beside the demand. */
  readonly providerOptions?: Readonly<Record<string, unknown>>;
}

/** The report of a login that went through the rules. */
export function makeReport(
  login: Login,
  result: GuestResult,
  trace: Report['trace'],
  options: ReportOptions,
): Report {
  const { ending, policy, rule, effects, wouldHave } = result;
  const log = effects.flatMap((effect) => (effect.effect === 'log' ? [lineOf(effect)] : []));
  switch (ending.kind) {
    case 'next':
      return { ...grantedReport(login, result, options, log), trace };
    case 'deny': {
      const { message } = ending;
      const isPlain = ending.code === 'unauthorized';
      const code = isPlain ? options.compatibility.denialCode : ending.code;
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

/** The report of a request that leads to no login. */
export function refuseLogin(code: 'invalid_request', message: string): Report {
  return { ...emptyReport({ user: {}, context: {} }), code, message };
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
    primaryUser: null,
    dropped: [],
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

/** A second factor comes first: whoever is sent elsewhere before it would return without it. The visit stays due. */
function grantedReport(
  login: Login,
  result: GuestResult,
  { compatibility, providerOptions = {} }: ReportOptions,
  log: readonly ReportLine[],
): Report {
  const { saml, scopes, multifactor, session, effects, wouldHave } = result;
  const obstacle = result.redirect === null ? null : cannotRedirect(login);
  const redirect = obstacle === null ? result.redirect : null;
  const outcome = multifactor !== null ? 'challenge' : redirect !== null ? 'redirect' : 'allow';
  const query = recordAt(recordAt(login.context, 'request'), 'query');
  const audience = typeof query.audience === 'string' ? query.audience : null;
  const claims = filterClaims({ ...result, audience }, compatibility.claims);
  const { idToken, accessToken, dropped, tooLarge } = claims;
  if (tooLarge !== null) return makeFailureReport(login, claimsTooLarge({ token: tooLarge }));
  if (obstacle === 'no browser') {
    const facts = deciderOf('redirect', result);
    const refusal = { outcome: 'deny', message: NEEDS_BROWSER, code: 'interaction_required' } as const;
    const told = effects.filter(
      ({ effect }) => effect === 'log' || effect === 'call' || effect === 'update_user',
    );
    return { ...emptyReport(login), ...facts, ...refusal, effects: told, wouldHave, log };
  }
  const demand = multifactor === null ? null : { ...multifactor, ...withOptions(providerOptions) };
  return {
    ...emptyReport(login),
    ...{ multifactor: demand, idToken, accessToken, saml, scopes, session, effects, wouldHave, dropped, log },
    outcome,
    ...deciderOf(outcome, result),
    redirect: redirect === null ? null : { url: redirect },
    primaryUser: primaryUserOf(login, effects),
    user: userAfter(login.user, effects),
    context: contextAfter(
      changed(login.context, effects),
      idToken,
      { ...accessToken, scope: scopes },
      demand,
    ),
  };
}

function withOptions(providerOptions: Readonly<Record<string, unknown>>) {
  return Object.keys(providerOptions).length === 0 ? {} : { providerOptions };
}

function recordAt(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const found = isRecord(value) ? value[name] : null;
  return isRecord(found) ? found : {};
}

/** The context with what rules in JavaScript set in it. */
function changed(context: Login['context'], effects: readonly Effect[]): Login['context'] {
  const changes = effects.filter((effect) => effect.effect === 'set_context');
  if (changes.length === 0) return context;
  const fields = new Map(Object.entries(context));
  for (const { name, value } of changes) {
    if (value === undefined) fields.delete(name);
    else fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

function primaryUserOf({ context }: Login, effects: readonly Effect[]): string | null {
  const { primaryUser } = changed(context, effects);
  return typeof primaryUser === 'string' ? primaryUser : null;
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
