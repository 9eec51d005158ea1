import type { ClauseFacts, ClauseTree, CompiledPolicy, Read, RuleFacts } from '../../stdlib/index.ts';
import type { Ending, GuestTrace } from '../policies/guest.ts';
import type { ConsoleLine } from '../rule-note.ts';
import type { Plan, PlannedRule } from '../steps.ts';
import type { Deed } from './effect.ts';

/** What one rule made of a login, and why. */
export interface RuleTrace {
  readonly policy: string;
  readonly rule: string;
  readonly name: string;
  readonly result: RuleResult;
  /** The fields that were missing, or not what they should be, where the condition could not be told. */
  readonly inDoubt: readonly string[];
  readonly clauses: readonly ClauseTrace[];
  /** The index of the clause that kept the condition from holding: of `unless`, one that held. */
  readonly firstUnmet: number | null;
  /** True when the policy's exemption spared this login what the rule would have done. */
  readonly exempted: boolean;
  /**
   * What changed, before and after. A report-only rule would have done it; a failed or refused login keeps none of it.
   * What was to last stands here only if it was done.
   */
  readonly changes: readonly Deed[];
  /** What was to last and does not; absent where there is no such thing. */
  readonly withheld?: WithheldDeeds;
  /** How long it took; of a rule of sentences, what it surely took of whole milliseconds, which most rules do not reach. */
  readonly microseconds: number;
  /** Of a rule in JavaScript: what it wrote to the console. */
  readonly console?: readonly ConsoleLine[];
  /**
   * What an administrator should know of it: look-ups that failed and that it went on without, or that had nothing to say; of
   * a rule in JavaScript such things as a second call of the callback. Absent: nothing, of a rule without JavaScript.
   */
  readonly remarks?: readonly string[];
}

/**
 * `refused`: the login was. `challenge`, `redirect`: a second factor or a visit elsewhere comes first. `nobody`: the login
 * does not say whose metadata it is. `used`: its id was used before. `no counter`: the policy no longer has the counter.
 */
export interface WithheldDeeds {
  readonly why: 'refused' | 'challenge' | 'redirect' | 'nobody' | 'used' | 'no counter';
  readonly deeds: readonly Deed[];
}

/** What a traced run notes about one rule in JavaScript. */
export interface JavaScriptTrace {
  readonly ending: Ending;
  readonly deeds: readonly Deed[];
  readonly console: readonly ConsoleLine[];
  readonly remarks: readonly string[];
  readonly microseconds: number;
}

/** The notes of a run through a plan: of rules of policies under `policy/rule`, of rules in JavaScript by place. */
export interface PlanTrace {
  readonly policies: ReadonlyMap<string, GuestTrace>;
  readonly rules: ReadonlyMap<number, JavaScriptTrace>;
}

/** `ran`: a rule in JavaScript that changed nothing. `off`: disabled. `not reached`: the pipeline or the policy ended before. */
export type RuleResult =
  | 'applied'
  | 'ran'
  | 'did not apply'
  | 'could not tell'
  | 'not reached'
  | 'off'
  | 'report-only'
  | 'failed';

export interface ClauseTrace extends ClauseFacts {
  readonly value: 'yes' | 'no' | 'unknown';
  readonly reads: readonly FieldTrace[];
}

/**
 * A field as a clause saw it: its value, or that it was missing, or in which wrong shape it was. What a look-up answers may
 * not have been asked for, since the rule was decided without it.
 */
export interface FieldTrace {
  readonly name: string;
  readonly value?: unknown;
  readonly missing?: true;
  readonly notAsked?: true;
  readonly wrongShape?: string;
}

/** Puts together what the guest noted and what the compiler knows of the rules. */
export function makeTrace(
  policies: readonly CompiledPolicy[],
  notes: readonly GuestTrace[],
): readonly RuleTrace[] {
  const facts = policies.flatMap((policy) => policy.rules.map((rule) => ({ policy: policy.id, rule })));
  return facts.map(({ policy, rule }, index) => {
    const note = notes[index];
    if (note === undefined) throw new Error('the guest notes every rule of every policy');
    return ruleTrace(policy, rule, note);
  });
}

/** The key of a rule of a policy in a `PlanTrace`. */
export function placeKey(policy: number, rule: number): string {
  return `${policy}/${rule}`;
}

/** The trace of a run through policies and rules in JavaScript, in the order of the plan. */
export function makePlanTrace(plan: Plan, notes: PlanTrace): readonly RuleTrace[] {
  return plan.stretches.flatMap((stretch) => {
    if (stretch.kind === 'rules') {
      return stretch.rules.map((place) => javaScriptTrace(ruleAt(plan, place), notes.rules.get(place)));
    }
    return plan.policies.slice(stretch.from, stretch.to).flatMap((policy, index) =>
      policy.rules.map((rule, at) => {
        const state = rule.mode === 'disabled' ? 'off' : 'not reached';
        const key = placeKey(stretch.from + index, at);
        const sentence = ruleTrace(policy.id, rule, notes.policies.get(key) ?? { ...NOT_RUN, state });
        if (rule.script === undefined) return sentence;
        const place = plan.rules.findIndex((one) => one.rule === rule.script);
        const note = notes.rules.get(place);
        if (note === undefined) return sentence;
        const { result, changes, microseconds, console, remarks } = javaScriptTrace(
          ruleAt(plan, place),
          note,
        );
        return {
          ...sentence,
          result,
          changes,
          microseconds: sentence.microseconds + microseconds,
          console,
          remarks: [...(sentence.remarks ?? []), ...remarks],
        };
      }),
    );
  });
}

