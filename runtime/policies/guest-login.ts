import type { RuleProbe } from '../../stdlib/index.ts';
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
import { callRule, describeError } from './guest-call.ts';
import { deedsSince, lastingDeedsSince } from './guest-deeds.ts';
import { lookAhead, takeWanted, wantedKeys } from './guest-look-ups.ts';
import { allowResult, failureResult, refusedResult, resultText } from './guest-result.ts';
import { copyRun, hasStopped, openRun, type Run, resumeRun, sureMilliseconds } from './guest-run.ts';

/* The text of these functions runs inside the isolate; see `guest-run.ts`. */
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
    const run = resumeRun(user, context, part.state);
    const { left, ...result } = runPolicies(policies, run, limits, trace, part);
    if (left === undefined) return [JSON.stringify(result), JSON.stringify(trace)];
    // Few policies change the profile.
    const isSame = JSON.stringify(left.user) === user;
    const rest = { ...left, user: isSame ? null : left.user };
    return [JSON.stringify({ ...result, left: rest }), JSON.stringify(trace)];
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
    for (const [index, { id, mode, isScript, asks }] of policy.rules.entries()) {
      if (part !== null && at === part.policy && index < part.rule) continue;
      if (by !== null || mode === 'disabled') {
        const state = mode === 'disabled' ? 'off' : 'not reached';
        trace?.push({ state, ending: { kind: 'next' }, probe: null, deeds: [], microseconds: 0 });
        continue;
      }
      const enforced = mode === 'enforce';
      const rule = policy.forms[form][index];
      delete run.lintel.lost;
      const target = enforced ? run : copyRun(run);
      const step = runRule(rule as GuestRule, target, policy.id, limits, trace);
      if (asks && step.ending.kind === 'next' && wantedKeys(target.lintel).length > 0) {
        // It runs again with the answers; until then it has done nothing.
        trace?.pop();
        if (!enforced) takeWanted(run, target);
        lookAhead(policy, index, run);
        paused = { policy: at, rule: index, wish: 'look up' };
        break;
      }
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
  const told = { effects, wouldHave, lasting: run.lintel.lasting };
  if (by !== null) return refusedResult(by, told);
  const granted = allowResult(policies, run, told);
  if (part === null) return granted;
  const { lintel: state, ...context } = run.context;
  return { ...granted, left: { user: run.user, context, state, paused } };
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
  const started = trace === null ? 0 : Date.now();
  let ending = callRule(rule, run);
  const took = trace === null ? 0 : sureMilliseconds(started, Date.now());
  let deeds: Deed[] = [];
  try {
    deeds = [...(ending.kind === 'failure' ? lastingDeedsSince(run) : deedsSince(run, policy, limits))];
  } catch (error) {
    ending = { kind: 'failure', reason: describeError(error) };
  }
  if (ending.kind === 'deny') deeds.push({ effect: 'deny', message: ending.message, code: ending.code });
  if (ending.kind === 'failure') deeds.push({ effect: 'fail', reason: ending.reason });
  if (trace !== null) {
    const passed = stopped && probe.clauses.length === 0 && probe.verdict === null;
    trace.push({ state: passed ? 'not reached' : 'ran', ending, probe, deeds, microseconds: took * 1000 });
  }
  return { ending, deeds };
}

export const guestLoginFunctions = [runLogin, runPart, runPolicies, runRule] as const;
