import { type MultifactorDemand, PROTOCOL_CLAIMS } from '../../stdlib/index.ts';
import type { Compatibility } from '../pipeline-options.ts';
import { type Decision, decisionOf } from '../report/decision.ts';
import { largestSize } from '../report/filter-claims.ts';
import { emptyReport } from '../report/make-refusal.ts';
import { denialMessage } from './apply-effect.ts';
import { freezeData } from './freeze-data.ts';
import type { OwnedEffect } from './join-deciders.ts';

/** One effect, with all that can be known before the first login. All plans have the same fields: they are read often. */
export interface EffectPlan {
  /** `nothing`: it changes no decision; `more`: it takes a report to tell what comes of it. */
  readonly kind: 'nothing' | 'more' | 'deny' | 'admit' | 'demand' | 'claim';
  readonly policy: string;
  readonly rule: string;
  readonly isTold: boolean;
  /** Where it is not told. */
  readonly value: unknown;
  readonly denied: Decision;
  /** The place of its policy among those that ask for admission; −1: it asks for none. */
  readonly order: number;
  readonly demand: MultifactorDemand | null;
  /** Whether it demands no more than any second factor. */
  readonly isAny: boolean;
  readonly isForIdToken: boolean;
  readonly isForAccessToken: boolean;
  readonly isForSaml: boolean;
  readonly name: string;
  /** At most so many bytes of JSON, without the value where that is told. */
  readonly size: number;
}

export function planEffect(
  effect: OwnedEffect,
  asking: readonly string[],
  denialCode: Compatibility['denialCode'],
): EffectPlan {
  const { isTold, owner } = effect;
  const { policy, rule } = owner;
  const plan: EffectPlan = {
    kind: 'nothing',
    policy,
    rule,
    isTold,
    value: effect.value,
    denied: NOTHING_GRANTED,
    order: asking.indexOf(policy),
    demand: null,
    isAny: false,
    isForIdToken: false,
    isForAccessToken: false,
    isForSaml: false,
    name: '',
    size: 0,
  };
  if (!owner.isEnforced) return plan;
  switch (effect.kind) {
    case 'log':
    case 'exempted':
    case 'stop':
      return plan;
    case 'deny': {
      const code = effect.code === 'unauthorized' ? denialCode : effect.code;
      const facts = { ...NOTHING_GRANTED, outcome: 'deny', policy, by: rule, code } as const;
      return { ...plan, kind: 'deny', denied: denied(facts, effect.value) };
    }
    case 'admit':
      return { ...plan, kind: 'admit' };
    case 'require_mfa':
      return {
        ...plan,
        kind: 'demand',
        demand: Object.freeze({ ...effect.demand }),
        isAny: isAnyFactor(effect.demand),
      };
    case 'set_claim': {
      const { name } = effect;
      // Such names take more care: not all of them reach a token, and some are no plain fields.
      if (PROTOCOL_CLAIMS.has(name) || name in Object.prototype) return { ...plan, kind: 'more' };
      return {
        ...plan,
        kind: 'claim',
        isForIdToken: effect.tokens.includes('id_token'),
        isForAccessToken: effect.tokens.includes('access_token'),
        isForSaml: effect.tokens.includes('saml'),
        name,
        size: largestSize({ [name]: isTold ? null : effect.value }),
      };
    }
    case 'add_to_claim':
    case 'remove_claim':
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
    case 'limit_session':
      return { ...plan, kind: 'more' };
  }
}

/** Whether any second factor meets a demand. */
export function isAnyFactor(demand: MultifactorDemand): boolean {
  const { provider, allowRememberBrowser, methods, remember, maxAge } = demand;
  if (provider !== 'any' || allowRememberBrowser) return false;
  return methods === undefined && remember === undefined && maxAge === undefined;
}

/** A refusal with its message. */
export function denied(refusal: Decision, message: unknown): Decision {
  return Object.freeze({ ...refusal, message: denialMessage(message) });
}

export const NOTHING_GRANTED: Decision = freezeData(decisionOf(emptyReport({ user: {}, context: {} })));
