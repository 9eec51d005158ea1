import assert from 'node:assert/strict';
import { type AnalysedPolicy, analyse, emitPolicy } from '../../compiler/index.ts';
import type { Source } from '../../grammar/index.ts';
import { freshState } from '../../stdlib/effects.ts';
import {
  buildConstant,
  type CompiledPolicy,
  compilePattern,
  type LookUpState,
  library,
  libraryText,
  type MultifactorDemand,
  type RuleContext,
  type RuleFunction,
  type RunState,
  rulesOfDecider,
  runRules,
} from '../../stdlib/index.ts';
import type { Answers, Decision, Demand, Login } from '../reference/index.ts';
import { observeOutside } from './observe-outside.ts';

/** A policy ready to run in this process, in both forms. */
export interface RunnablePolicy {
  readonly analysed: AnalysedPolicy;
  readonly compiled: CompiledPolicy;
  readonly fast: readonly RuleFunction[];
  readonly traced: readonly RuleFunction[];
}

export function sourceOf(text: string): Source {
  return { name: 'policy.yaml', text };
}

/** Compiles a policy that the checker has to accept. */
export function compileText(text: string): RunnablePolicy {
  const source = sourceOf(text);
  const { value, diagnostics } = analyse(source);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  assert.ok(
    value !== null,
    `the checker refuses\n${text}\n${errors.map((error) => error.message).join('\n')}`,
  );
  return makeRunnable(value, emitPolicy(value.core, source));
}

export function makeRunnable(analysed: AnalysedPolicy, compiled: CompiledPolicy): RunnablePolicy {
  return {
    analysed,
    compiled,
    fast: evaluateRules(compiled, compiled.code),
    traced:
      compiled.tracedCode === null ? evaluateTraced(compiled) : evaluateRules(compiled, compiled.tracedCode),
  };
}

/** What one form of the rules decides about a login. */
export function runCompiled(
  policy: RunnablePolicy,
  form: 'fast' | 'traced',
  login: Login,
  now: number,
  answers: Answers = new Map(),
): Decision {
  const { user, context } = structuredClone(login);
  const state = freshState(now);
  Object.assign(state.lookUps, lookUpsOf(policy.compiled.id, answers));
  if (form === 'traced') state.trace = { clauses: [], reads: [], verdict: null, exempted: false };
  const live: RuleContext = Object.assign(context, { lintel: state });
  const { rules: facts } = policy.compiled;
  const enforced = facts.map((_, index) => index).filter((index) => facts[index]?.mode === 'enforce');
  let reached = -1;
  const rules = enforced.map(
    (index): RuleFunction =>
      (...operands) => {
        reached = index;
        policy[form][index]?.(...operands);
      },
  );
  const error = runRules(rules, user, live);
  const isFailure = error !== null && error.denied !== true;
  const reason = state.log.at(-1)?.text ?? '';
  if (isFailure) assert.ok(mayFail(reason, state), `a rule failed: ${reason}`);
  const by = facts[reached]?.id ?? '';
  if (error === null) return observe(user, live, state, null);
  const { code, message } = error;
  return observe(user, live, state, isFailure ? { by, failed: true } : { by, code, message, failed: false });
}

/** Only for want of what is outside: a look-up, or the address of a redirect. */
function mayFail(reason: string, { lost, lookUps }: RunState): boolean {
  const wants = Object.values(lookUps).some(({ state }) => state === 'wanted');
  return wants || lost !== undefined || reason.includes('address of the redirect');
}

/** What is known of look-ups as the state of a run has it. */
export function lookUpsOf(policy: string, answers: Answers): Record<string, LookUpState> {
  return Object.fromEntries([...answers].map(([name, answer]) => [`${policy}/${name}`, answer]));
}

/** What a run left in the places where rules write, in the words of the reference interpreter. */
export function observe(user: object, context: RuleContext, state: RunState, ended: Ended | null): Decision {
  const { scope: _, ...accessToken } = { ...context.accessToken };
  const granted = library.get('grantedScopes')?.(context);
  const demand = demandOf(context.multifactor);
  const refused = ended === null || ended.failed ? null : ended;
  return {
    outcome:
      ended?.failed === true
        ? 'failure'
        : refused !== null
          ? 'deny'
          : demand === null
            ? 'allow'
            : 'challenge',
    by: ended?.by ?? demand?.by ?? null,
    code: refused === null ? null : String(refused.code),
    message: refused === null ? null : String(refused.message),
    claims: { id_token: { ...context.idToken }, access_token: accessToken, saml: { ...state.saml } },
    scopes: Array.isArray(granted) ? granted.map(String) : [],
    multifactor: demand,
    session: state.session,
    profile: user,
    ...observeOutside(context, state),
  };
}

/** How a run ended early. */
type Ended =
  | { readonly by: string; readonly failed: true }
  | { readonly by: string; readonly code: unknown; readonly message: unknown; readonly failed: false };

/** Holds a decision, or what is known of it, against the expected one; only what they say counts. */
export function sameDecision(actual: Partial<Decision>, expected: Decision): void {
  const message =
    expected.outcome === 'deny' ? (expected.message ?? 'You are not allowed to sign in.') : null;
  const whole = { ...expected, message };
  const asked = Object.fromEntries(Object.entries(whole).filter(([name]) => Object.hasOwn(actual, name)));
  assert.deepStrictEqual(plain(actual), plain(asked));
}

/** A login as the sandbox lets it in: without the names that JavaScript gives a meaning. */
export function atTheBorder(login: Login): Login {
  const dropped = ['__proto__', 'constructor', 'prototype'];
  return JSON.parse(JSON.stringify(login), (name, value) => (dropped.includes(name) ? undefined : value));
}

/** The same data made of plain records. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function evaluateRules(compiled: CompiledPolicy, code: string): readonly RuleFunction[] {
  const make = new Function(`${libraryText(compiled.functions)}\nreturn (\n${code}\n);`);
  const constants = compiled.constants.map(
    (constant) => [constant.name, buildConstant(constant, compilePattern)] as const,
  );
  return make()(new Map(constants));
}

function evaluateTraced(compiled: CompiledPolicy): readonly RuleFunction[] {
  const { id, functions, constants, decider, rules } = compiled;
  const traced = decider?.traced ?? null;
  assert.ok(decider !== null && traced !== null);
  const make = new Function(`${libraryText(functions)}\nreturn (\n${traced.code}\n);`);
  const data = new Map(constants.map((one) => [one.name, buildConstant(one, compilePattern)]));
  const { fields, effects } = decider;
  const facts = { policy: id, rules: rules.map((rule) => rule.id), fields, effects, reads: traced.reads };
  return rulesOfDecider(facts, make(), data);
}

function demandOf(demand: MultifactorDemand | undefined): Demand | null {
  if (demand === undefined) return null;
  return {
    by: demand.by,
    provider: demand.provider,
    methods: demand.methods ?? null,
    remember: demand.remember ?? null,
    maxAge: demand.maxAge ?? null,
  };
}
