import { grantedScopes, type RuleProbe } from '../../stdlib/index.ts';
import type { Deed, Effect } from '../report/effect.ts';
import type {
  Ending,
  GuestLimits,
  GuestPart,
  GuestPolicy,
  GuestResult,
  GuestRule,
  GuestTrace,
  Paused,
} from './guest.ts';
import { deedsSince } from './guest-deeds.ts';
import { copyRun, hasStopped, isGuestRecord, openRun, type Run, resumeRun } from './guest-run.ts';

/* The text of these functions runs inside the isolate; see `guest-run.ts`. */
/** A clock of the host, asked by traced runs only. */
declare function microseconds(): number;

/** The result as JSON and, for a traced run, the trace as JSON. Never throws. */
export function runLogin(
  policies: readonly GuestPolicy[],
  [user, context, now, form]: readonly [user: string, context: string, now: string, form: string],
  limits: GuestLimits,
): readonly string[] {
  try {
    if (form === 'traced') {
      const trace: GuestTrace[] = [];
      const run = openRun(user, context, Number(now), true);
      const result = runPolicies(policies, run, limits, trace, null);
      return [resultText(result, limits), JSON.stringify(trace)];
    }
    const run = openRun(user, context, Number(now), false);
    const result = runPolicies(policies, run, limits, null, null);
    // Few policies change the profile, so only those pay for finding out which rule it was: they run again, watched.
    if (result.ending.kind !== 'next' || JSON.stringify(run.user) === user)
      return [resultText(result, limits)];
    const watched = openRun(user, context, Number(now), true);
    return [resultText(runPolicies(policies, watched, limits, null, null), limits)];
  } catch (error) {
    return [JSON.stringify(failureResult(describeError(error)))];
  }
}

/** Takes a login through a part of the rules: the result as JSON and, for a traced run, the trace of the part. Never throws. */
export function runPart(
  policies: readonly GuestPolicy[],
  [user, context, partText, form]: readonly [user: string, context: string, part: string, form: string],
  limits: GuestLimits,
): readonly string[] {
  try {
    const trace: GuestTrace[] | null = form === 'traced' ? [] : null;
    const part: GuestPart = JSON.parse(partText);
    const result = runPolicies(policies, resumeRun(user, context, part.state), limits, trace, part);
    return [JSON.stringify(result), JSON.stringify(trace)];
  } catch (error) {
    return [JSON.stringify(failureResult(describeError(error))), 'null'];
  }
}

/** Takes a login through all rules or a part of them, in their order; the first denial or failure ends it. */
export function runPolicies(
  policies: readonly GuestPolicy[],
  run: Run,
  limits: GuestLimits,
  trace: GuestTrace[] | null,
  part: GuestPart | null,
): GuestResult {
  const form = trace === null ? 'fast' : 'traced';
  const effects: Effect[] = [];
  const wouldHave: Effect[] = [];
  let by: { ending: Ending; policy: string; rule: string } | null = null;
  let paused: Paused | null = null;
  for (const [at, policy] of policies.entries()) {
    if (part !== null && (at < part.policy || at >= part.to)) continue;
    for (const [index, { id, mode, isScript }] of policy.rules.entries()) {
      if (part !== null && at === part.policy && index < part.rule) continue;
      if (by !== null || mode === 'disabled') {
        const state = mode === 'disabled' ? 'off' : 'not reached';
        trace?.push({ state, ending: { kind: 'next' }, probe: null, deeds: [], microseconds: 0 });
        continue;
      }
      const enforced = mode === 'enforce';
      const rule = policy.forms[form][index];
      const target = enforced ? run : copyRun(run);
      const step = runRule(rule as GuestRule, target, policy.id, limits, trace);
      const kept = enforced ? effects : wouldHave;
      for (const deed of step.deeds) kept.push({ policy: policy.id, rule: id, ...deed });
      if (enforced && step.ending.kind !== 'next') by = { ending: step.ending, policy: policy.id, rule: id };
      const wish = isScript ? target.lintel.script : undefined;
      delete run.lintel.script;
      if (by !== null || wish === undefined) continue;
      paused = { policy: at, rule: index, wish };
      break;
    }
    if (paused !== null || (by !== null && trace === null)) break;
  }
  if (by === null) {
    const granted = { ...allowResult(policies, run), effects, wouldHave };
    if (part === null) return granted;
    const { lintel: state, ...context } = run.context;
    return { ...granted, left: { user: run.user, context, state, paused } };
  }
  // What was granted on the way to a refusal does not count; what was written down does.
  const told = effects.filter(({ effect }) => effect === 'log' || effect === 'deny');
  const reason = by.ending.kind === 'failure' ? by.ending.reason : '';
  return { ...failureResult(reason), ...by, effects: told, wouldHave };
}

