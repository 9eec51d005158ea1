import { runInThisContext } from 'node:vm';
import {
  buildConstant,
  type CompiledPolicy,
  compilePattern,
  type DeciderState,
  dataFunctions,
} from '../../stdlib/index.ts';
import { addBlocks, type GuestDeciders, relevantBlocks } from '../deciders/guest-decide.ts';
import type { Deciders } from '../deciders/join-deciders.ts';
import { createCameReader } from '../deciders/read-came.ts';
import { createReader } from '../deciders/read-fields.ts';
import type { Tell } from '../deciders/told.ts';
import type { Limits } from '../limits.ts';
import { directCode } from './direct-code.ts';
import { createReadFunctions } from './read-values.ts';
import { verifyCode } from './verify-code.ts';

/**
 * Deciders in this process, without a sandbox: their code has been read by the verifier, which trusts nobody. null: one of
 * them cannot run so. Throws where the verifier refuses code, which is then not what the compiler emits.
 */
export function tellHere(
  policies: readonly CompiledPolicy[],
  deciders: Deciders,
  limits: Limits,
): Tell | null {
  // What has no bound needs a timer, and in this process there is none; nor are there answers to look-ups.
  if (deciders.goesDeep || deciders.lookUps.length > 0) return null;
  const reads = createReadFunctions(
    Math.min(LONGEST, Math.floor(WORK / Math.max(1, deciders.owners.length))),
  );
  const loaded = policies.map((policy) => loadDecider(policy, reads));
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
    const { make } = loaded[index] ?? {};
    if (policy === undefined || make === undefined)
      throw new Error('deciders are joined in the order of policies');
    const data = new Map(
      policy.constants.map((constant) => [constant.name, buildConstant(constant, compilePattern)]),
    );
    addBlocks(blocks, make(data, [], base), { relevant, waits, at: selecting.at[index] ?? [] });
  });
  const selects = blocks.choices.length > 0;
  const readsClock = loaded.some((one) => one.readsClock);
  return (login, clock) => {
    try {
      const now = readsClock ? clock() : 0;
      const { user, context } = login;
      reads.recordAt(user);
      reads.recordAt(context);
      const selected = selects ? readSelected(login, now) : NOTHING_SELECTED;
      const came = selected === null ? null : readCame(login);
      if (selected === null || came === null) return null;
      const effects: unknown[] = [];
      decide(relevantBlocks(blocks, selected), user, context, now, effects);
      // A list of the login stays its own.
      for (let index = 0; index < effects.length; index++) {
        const told = effects[index];
        if (Array.isArray(told)) effects[index] = told.slice();
      }
      return { effects, came, now };
    } catch {
      // It was thrown by what reads logins: this one is looked at in another way.
      return null;
    }
  };
}

type DirectBlock = (
  user: unknown,
  context: unknown,
  now: number,
  told: unknown[],
  state: DeciderState,
) => boolean | undefined;

type MakeBlocks = (
  data: ReadonlyMap<string, unknown>,
  at: readonly number[],
  base: number,
) => readonly DirectBlock[];

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
  told: unknown[],
): void {
  for (const blocks of policies) {
    const state: DeciderState = { admitted: false, stopped: 'no' };
    for (const block of blocks) if (block.decide(user, context, now, told, state) === true) return;
  }
}

function loadDecider(
  { id, decider, functions }: CompiledPolicy,
  reads: ReturnType<typeof createReadFunctions>,
): { readonly make: MakeBlocks; readonly readsClock: boolean } | null {
  const code = decider === null ? null : directCode(decider);
  if (code === null) return null;
  const called = functions.flatMap((name) =>
    dataFunctions.has(name) ? [[name, dataFunctions.get(name)] as const] : [],
  );
  const helpers = Object.freeze({ ...Object.fromEntries(called), ...reads });
  const names = Object.keys(helpers);
  const fault = verifyCode(code.text, new Set(names));
  if (fault !== null) {
    const place = `line ${fault.line}, column ${fault.column}`;
    throw new Error(
      `the code of the policy ${id} is not what the compiler emits: ${fault.message} (${place})`,
    );
  }
  const text = `(function (${names.join(', ')}) {\nreturn (\n${code.text}\n);\n})`;
  const make: MakeBlocks = runInThisContext(text, { filename: 'policy.js' })(...Object.values(helpers));
  return {
    readsClock: code.readsClock,
    make(data, at, base) {
      const blocks = make(data, at, base);
      // Parameters are told apart by their order.
      if (blocks.some((block) => block.length !== 5))
        throw new Error('functions of rules are given the login');
      return blocks;
    },
  };
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
