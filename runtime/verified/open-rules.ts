import { buildConstant, type CompiledPolicy, type DeciderState } from '../../stdlib/index.ts';
import { addBlocks, type GuestDeciders, newKind, relevantBlocks } from '../deciders/guest-decide.ts';
import type { Deciders } from '../deciders/join-deciders.ts';
import { createReader } from '../deciders/read-fields.ts';
import type { Limits } from '../limits.ts';
import type { Login } from '../login/read-login.ts';
import { ASIDE } from './aside.ts';
import type { DirectBlock, LoadedDecider } from './load-decider.ts';
import { compileHere } from './plain-pattern.ts';
import { makeRecordReader } from './record-reader.ts';

/** Takes a login through the rules of all policies. Throws where it has to be looked at in another way. */
export type AskRules<Told> = (login: Login, now: number, told: Told) => void;

/** Is given what rules tell of one effect. */
export type TellOne<Told> = (told: Told, value?: unknown) => void;

/** Makes rules that tell whoever they are given: `tells` are those of the effects of all policies, in order. */
export function openRules(
  policies: readonly CompiledPolicy[],
  deciders: Deciders,
  loaded: readonly LoadedDecider[],
  limits: Limits,
): <Told>(tells: readonly TellOne<Told>[]) => AskRules<Told> {
  const selecting = selectionOf(deciders);
  const constants = policies.map(
    (policy) => new Map(policy.constants.map((one) => [one.name, buildConstant(one, compileHere)])),
  );
  return <Told>(tells: readonly TellOne<Told>[]): AskRules<Told> => {
    const blocks: GuestDeciders<DirectBlock<Told>> = {
      size: selecting.fields.length + 1,
      policies: [],
      choices: [],
      kinds: { root: newKind([]), count: 0 },
      traced: [],
    };
    deciders.parts.forEach(({ base, relevant, waits }, index) => {
      const [decider, data] = [loaded[index], constants[index]];
      if (decider === undefined || data === undefined)
        throw new Error('deciders are joined in the order of policies');
      addBlocks(blocks, decider.make(data, base, tells), { relevant, waits, at: selecting.at[index] ?? [] });
    });
    const readSelected = createReader(selecting.fields, limits);
    const [userAt, contextAt] = [makeRecordReader(), makeRecordReader()];
    const [first, ...others] = blocks.policies.flat();
    // Most policies are short: one function of rules, which is about any login.
    const only = others.length === 0 && blocks.choices.length === 0 ? first?.decide : undefined;
    return (login, now, told) => {
      const { user, context } = login;
      userAt(user);
      contextAt(context);
      if (only !== undefined) {
        only(user, context, now, told, { admitted: false, stopped: 'no' });
        return;
      }
      const selected = blocks.choices.length > 0 ? readSelected(login, now) : NOTHING_SELECTED;
      if (selected === null) throw ASIDE;
      for (const some of relevantBlocks(blocks, selected)) {
        const state: DeciderState = { admitted: false, stopped: 'no' };
        for (const { decide } of some) if (decide(user, context, now, told, state) === true) return;
      }
    };
  };
}

const NOTHING_SELECTED: unknown[] = [];

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
