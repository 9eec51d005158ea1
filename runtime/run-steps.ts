import type { Ask, LookUpState } from '../stdlib/index.ts';
import type { Capabilities } from './capabilities/capability.ts';
import type { DecidePart } from './deciders/decide-part.ts';
import type { Limits } from './limits.ts';
import type { Login } from './login/read-login.ts';
import { type Inquiry, openInquiry } from './look-ups/open-inquiry.ts';
import type { Given, LookUps } from './look-ups/open-look-ups.ts';
import {
  openPassage,
  type Passage,
  type RuleDoing,
  takeAnswers,
  takeDecided,
  takeNote,
  takePart,
} from './passage.ts';
import type { GuestResult, GuestTrace, Paused } from './policies/guest.ts';
import { wantedKeys } from './policies/guest-look-ups.ts';
import { allowResult, refusedResult } from './policies/guest-result.ts';
import type { OpenPolicies } from './policies/open-policies.ts';
import type { Tenant } from './pool/workers.ts';
import type { Deed } from './report/effect.ts';
import { type JavaScriptTrace, type PlanTrace, placeKey } from './report/make-trace.ts';
import type { ReportLine } from './report/report.ts';
import { noteFailure, type RuleNote } from './rule-note.ts';
import type { Plan } from './steps.ts';

/** What a login is taken through, and with what. */
export interface Course {
  readonly plan: Plan;
  readonly limits: Limits;
  /** Milliseconds for all rules in JavaScript and all look-ups together. */
  readonly budget: number;
  /** Where rules in JavaScript run; null: there are none. */
  readonly tenant: Tenant | null;
  readonly lookUps: LookUps;
  policies(): OpenPolicies;
  /** Decides policies by the fields that they read; null: they can only be run. */
  readonly decidePart: DecidePart | null;
  /** What the host does for the rules of one login, until `deadline` (of `performance.now()`). */
  capabilities(
    user: Login['user'],
    deadline: number,
    record: (rule: number, deed: Deed) => void,
  ): Capabilities;
}

export interface CourseRun {
  readonly result: GuestResult;
  readonly passage: Passage;
  /** Look-ups that failed and without which the login went on, for the administrators' log. */
  readonly warnings: readonly ReportLine[];
  /** Null unless the run was traced. */
  readonly trace: PlanTrace | null;
}

/** A login and its clock: `now` in milliseconds since 1970 UTC. */
export interface CourseLogin {
  readonly login: Login;
  /** The user as JSON. */
  readonly userText: string;
  readonly now: number;
  /** Whether rules in JavaScript have that clock, too, or the one on the wall. */
  readonly isFixed: boolean;
  /** See `RunOptions.lookUps`. */
  readonly given: Given | null;
  /** What was asked about it before; null: nothing. */
  readonly inquiry: Inquiry | null;
}

