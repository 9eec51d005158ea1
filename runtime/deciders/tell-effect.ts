import { PROTOCOL_CLAIMS } from '../../stdlib/index.ts';
import { loadAnew } from '../load-anew.ts';
import type { Compatibility } from '../pipeline-options.ts';
import { type Decision, decisionOf } from '../report/decision.ts';
import type { TokenName } from '../report/effect.ts';
import { largestSize } from '../report/filter-claims.ts';
import { emptyReport } from '../report/make-refusal.ts';
import { denialMessage } from './apply-effect.ts';
import { freezeData } from './freeze-data.ts';
import type { OwnedEffect } from './join-deciders.ts';
import { ownValue } from './own-value.ts';
import { takeTold } from './take-told.ts';
import { addDemand, type Ruled, type Tally } from './tally.ts';

/** Adds an effect that applies to what a login came to; `value` counts where the effect is one whose value is told. */
export type TellEffect = (tally: Tally, value?: unknown) => void;

/**
 * Makes what tells effects, out of all that can be known before the first login. `asking`: the policies that ask for admission,
 * in order. null: of this one it takes a report to say what comes of it.
 */
export function createTells(
  asking: readonly string[],
  denialCode: Compatibility['denialCode'],
): (effect: OwnedEffect) => TellEffect | null {
  const claimTells = createClaimTells();
  return (effect) => {
    const { isTold, owner } = effect;
    const { policy, rule } = owner;
    if (!owner.isEnforced) return tellNothing;
    switch (effect.kind) {
      case 'log':
      case 'exempted':
      case 'stop':
        return tellNothing;
      case 'deny': {
        const code = effect.code === 'unauthorized' ? denialCode : effect.code;
        const facts = { ...NOTHING_GRANTED, outcome: 'deny', policy, by: rule, code } as const;
        const refusal = denied(facts, effect.value);
        return (tally, message) => {
          tally.refusal = isTold ? denied(facts, message) : refusal;
        };
      }
      case 'admit': {
        const by: Ruled = { policy, rule, order: asking.indexOf(policy) };
        return (tally) => {
          if (by.order > tally.admission.order) tally.admission = by;
        };
      }
      case 'require_mfa': {
        const by: Ruled = { policy, rule, order: -1 };
        const demand = Object.freeze({ ...effect.demand });
        return (tally) => addDemand(tally, demand, by);
      }
      case 'set_claim': {
        const { name, tokens, value } = effect;
        // Such names take more care: not all of them reach a token, and some are no plain fields.
        if (PROTOCOL_CLAIMS.has(name) || name in Object.prototype) return null;
        const size = largestSize({ [name]: isTold ? null : value });
        return claimTells(name, tokens)(isTold, value, size);
      }
      case 'add_to_claim':
      case 'remove_claim':
      case 'add_scopes':
      case 'remove_scopes':
      case 'limit_scopes':
      case 'limit_session':
        return null;
    }
  };
}

/** It changes no decision. */
const tellNothing: TellEffect = () => {};

/** A refusal with its message. */
function denied(refusal: Decision, message: unknown): Decision {
  return Object.freeze({ ...refusal, message: denialMessage(message) });
}

/** Makes what tells the claims of one name: engines are fast where a function sets one field only. */
function createClaimTells(): (name: string, tokens: readonly TokenName[]) => ReturnType<typeof claimTellsOf> {
  const known = new Map<string, ReturnType<typeof claimTellsOf>>();
  return (name, tokens) => {
    const key = [...tokens, name].join(' ');
    const made =
      known.get(key) ??
      loadAnew(claimTellsOf, { takeTold: loadAnew(takeTold, { largestSize, ownValue }) })(
        asKey(name),
        tokens,
      );
    known.set(key, made);
    return made;
  };
}

/** The same text as engines keep the names of fields: they set fields by such a text many times faster. */
function asKey(name: string): string {
  return Object.keys({ [name]: null })[0] ?? name;
}

/** `size`: at most so many bytes of JSON, without the value where that is told. */
function claimTellsOf(name: string, tokens: readonly TokenName[]) {
  const [inIdToken, inAccessToken] = [tokens.includes('id_token'), tokens.includes('access_token')];
  const inSaml = tokens.includes('saml');
  return (isTold: boolean, known: unknown, size: number): TellEffect =>
    (tally, told) => {
      const value = isTold ? takeTold(told, tally) : known;
      tally.size += size;
      if (inIdToken) {
        tally.idToken ??= {};
        tally.idToken[name] = value;
      }
      if (inAccessToken) {
        tally.accessToken ??= {};
        tally.accessToken[name] = value;
      }
      if (inSaml) {
        tally.saml ??= {};
        tally.saml[name] = value;
      }
    };
}

export const NOTHING_GRANTED: Decision = freezeData(decisionOf(emptyReport({ user: {}, context: {} })));
