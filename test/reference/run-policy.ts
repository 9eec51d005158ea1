import type { Effect, Policy, RuleDefinition, RuleScope, Sentence, Word } from '../../grammar/index.ts';
import type { Value } from '../../stdlib/index.ts';
import { decide, decideTree } from './decide.ts';
import type { Decision, State } from './decision.ts';
import { foldAscii } from './equality.ts';
import { entry, readPlace, readText, requestedScopes } from './login-facts.ts';
import { runEffect } from './run-effect.ts';
import type { Scene } from './scene.ts';
import { isRecord } from './shape.ts';
import { allOf, anyOf, notOf, type Truth, truthOf } from './truth.ts';

/** A login as an identity provider hands it over. */
export interface Login {
  readonly user: { readonly [name: string]: unknown };
  readonly context: { readonly [name: string]: unknown };
}

/** What a policy decides, read straight off what its author wrote. `now` is in milliseconds since 1970 UTC. */
export function runPolicy(policy: Policy, login: Login, now: number): Decision {
  const state = begin(structuredClone(login));
  const look = (): Scene => ({ policy, user: state.user, context: state.context, now, variables: new Map() });
  for (const rule of policy.rules) {
    if (state.denied !== null || state.stopped === 'yes') break;
    if (rule.mode === null || rule.mode.value === 'enforce') runRule(rule, policy.exempt, state, look);
  }
  if (policy.default?.value === 'deny' && state.denied === null && !state.admitted) {
    if (exempts(policy.exempt, look()) !== 'yes') {
      state.denied = { by: 'default', code: 'not_admitted', message: null };
    }
  }
  return conclude(state);
}

const GUARDS: readonly Effect['kind'][] = [
  'deny',
  'require_mfa',
  'limit_session',
  'remove_claims',
  'remove_scopes',
  'limit_scopes',
];
const SPARED: readonly Effect['kind'][] = ['deny', 'require_mfa', 'limit_session'];

function runRule(rule: RuleDefinition, exempt: Sentence | null, state: State, look: () => Scene): void {
  const scene = look();
  const condition = allOf([
    rule.for === null ? 'yes' : isFor(rule.for, scene),
    rule.when === null ? 'yes' : decideTree(rule.when, scene),
    rule.unless === null ? 'yes' : notOf(decideTree(rule.unless, scene)),
    // An earlier rule may have ended the policy: what gives something then waits for certainty.
    state.stopped === 'unknown' ? 'unknown' : 'yes',
  ]);
  if (condition === 'no') return;
  const spared = exempts(exempt, scene) === 'yes';
  for (const effect of rule.then) {
    if (spared && SPARED.includes(effect.kind)) continue;
    const applies =
      condition === 'yes' || GUARDS.includes(effect.kind) || ['set_profile', 'stop'].includes(effect.kind);
    if (applies) runEffect(effect, condition, rule.id.text, state, look());
    if (state.denied !== null) return;
  }
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
  };
}

function conclude(state: State): Decision {
  const allowed = state.multifactor === null ? 'allow' : 'challenge';
  return {
    outcome: state.denied === null ? allowed : 'deny',
    by: state.denied?.by ?? state.multifactor?.by ?? null,
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
  };
}
