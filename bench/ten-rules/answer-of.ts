import type { Told } from '../ways.ts';
import type { Answer } from './by-hand.ts';

/** What Lintel told of a login, as an answer. Throws on an outcome that the policies of the benchmark do not have. */
export function answerOf({ outcome, by, idToken }: Told): Answer {
  if (outcome === 'deny') return { decision: 'deny', rule: by ?? '' };
  if (outcome === 'allow' || outcome === 'challenge')
    return { decision: 'allow', mfa: outcome === 'challenge', claims: idToken };
  throw new Error(`the rules allow or deny, yet the outcome is ${outcome}`);
}
