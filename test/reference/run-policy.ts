import type { Effect, Policy, RuleDefinition, RuleScope, Sentence, Word } from '../../grammar/index.ts';
import type { Value } from '../../stdlib/index.ts';
import { decide, decideTree } from './decide.ts';
import type { Decision, State } from './decision.ts';
import { foldAscii } from './equality.ts';
import { counterOf, mentionsOfEffect } from './lasting.ts';
import { entry, readPlace, readText, requestedScopes } from './login-facts.ts';
import { type Answers, needsOf, needsOfTree } from './look-ups.ts';
import { countKeyOf, requestOf } from './request.ts';
import { runEffect } from './run-effect.ts';
import type { Scene } from './scene.ts';
import { isRecord } from './shape.ts';
import { allOf, anyOf, notOf, type Truth, truthOf } from './truth.ts';

/** A login as an identity provider hands it over. */
export interface Login {
  readonly user: { readonly [name: string]: unknown };
  readonly context: { readonly [name: string]: unknown };
}

/**
 * What a policy decides, read straight off what its author wrote. `now` is in milliseconds since 1970 UTC; where a rule
 * needs what nobody has answered, it fails.
 */
export function runPolicy(policy: Policy, login: Login, now: number, answers: Answers = new Map()): Decision {
  const state = begin(structuredClone(login));
  const { user, context } = state;
  const look = (): Scene => ({ policy, user, context, now, variables: new Map(), answers });
  for (const rule of policy.rules) {
    if (isOver(state) || state.stopped === 'yes') break;
    if (rule.mode === null || rule.mode.value === 'enforce') runRule(rule, policy.exempt, state, look);
  }
  if (policy.default?.value === 'deny' && !isOver(state) && !state.admitted) {
    const needs = policy.exempt === null ? [] : needsOf(policy.exempt.expression, look());
    const known = learn(needs, 'default', state, look());
    if (known && exempts(policy.exempt, look()) !== 'yes') {
      state.denied = { by: 'default', code: 'not_admitted', message: null };
    }
  }
  return conclude(state);
}

function isOver({ denied, failed }: State): boolean {
  return denied !== null || failed !== null;
}

/** Whether all that a rule needs is known; otherwise it fails. */
function learn(needs: readonly string[], rule: string, state: State, scene: Scene): boolean {
  const unanswered = needs.filter((name) => !scene.answers.has(name));
  state.wants = Object.fromEntries(unanswered.map((name) => [name, questionOf(name, scene)]));
  if (needs.every((name) => scene.answers.get(name)?.state === 'answered')) return true;
  state.failed = rule;
  return false;
}

/** What is asked; null where a part of the question is missing. */
function questionOf(name: string, scene: Scene): unknown {
  const source = scene.policy.sources.find((one) => one.name.text === name);
  if (source !== undefined) return requestOf(source.request, 'GET', scene);
  return countKeyOf(counterOf(name.replace(/^counts\./, ''), scene.policy), scene);
}

const GUARDS: readonly Effect['kind'][] = [
  'deny',
  'require_mfa',
  'limit_session',
  'remove_claims',
  'remove_scopes',
  'limit_scopes',
  'redirect',
];
const SPARED: readonly Effect['kind'][] = ['deny', 'require_mfa', 'limit_session', 'redirect'];
/** What leaves something behind when nobody can tell whether it is done. */
const DOUBTED: readonly Effect['kind'][] = ['set_profile', 'stop', 'link_to'];

