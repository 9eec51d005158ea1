import {
  buildConstant,
  type Constant,
  compilePattern,
  type LastingEffect,
  type MultifactorDemand,
  type PackedConstant,
  type RuleFacts,
  type RuleProbe,
  type RunState,
  type TracedRule,
  type Visit,
  withMemory,
} from '../../stdlib/index.ts';
import {
  addBlocks,
  type DecideBlock,
  decideFields,
  type GuestDeciders,
  guestDecideFunctions,
  newKind,
  traceFields,
} from '../deciders/guest-decide.ts';
import { decideAsking, guestDecideAskingFunctions } from '../deciders/guest-decide-asking.ts';
import { decidePart, guestDecidePartFunctions } from '../deciders/guest-decide-part.ts';
import type { DeciderPart } from '../deciders/join-deciders.ts';
import type { Deed, Effect, SessionLimit } from '../report/effect.ts';
import { guestCallFunctions } from './guest-call.ts';
import { guestDeedFunctions, type LogLimits } from './guest-deeds.ts';
import { guestLoginFunctions, runLogin, runPart } from './guest-login.ts';
import { guestLookUpFunctions } from './guest-look-ups.ts';
import { guestResultFunctions } from './guest-result.ts';
import { guestRunFunctions } from './guest-run.ts';

/* The text of these functions runs inside the isolate; see `guest-run.ts`. */

/** The library functions that the guest itself calls. */
export const GUEST_LIBRARY = [
  'buildConstant',
  'foldAscii',
  'grantedScopes',
  'openContext',
  'put',
  'withMemory',
] as const;

/** The guest as a script: afterwards the isolate has a global constant `lintel`, made by `createGuest`. */
export function guestText(): string {
  const functions = [
    ...guestRunFunctions,
    ...guestCallFunctions,
    ...guestDeedFunctions,
    ...guestLookUpFunctions,
    ...guestResultFunctions,
    ...guestLoginFunctions,
    ...guestDecideFunctions,
    ...guestDecideAskingFunctions,
    ...guestDecidePartFunctions,
    createGuest,
  ];
  return `'use strict';\nconst lintel = (() => {\n${functions.join('\n')}\nreturn createGuest();\n})();`;
}

/** What stands in the isolate for one policy. */
export interface GuestPolicy {
  readonly id: string;
  readonly rules: readonly GuestRuleFacts[];
  readonly data: Map<string, unknown>;
  readonly forms: { fast: readonly GuestRule[]; traced: readonly GuestRule[] };
}

/** `isScript`: the function only says whether a rule in JavaScript is to run. */
export interface GuestRuleFacts extends Pick<RuleFacts, 'id' | 'mode'> {
  readonly isScript: boolean;
  readonly asks: boolean;
  readonly steers: boolean;
}

/** What lies between rules in JavaScript: from a rule of a policy to the end of the policy before `to`. */
export interface GuestPart {
  readonly policy: number;
  readonly rule: number;
  readonly to: number;
  /** What the login was left with. */
  readonly state: RunState;
}

/** How a login leaves a part: JSON of what goes on, and the rule in JavaScript whose turn it is. */
export interface GuestLeft {
  /** null: as it was. */
  readonly user: Record<string, unknown> | null;
  readonly context: Record<string, unknown>;
  readonly state: RunState;
  readonly paused: Paused | null;
}

/**
 * The rule that it waits at, and for what: for the rule's JavaScript (`doubt`: nobody could tell whether the rule applies),
 * or for the look-ups that are `wanted` in the state, its own and those of rules that surely come after it.
 */
export interface Paused {
  readonly policy: number;
  readonly rule: number;
  readonly wish: 'run' | 'doubt' | 'look up';
}

export type GuestRule = (user: unknown, context: unknown, callback: GuestCallback) => unknown;
export type GuestCallback = (error?: unknown, user?: unknown, context?: unknown) => void;
export type Form = keyof GuestPolicy['forms'];

export interface GuestLimits extends LogLimits {
  readonly resultLength: number;
}

/** How one rule ended. */
export type Ending =
  | { readonly kind: 'next' }
  | { readonly kind: 'deny'; readonly message: string; readonly code: string }
  | { readonly kind: 'failure'; readonly reason: string };

