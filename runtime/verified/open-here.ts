import { buildConstant, type CompiledPolicy, type DeciderState } from '../../stdlib/index.ts';
import { addBlocks, type GuestDeciders, relevantBlocks } from '../deciders/guest-decide.ts';
import type { Deciders } from '../deciders/join-deciders.ts';
import { createDecisions } from '../deciders/make-decision.ts';
import { loginOf } from '../deciders/open-deciders.ts';
import { ownValue } from '../deciders/own-value.ts';
import { createCameReader, scopeOfBare } from '../deciders/read-came.ts';
import { createReader } from '../deciders/read-fields.ts';
import type { Clock, Tell } from '../deciders/told.ts';
import type { Limits } from '../limits.ts';
import type { Compatibility } from '../pipeline-options.ts';
import type { Decision } from '../report/decision.ts';
import { type DirectBlock, loadDecider } from './load-decider.ts';
import { loadLibrary } from './load-library.ts';
import { compileHere } from './plain-pattern.ts';
import { createReadFunctions } from './read-values.ts';
import { makeRecordReader } from './record-reader.ts';

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
  const helpers = { ...loadLibrary(policies.flatMap(({ functions }) => functions)), ...reads };
  const loaded = policies.map((policy) => loadDecider(policy, helpers));
  if (!loaded.every((one) => one !== null)) return null;
  const selecting = selectionOf(deciders);
  const readSelected = createReader(selecting.fields, limits);
  const readCame = createCameReader(limits);
  const blocks: GuestDeciders<DirectBlock> = {
    size: selecting.fields.length + 1,
    policies: [],
    choices: [],
    found: new Map(),
    traced: [],
  };
  deciders.parts.forEach(({ base, relevant, waits }, index) => {
    const policy = policies[index];
    const decider = loaded[index];
    if (policy === undefined || decider === undefined)
      throw new Error('deciders are joined in the order of policies');
    const data = new Map(
      policy.constants.map((constant) => [constant.name, buildConstant(constant, compileHere)]),
    );
    addBlocks(blocks, decider.make(data, base), { relevant, waits, at: selecting.at[index] ?? [] });
  });
  const selects = blocks.choices.length > 0;
  const { isTimeless } = deciders;
  const [userAt, contextAt] = [makeRecordReader(), makeRecordReader()];
  const decisions = createDecisions(deciders, compatibility);
  const [all, ...others] = blocks.policies.flat();
  // Most policies are short: one function of rules, which is about any login.
  const only = all !== undefined && others.length === 0 && !selects ? all.decide : null;
  const made = decisions?.areComplete === true ? decisions : null;
  return {
    tell(login, clock) {
      try {
        const now = isTimeless ? 0 : clock();
        const { user, context } = login;
        userAt(user);
        contextAt(context);
        const selected = selects ? readSelected(login, now) : NOTHING_SELECTED;
        const came = selected === null ? null : readCame(login);
        if (selected === null || came === null) return null;
        const effects: unknown[] = [];
        decide(relevantBlocks(blocks, selected), user, context, now, effects);
        // A list of the login stays its own.
        return { effects: effects.map(ownValue), came, now };
      } catch {
        // It was thrown by what reads logins: this one is looked at in another way.
        return null;
      }
    },
    decide(value, clock) {
      if (made === null) return null;
      try {
        const login = loginOf(value);
        if (login === null) return null;
        const { user, context } = login;
        userAt(user);
        contextAt(context);
        const scope = scopeOfBare(context);
        if (scope === null) return null;
        const now = isTimeless ? 0 : clock();
        const selected = selects ? readSelected(login, now) : NOTHING_SELECTED;
        if (selected === null) return null;
        const tally = made.open();
        if (only !== null) only(user, context, now, tally, { admitted: false, stopped: 'no' });
        else decide(relevantBlocks(blocks, selected), user, context, now, tally);
        return made.close(tally, context, scope);
      } catch {
        return null;
      }
    },
  };
}

const NOTHING_SELECTED: unknown[] = [];

/** Characters of a text or of a list. */
const LONGEST = 16_384;
/** Characters times rules that take no longer than a login may. */
const WORK = 4_000_000;

function decide(
  policies: ReturnType<typeof relevantBlocks<DirectBlock>>,
  user: unknown,
  context: unknown,
  now: number,
  told: Parameters<DirectBlock>[3],
): void {
  for (const blocks of policies) {
    const state: DeciderState = { admitted: false, stopped: 'no' };
    for (const block of blocks) if (block.decide(user, context, now, told, state) === true) return;
  }
}

/** The fields that tell which blocks concern a login, numbered for themselves, and where those of each policy stand. */
function selectionOf({ parts, fields }: Deciders): Selected {
  const asked = parts.map(({ relevant, at }) =>
    relevant.flatMap((some) => some ?? []).map(({ field }) => at[field] ?? 0),
  );
  const places = [...new Set(asked.flat())];
  return {
    fields: places.flatMap((place) => fields[place - 1] ?? []),
    at: parts.map(({ at }) => at.map((place) => places.indexOf(place) + 1)),
  };
}

interface Selected {
  readonly fields: Deciders['fields'];
  readonly at: readonly (readonly number[])[];
}
