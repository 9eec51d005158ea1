import type { CompiledPolicy } from '../../stdlib/index.ts';
import type { Deciders, OwnedEffect } from '../deciders/join-deciders.ts';
import { createDecisions } from '../deciders/make-decision.ts';
import { loginOf } from '../deciders/open-deciders.ts';
import { ownValue } from '../deciders/own-value.ts';
import { createCameReader, scopeOfBare } from '../deciders/read-came.ts';
import { openTally } from '../deciders/tally.ts';
import type { Clock, Tell } from '../deciders/told.ts';
import type { Limits } from '../limits.ts';
import type { Compatibility } from '../pipeline-options.ts';
import type { Decision } from '../report/decision.ts';
import { loadDecider } from './load-decider.ts';
import { loadLibrary } from './load-library.ts';
import { type AskRules, openRules, type TellOne } from './open-rules.ts';
import { createReadFunctions } from './read-values.ts';

/** Deciders in this process, without a sandbox. */
export interface OpenHere {
  readonly tell: Tell;
  /** Decides a login at once where that takes no report; null: somebody else has to. Never throws. */
  decide(value: unknown, clock: Clock): Decision | null;
}

/**
 * Loads deciders: their code has been read by the verifier, which trusts nobody. null: one of them cannot run so. Throws
 * where the verifier refuses code, which is then not what the compiler emits.
 */
export function openHere(
  policies: readonly CompiledPolicy[],
  deciders: Deciders,
  limits: Limits,
  compatibility: Compatibility,
): OpenHere | null {
  // What has no bound needs a timer, and in this process there is none; nor are there answers to look-ups.
  if (deciders.goesDeep || deciders.lookUps.length > 0) return null;
  const reads = createReadFunctions(
    Math.min(LONGEST, Math.floor(WORK / Math.max(1, deciders.owners.length))),
  );
  const library = loadLibrary(policies.flatMap(({ functions }) => functions));
  const loaded = policies.map((policy) => loadDecider(policy, { ...library, ...reads }));
  if (!loaded.every((one) => one !== null)) return null;
  const rulesThat = openRules(policies, deciders, loaded, limits);
  const readCame = createCameReader(limits);
  const decisions = createDecisions(deciders, compatibility);
  const askAndCount = decisions?.tells ? rulesThat(decisions.tells) : null;
  let askAndList: AskRules<unknown[]> | null = null;
  const { isTimeless } = deciders;
  return {
    tell(login, clock) {
      try {
        const now = isTimeless ? 0 : clock();
        const effects: unknown[] = [];
        askAndList ??= rulesThat(deciders.effects.map(listEffect));
        askAndList(login, now, effects);
        const came = readCame(login);
        return came === null ? null : { effects, came, now };
      } catch {
        // It was thrown by what reads logins: this one is looked at in another way.
        return null;
      }
    },
    decide(value, clock) {
      if (decisions === null || askAndCount === null) return null;
      try {
        const login = loginOf(value);
        const scope = login === null ? null : scopeOfBare(login.context);
        if (login === null || scope === null) return null;
        const tally = openTally();
        askAndCount(login, isTimeless ? 0 : clock(), tally);
        return decisions.close(tally, login.context, scope);
      } catch {
        return null;
      }
    },
  };
}

/** What lists an effect by its number among those of all policies, and its value behind it where that is told. */
function listEffect({ isTold }: OwnedEffect, effect: number): TellOne<unknown[]> {
  // A list of the login stays its own.
  return isTold ? (told, value) => told.push(effect, ownValue(value)) : (told) => told.push(effect);
}

/** Characters of a text or of a list. */
const LONGEST = 16_384;
/** Characters times rules that take no longer than a login may. */
const WORK = 4_000_000;