/** One rule, and what it did. A rule that throws, calls back with anything but a denial, or never does, has failed. */
export function runRule(
  rule: GuestRule,
  run: Run,
  policy: string,
  limits: GuestLimits,
  trace: GuestTrace[] | null,
): { readonly ending: Ending; readonly deeds: readonly Deed[] } {
  const stopped = hasStopped(run.lintel, policy);
  const probe: RuleProbe = { clauses: [], reads: [], verdict: null, exempted: false };
  if (trace !== null) run.lintel.trace = probe;
  const started = trace === null ? 0 : microseconds();
  let ending = callRule(rule, run);
  const took = trace === null ? 0 : microseconds() - started;
  let deeds: Deed[] = [];
  try {
    if (ending.kind !== 'failure') deeds = [...deedsSince(run, policy, limits)];
  } catch (error) {
    ending = { kind: 'failure', reason: describeError(error) };
  }
  if (ending.kind === 'deny') deeds.push({ effect: 'deny', message: ending.message, code: ending.code });
  if (ending.kind === 'failure') deeds.push({ effect: 'fail', reason: ending.reason });
  if (trace !== null) {
    const passed = stopped && probe.clauses.length === 0 && probe.verdict === null;
    trace.push({ state: passed ? 'not reached' : 'ran', ending, probe, deeds, microseconds: took });
  }
  return { ending, deeds };
}

/** The first callback counts, except that a rule which throws later has failed even so, unless it refused. */
export function callRule(rule: GuestRule, run: Run): Ending {
  const endings: Ending[] = [];
  try {
    rule(run.user, run.context, (error, user, context) => {
      if (endings.push(endingOf(error)) > 1) return;
      if (isGuestRecord(user)) run.user = user;
      if (isGuestRecord(context))
        run.context = Object.assign(context as Run['context'], { lintel: run.lintel });
    });
  } catch (error) {
    if (endings[0]?.kind !== 'deny') return { kind: 'failure', reason: describeError(error) };
  }
  return endings[0] ?? { kind: 'failure', reason: 'the rule did not call back' };
}

/** What a rule said by calling back. Never throws, since it runs inside the rule's own call. */
export function endingOf(error: unknown): Ending {
  if (!error) return { kind: 'next' };
  try {
    const { name, denied, message, code } = isGuestRecord(error) ? error : {};
    if (name !== 'UnauthorizedError' || denied !== true)
      return { kind: 'failure', reason: describeError(error) };
    return {
      kind: 'deny',
      message: typeof message === 'string' ? message : 'You are not allowed to sign in.',
      code: typeof code === 'string' ? code : 'unauthorized',
    };
  } catch {
    return { kind: 'failure', reason: describeError(error) };
  }
}

/** Every rule went well. Whoever admitted is named where a policy asks for admission; the last such policy counts. */
export function allowResult(
  policies: readonly { readonly id: string; readonly rules: readonly { readonly id: string }[] }[],
  run: Run,
): Omit<GuestResult, 'effects' | 'wouldHave'> {
  const { lintel, known } = run;
  const asking = policies.findLast(
    ({ id, rules }) => rules.at(-1)?.id === 'default' && Object.hasOwn(lintel.admitted, id),
  );
  const { scope: _, ...accessToken } = known.accessToken;
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
  };
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
    effects: [],
    wouldHave: [],
  };
}

export function resultText(result: GuestResult, limits: GuestLimits): string {
  const text = JSON.stringify(result);
  if (text.length <= limits.resultLength) return text;
  return JSON.stringify(failureResult(`the result is longer than ${limits.resultLength} characters`));
}

/** What was thrown, as a short text; whatever it is, nothing is thrown again. */
export function describeError(error: unknown): string {
  try {
    const { name, message } = isGuestRecord(error) ? error : { name: 'Error', message: error };
    return `${String(name)}: ${String(message)}`.slice(0, 300);
  } catch {
    return 'something that cannot be shown was thrown';
  }
}

export const guestLoginFunctions = [
  runLogin,
  runPart,
  runPolicies,
  runRule,
  callRule,
  endingOf,
  allowResult,
  failureResult,
  resultText,
  describeError,
] as const;
