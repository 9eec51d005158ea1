import { cannotRedirect } from '../../stdlib/index.ts';
import { isRecord, type Login } from '../login/read-login.ts';
import { claimsTooLarge, FAILURE_MESSAGE, NEEDS_BROWSER } from '../messages.ts';
import type { Compatibility } from '../pipeline-options.ts';
import type { GuestResult } from '../policies/guest.ts';
import { primaryUserOf } from '../policies/guest-run.ts';
import { type Effect, outlivesRefusal } from './effect.ts';
import { filterClaims } from './filter-claims.ts';
import { contextAfter, emptyReport, makeFailureReport } from './make-refusal.ts';
import type { Outcome, Report, ReportLine } from './report.ts';

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
  const log: ReportLine[] = [];
  for (const effect of effects) if (effect.effect === 'log') log.push(lineOf(effect));
  switch (ending.kind) {
    case 'next':
      return grantedReport(login, result, trace, options, log);
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
      // Of the rule that ended the login it is the outcome, and no effect.
      const isEnd = (one: Effect) => one.effect === 'fail' && one.policy === policy && one.rule === rule;
      const told = effects.filter((one) => !isEnd(one));
      return { ...emptyReport(login), ...facts, effects: told, wouldHave, log: [...log, line], trace };
    }
  }
}

/** A second factor comes first: whoever is sent elsewhere before it would return without it. The visit stays due. */
function grantedReport(
  login: Login,
  result: GuestResult,
  trace: Report['trace'],
  { compatibility, providerOptions = {} }: ReportOptions,
  log: readonly ReportLine[],
): Report {
  const { saml, scopes, multifactor, session, effects, wouldHave } = result;
  const obstacle = result.redirect === null ? null : (cannotRedirect(login.context) ?? null);
  const redirect = obstacle === null ? result.redirect : null;
  const outcome = multifactor !== null ? 'challenge' : redirect !== null ? 'redirect' : 'allow';
  const query = recordAt(recordAt(login.context, 'request'), 'query');
  const audience = typeof query.audience === 'string' ? query.audience : null;
  const claims = filterClaims({ ...result, audience }, compatibility.claims);
  const { idToken, accessToken, dropped, tooLarge } = claims;
  if (tooLarge !== null) return { ...makeFailureReport(login, claimsTooLarge({ token: tooLarge })), trace };
  if (obstacle === 'no browser') {
    const facts = deciderOf('redirect', result);
    const refusal = { outcome: 'deny', message: NEEDS_BROWSER, code: 'interaction_required' } as const;
    const told = effects.filter(outlivesRefusal);
    return { ...emptyReport(login), ...facts, ...refusal, effects: told, wouldHave, log, trace };
  }
  const demand = multifactor === null ? null : { ...multifactor, ...withOptions(providerOptions) };
  const { policy, by } = deciderOf(outcome, result);
  return {
    outcome,
    policy,
    by,
    message: null,
    code: null,
    multifactor: demand,
    redirect: redirect === null ? null : { url: redirect },
    confirm: null,
    primaryUser: primaryUserOf(changed(login.context, effects)),
    dropped,
    idToken,
    accessToken,
    saml,
    scopes,
    session,
    user: userAfter(login.user, effects),
    context: contextAfter(
      changed(login.context, effects),
      idToken,
      { ...accessToken, scope: scopes },
      demand,
    ),
    effects,
    wouldHave,
    withheld: [],
    log,
    trace,
  };
}

function withOptions(providerOptions: Readonly<Record<string, unknown>>) {
  return Object.keys(providerOptions).length === 0 ? {} : { providerOptions };
}

function recordAt(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const found = isRecord(value) ? value[name] : null;
  return isRecord(found) ? found : {};
}

/** The context with what rules set in it. */
function changed(context: Login['context'], effects: readonly Effect[]): Login['context'] {
  const isChange = ({ effect }: Effect) => effect === 'set_context' || effect === 'link_to';
  if (!effects.some(isChange)) return context;
  const fields = new Map(Object.entries(context));
  for (const change of effects) {
    if (change.effect === 'set_context') setField(fields, change.name, change.value);
    if (change.effect === 'link_to') setField(fields, 'primaryUser', change.user ?? undefined);
  }
  return Object.fromEntries(fields);
}

function setField(fields: Map<string, unknown>, name: string, value: unknown): void {
  if (value === undefined) fields.delete(name);
  else fields.set(name, value);
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

function lineOf(line: ReportLine): ReportLine {
  return { level: line.level, policy: line.policy, rule: line.rule, text: line.text };
}