const NOT_RUN = { ending: { kind: 'next' }, probe: null, deeds: [], microseconds: 0 } as const;

function ruleAt(plan: Plan, place: number): PlannedRule {
  const rule = plan.rules[place];
  if (rule === undefined) throw new Error('a plan names only rules that it has');
  return rule;
}

function javaScriptTrace({ rule, policy }: PlannedRule, note: JavaScriptTrace | undefined) {
  const facts = { policy, rule: rule.id, name: rule.name, inDoubt: [], clauses: [], firstUnmet: null };
  const result: RuleResult =
    note === undefined
      ? rule.mode === 'disabled'
        ? 'off'
        : 'not reached'
      : rule.mode === 'report-only'
        ? 'report-only'
        : note.deeds.some(({ effect }) => effect === 'fail')
          ? 'failed'
          : note.deeds.length > 0
            ? 'applied'
            : 'ran';
  const { deeds = [], microseconds = 0, console = [], remarks = [] } = note ?? {};
  return { ...facts, result, exempted: false, changes: deeds, microseconds, console, remarks };
}

function ruleTrace(policy: string, rule: RuleFacts, note: GuestTrace): RuleTrace {
  const { probe, deeds } = note;
  const clauses = rule.clauses.flatMap((facts, index) => {
    const seen = probe?.clauses[index];
    return seen === undefined ? [] : [clauseTrace(facts, seen)];
  });
  return {
    policy,
    rule: rule.id,
    name: rule.name,
    result: resultOf(rule, note),
    inDoubt: note.state === 'ran' && probe?.verdict === null ? doubtsOf(clauses) : [],
    clauses,
    firstUnmet:
      probe?.verdict === false ? findUnmet(rule.condition ?? allOf(rule.clauses), clauses, 'yes') : null,
    exempted: probe?.exempted ?? false,
    changes: deeds,
    ...(probe?.failures === undefined ? {} : { remarks: probe.failures }),
    microseconds: note.microseconds,
  };
}

function resultOf(rule: RuleFacts, { state, ending, probe, deeds }: GuestTrace): RuleResult {
  if (state !== 'ran') return state;
  if (rule.mode === 'report-only') return 'report-only';
  if (ending.kind === 'failure') return 'failed';
  const wasSpared = probe?.exempted === true && deeds.every(({ effect }) => effect === 'log');
  if (wasSpared) return 'did not apply';
  if (deeds.length > 0 || probe?.verdict === true) return 'applied';
  return probe?.verdict === null && probe.clauses.length > 0 ? 'could not tell' : 'did not apply';
}

function clauseTrace(
  facts: ClauseFacts,
  seen: { value: boolean | null; reads: readonly Read[] },
): ClauseTrace {
  const value = seen.value === null ? 'unknown' : seen.value ? 'yes' : 'no';
  return { ...facts, value, reads: seen.reads.map(fieldTrace) };
}

function fieldTrace({ name, value, wrongShape, notAsked }: Read): FieldTrace {
  if (notAsked === true) return { name, notAsked };
  if (wrongShape !== undefined) return { name, wrongShape };
  return value === undefined ? { name, missing: true } : { name, value };
}

/** Where no field was missing, the doubt came from what was worked out of the fields: then all of them. */
function doubtsOf(clauses: readonly ClauseTrace[]): readonly string[] {
  const reads = clauses.filter(({ value }) => value === 'unknown').flatMap((clause) => clause.reads);
  const doubtful = reads.filter(({ missing, wrongShape }) => missing === true || wrongShape !== undefined);
  return [...new Set((doubtful.length > 0 ? doubtful : reads).map(({ name }) => name))];
}

/** `for and when and not unless`, for rules whose tree is not known. */
function allOf(clauses: readonly ClauseFacts[]): ClauseTree {
  const operands = clauses.map(({ part }, index): ClauseTree => {
    const clause = { kind: 'clause', index } as const;
    return part === 'unless' ? { kind: 'not', operand: clause } : clause;
  });
  return { kind: 'all', operands };
}

/** The first clause to which it is due that the tree is not `wanted`. */
function findUnmet(tree: ClauseTree, clauses: readonly ClauseTrace[], wanted: 'yes' | 'no'): number | null {
  switch (tree.kind) {
    case 'clause': {
      const value = clauses[tree.index]?.value;
      return value === 'unknown' || value === wanted ? null : tree.index;
    }
    case 'not':
      return findUnmet(tree.operand, clauses, wanted === 'yes' ? 'no' : 'yes');
    case 'all':
    case 'any': {
      const unmet = tree.operands.map((operand) => findUnmet(operand, clauses, wanted));
      // One is enough where all were wanted; where one would have been enough, all have to be.
      const oneIsEnough = (tree.kind === 'all') === (wanted === 'yes');
      if (!oneIsEnough && unmet.includes(null)) return null;
      return unmet.find((index) => index !== null) ?? null;
    }
  }
}