/** What comes out of the isolate for a login. `policy` and `rule` say who ended it. */
export interface GuestResult {
  readonly ending: Ending;
  readonly policy: string | null;
  readonly rule: string | null;
  readonly idToken: Readonly<Record<string, unknown>>;
  readonly accessToken: Readonly<Record<string, unknown>>;
  readonly saml: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
  readonly multifactor: MultifactorDemand | null;
  readonly session: SessionLimit | null;
  readonly redirect: string | null;
  /** What goes along with the redirect; null where a rule in JavaScript made it, and where nothing does. */
  readonly visit: Visit | null;
  /** What is to last, of all enforced rules that ran, refused or not. */
  readonly lasting: readonly LastingEffect[];
  /** Of a login that was refused, what is told of it even so: nothing of `lasting`, of which `lastingDeed` tells. */
  readonly effects: readonly Effect[];
  readonly wouldHave: readonly Effect[];
  /** Only of a part of a pipeline. */
  readonly left?: GuestLeft;
}

/** What a traced run notes about one rule, in the order of policies and rules. */
export interface GuestTrace {
  readonly state: 'ran' | 'off' | 'not reached';
  readonly ending: Ending;
  readonly probe: RuleProbe | null;
  readonly deeds: readonly Deed[];
  readonly microseconds: number;
}

/** The one thing that the host talks to. */
export function createGuest() {
  const policies: GuestPolicy[] = [];
  let deciders: GuestDeciders;
  const parts = new Map<string, GuestDeciders>();
  let limits: GuestLimits;
  return Object.freeze({
    setLimits([text]: readonly [string]) {
      limits = JSON.parse(text);
    },
    addPolicy([text]: readonly [string]) {
      const { id, rules } = JSON.parse(text);
      policies.push({ id, rules, data: new Map(), forms: { fast: [], traced: [] } });
    },
    /** `memory` is what a packed constant is in. */
    addConstant(text: string, ...memory: ArrayBufferLike[]) {
      const given: Constant | PackedConstant = JSON.parse(text);
      const constant = 'parts' in given ? withMemory(given, () => memory.shift() as ArrayBufferLike) : given;
      policies.at(-1)?.data.set(
        constant.name,
        buildConstant(constant, (source, flags) => compilePattern(source, flags)),
      );
    },
    /** `make` is the code of a policy; both forms share the constants. */
    addRules(index: number, form: Form, make: (data: Map<string, unknown>) => readonly GuestRule[]) {
      const policy = policies[index];
      if (policy === undefined) throw new Error('policies are added before their rules');
      policy.forms[form] = make(policy.data);
      if (policy.forms[form].length !== policy.rules.length) {
        throw new Error(
          `the policy ${policy.id} has ${policy.rules.length} rules, its code ${policy.forms[form].length}`,
        );
      }
    },
    /** Before `addDecider`: how many places there are for fields and what is worked out of them. */
    openDeciders(size: number) {
      deciders = { size, policies: [], choices: [], kinds: { root: newKind([]), count: 0 }, traced: [] };
    },
    /** `make` is the code of a decider. */
    addDecider(
      index: number,
      { base, ...facts }: Omit<DeciderPart, 'code' | 'traced'>,
      make: (data: Map<string, unknown>, at: readonly number[], base: number) => readonly DecideBlock[],
    ) {
      const policy = policies[index];
      if (policy === undefined) throw new Error('policies are added before their deciders');
      addBlocks(deciders, make(policy.data, facts.at, base), facts);
    },
    /** `make` is the code of a decider in the traced form. */
    addTracedDecider(
      index: number,
      { at, base }: Pick<DeciderPart, 'at' | 'base'>,
      make: (
        data: Map<string, unknown>,
        at: readonly number[],
        base: number,
      ) => readonly (TracedRule | null)[],
    ) {
      const policy = policies[index];
      if (policy === undefined) throw new Error('policies are added before their deciders');
      deciders.traced.push(make(policy.data, at, base));
    },
    decide(text: string) {
      return decideFields(deciders, text);
    },
    decideAsking(text: string) {
      return decideAsking(deciders, text);
    },
    trace(text: string) {
      return traceFields(deciders, text);
    },
    decidePart(text: string) {
      return decidePart(deciders, parts, text);
    },
    run(job: readonly [user: string, context: string, now: string, form: string]) {
      return runLogin(policies, job, limits);
    },
    runPart(job: readonly [user: string, context: string, part: string, form: string]) {
      return runPart(policies, job, limits);
    },
  });
}