/** Takes a login through policies and rules in JavaScript, in their order. */
export async function runSteps(
  course: Course,
  { login, userText, now, isFixed, given, inquiry: begun }: CourseLogin,
  form: 'fast' | 'traced',
): Promise<CourseRun> {
  const { plan } = course;
  const inquiry =
    begun ?? openInquiry(course.lookUps, { now, deadline: performance.now() + course.budget, given });
  const { deadline } = inquiry;
  const acts = new Map<number, Deed[]>();
  const capabilities = course.capabilities(login.user, deadline, (rule, deed) => {
    acts.set(rule, [...(acts.get(rule) ?? []), deed]);
  });
  const passage = openPassage(login, userText, now);
  takeAnswers(passage, inquiry.answers);
  const meter = { spent: 0 };
  const policyNotes = new Map<string, GuestTrace>();
  const ruleNotes = new Map<number, JavaScriptTrace>();

  const runRules = async (rules: readonly number[]) => {
    for (const group of groupByRoom(plan, rules)) {
      await runGroup(group);
      if (passage.end !== null) return;
    }
  };

  const runGroup = async (live: readonly number[]) => {
    const { lintel: _, ...context } = passage.run.context;
    if (course.tenant === null) throw new Error('whoever plans rules in JavaScript opens a place for them');
    const notes = await course.tenant.run({
      rules: live,
      user: passage.userText,
      context: JSON.stringify(withSeen(context, passage)),
      now: isFixed ? now : null,
      budget: Math.max(0, deadline - performance.now()),
      capabilities,
    });
    for (const [index, rule] of live.entries()) {
      const planned = plan.rules[rule];
      if (planned === undefined) throw new Error('a plan names only rules that it has');
      const note = notes[index] ?? noteFailure(rule, 'the rule came to no end');
      const doing = takeNote(passage, planned, note, acts.get(rule) ?? [], course.limits);
      ruleNotes.set(rule, traceOf(note, doing));
      if (passage.end !== null) return;
    }
  };

  /** Whether the policies were decided, as far as they go. */
  const decidePolicies = (from: number, to: number): boolean => {
    if (course.decidePart === null || form === 'traced') return false;
    const { user, context } = passage.run;
    const result = course.decidePart({ login: { user, context }, grants: context, from, to, now });
    if (result !== null) takeDecided(passage, result);
    return result !== null;
  };

  const runPolicies = async (from: number, to: number) => {
    if (decidePolicies(from, to)) return;
    for (let at = { policy: from, rule: 0 }; ; ) {
      const { context, lintel: state } = passage.run;
      const { lintel: _, ...rest } = context;
      const part = JSON.stringify({ ...at, to, state });
      const texts = course.policies().runPart(passage.userText, JSON.stringify(rest), part, form, meter);
      const result: GuestResult = JSON.parse(texts[0] ?? '');
      const notes: readonly GuestTrace[] | null = JSON.parse(texts[1] ?? 'null');
      takePart(passage, result);
      const paused = result.left?.paused ?? null;
      keepNotes(policyNotes, plan, at, notes ?? []);
      if (paused === null || passage.end !== null) return;
      if (paused.wish === 'look up') {
        await lookUp(paused);
        at = { policy: paused.policy, rule: paused.rule };
        continue;
      }
      await runPaused(paused);
      if (passage.end !== null) return;
      at = { policy: paused.policy, rule: paused.rule + 1 };
    }
  };

  const lookUp = async ({ policy, rule }: Paused) => {
    const { lookUps } = passage.run.lintel;
    const wanted = wantedKeys(passage.run.lintel).map((key) => [key, askOf(lookUps[key])] as const);
    const { id = '', rules = [] } = plan.policies[policy] ?? {};
    await inquiry.ask(new Map(wanted), { policy: id, rule: rules[rule]?.id ?? '' });
    takeAnswers(passage, inquiry.answers);
  };

  const runPaused = async ({ policy, rule, wish }: Paused) => {
    const place = plan.rules.findIndex((one) => one.place?.policy === policy && one.place.rule === rule);
    if (wish === 'run') return runRules([place]);
    const planned = plan.rules[place];
    if (planned === undefined || planned.rule.mode !== 'enforce') return;
    const note = noteFailure(place, 'nobody can tell whether the rule applies');
    ruleNotes.set(place, traceOf(note, takeNote(passage, planned, note, [], course.limits)));
  };

  for (const stretch of plan.stretches) {
    if (stretch.kind === 'rules') await runRules(stretch.rules);
    else await runPolicies(stretch.from, stretch.to);
    if (passage.end !== null) break;
  }
  const trace = form === 'fast' ? null : { policies: policyNotes, rules: ruleNotes };
  return { result: resultOf(plan, passage), passage, warnings: inquiry.warnings, trace };
}

/**
 * The rules that run, in runs of those that may share a room: what a report-only rule does to its surroundings reaches no
 * other rule.
 */
function groupByRoom(plan: Plan, rules: readonly number[]): readonly (readonly number[])[] {
  const groups: number[][] = [];
  let last: string | undefined;
  for (const rule of rules) {
    const mode = plan.rules[rule]?.rule.mode;
    if (mode === 'disabled') continue;
    const group = groups.at(-1);
    if (group !== undefined && mode === last && mode === 'enforce') group.push(rule);
    else groups.push([rule]);
    last = mode;
  }
  return groups;
}

/** Rules in JavaScript find `context.multifactor` as the last of them left it. */
function withSeen(context: Readonly<Record<string, unknown>>, { seen }: Passage) {
  const { multifactor: _, ...rest } = context;
  return seen === null ? rest : { ...rest, multifactor: seen };
}

function traceOf(note: RuleNote, { ending, deeds, remarks }: RuleDoing): JavaScriptTrace {
  return { ending, deeds, console: note.console, remarks, microseconds: note.microseconds };
}

/** The notes of a part follow one another from its first rule on. */
function keepNotes(
  kept: Map<string, GuestTrace>,
  plan: Plan,
  from: { readonly policy: number; readonly rule: number },
  notes: readonly GuestTrace[],
): void {
  let { policy, rule } = from;
  for (const note of notes) {
    while (rule >= (plan.policies[policy]?.rules.length ?? Number.POSITIVE_INFINITY)) {
      policy++;
      rule = 0;
    }
    kept.set(placeKey(policy, rule), note);
    rule++;
  }
}

function resultOf(plan: Plan, { run, effects, wouldHave, lasting, end }: Passage): GuestResult {
  const told = { effects, wouldHave, lasting };
  return end === null ? allowResult(plan.policies, run, told) : refusedResult(end, told);
}

function askOf(state: LookUpState | undefined): Ask | null {
  return state?.state === 'wanted' ? state.ask : null;
}