function runRule(rule: RuleDefinition, exempt: Sentence | null, state: State, look: () => Scene): void {
  const scene = look();
  const spares = exempt !== null && rule.then.some(({ kind }) => SPARED.includes(kind));
  const before = needsOfRule(rule, scene);
  const condition = allOf([
    rule.for === null ? 'yes' : isFor(rule.for, scene),
    rule.when === null ? 'yes' : decideTree(rule.when, scene),
    rule.unless === null ? 'yes' : notOf(decideTree(rule.unless, scene)),
    // An earlier rule may have ended the policy: what gives something then waits for certainty.
    state.stopped === 'unknown' ? 'unknown' : 'yes',
  ]);
  const conditional = [...before, ...(spares && condition !== 'no' ? needsOf(exempt.expression, scene) : [])];
  const id = rule.id.text;
  const spared = exempts(exempt, scene) === 'yes';
  const isDone = ({ kind }: Effect): boolean =>
    condition === 'yes' || (condition === 'unknown' && GUARDS.includes(kind));
  const done = rule.then.filter((effect) => isDone(effect) && !(spared && SPARED.includes(effect.kind)));
  const waits = conditional.some((name) => !scene.answers.has(name));
  const ofEffects = waits ? [] : done.flatMap((effect) => mentionsOfEffect(effect, scene));
  if (!learn([...conditional, ...ofEffects], id, state, scene) || condition === 'no') return;
  for (const effect of rule.then) {
    if (!done.includes(effect) && !DOUBTED.includes(effect.kind)) continue;
    runEffect(effect, condition, id, state, look());
    if (isOver(state)) return;
  }
}

/** The look-ups that a rule needs for its sentences, in their order. */
function needsOfRule(rule: RuleDefinition, scene: Scene): readonly string[] {
  if (rule.for !== null && isFor(rule.for, scene) === 'no') return [];
  const ofWhen = rule.when === null ? [] : needsOfTree(rule.when, scene);
  if (rule.when !== null && decideTree(rule.when, scene) === 'no') return ofWhen;
  return [...ofWhen, ...(rule.unless === null ? [] : needsOfTree(rule.unless, scene))];
}

function exempts(exempt: Sentence | null, scene: Scene): Truth {
  return exempt === null ? 'no' : decide(exempt.expression, scene);
}

function isFor(scope: RuleScope, scene: Scene): Truth {
  const isOneOf = (
    words: readonly Word[] | null,
    places: readonly string[],
    fold: (text: string) => string,
  ): Truth => {
    if (words === null) return 'yes';
    const values = places.map((place) => readText(scene.context, place));
    return anyOf(
      values.flatMap((value) =>
        words.map(
          ({ text }): Truth => (value === undefined ? 'unknown' : truthOf(fold(text) === fold(value))),
        ),
      ),
    );
  };
  const exactly = (text: string): string => text;
  return allOf([
    isOneOf(scope.app, ['clientName', 'clientID'], foldAscii),
    isOneOf(scope.connection, ['connection'], foldAscii),
    isOneOf(scope.organization, ['organization.name', 'organization.id'], exactly),
    isOneOf(scope.protocol, ['protocol'], exactly),
    isForEvent(scope.event, scene),
  ]);
}

function isForEvent(events: readonly Word[] | null, scene: Scene): Truth {
  if (events === null) return 'yes';
  const found = entry(scene.context);
  return found === undefined ? 'unknown' : truthOf(events.some((event) => event.text === found));
}

function begin(login: Login): State {
  const record = (value: unknown) => new Map(isRecord(value) ? Object.entries(value) : []);
  return {
    user: { ...login.user },
    context: login.context,
    claims: {
      id_token: record(login.context.idToken),
      access_token: record(login.context.accessToken),
      saml: new Map<string, Value>(),
    },
    scopes: requestedScopes(readPlace(login.context, 'request.query.scope')) ?? [],
    multifactor: null,
    session: null,
    admitted: false,
    stopped: 'no',
    denied: null,
    failed: null,
    lasting: [],
    redirect: null,
    primaryUser: null,
    wants: {},
  };
}

function conclude(state: State): Decision {
  const allowed = state.multifactor === null ? 'allow' : 'challenge';
  return {
    outcome: state.failed !== null ? 'failure' : state.denied === null ? allowed : 'deny',
    by: state.failed ?? state.denied?.by ?? state.multifactor?.by ?? null,
    code: state.denied?.code ?? null,
    message: state.denied?.message ?? null,
    claims: {
      id_token: Object.fromEntries(state.claims.id_token),
      access_token: Object.fromEntries(state.claims.access_token),
      saml: Object.fromEntries(state.claims.saml),
    },
    scopes: state.scopes,
    multifactor: state.multifactor,
    session: state.session,
    profile: state.user,
    lasting: state.lasting,
    redirect: state.redirect,
    primaryUser: state.primaryUser,
    wants: state.wants,
  };
}
