import {
  buildConstant,
  type Constant,
  compilePattern,
  type MultifactorDemand,
  type RuleFacts,
  type RuleProbe,
} from '../stdlib/index.ts';
import type { Deed, Effect, SessionLimit } from './effect.ts';
import { guestDeedFunctions, type LogLimits } from './guest-deeds.ts';
import { guestLoginFunctions, runLogin } from './guest-login.ts';
import { guestRunFunctions } from './guest-run.ts';

/* The text of these functions runs inside the isolate; see `guest-run.ts`. */

/** The library functions that the guest itself calls. */
export const GUEST_LIBRARY = ['buildConstant', 'grantedScopes', 'openContext', 'put'] as const;

/** The guest as a script: afterwards the isolate has a global constant `lintel`, made by `createGuest`. */
export function guestText(): string {
  const functions = [...guestRunFunctions, ...guestDeedFunctions, ...guestLoginFunctions, createGuest];
  return `'use strict';\nconst lintel = (() => {\n${functions.join('\n')}\nreturn createGuest();\n})();`;
}

/** What stands in the isolate for one policy. */
export interface GuestPolicy {
  readonly id: string;
  readonly rules: readonly Pick<RuleFacts, 'id' | 'mode'>[];
  readonly data: Map<string, unknown>;
  readonly forms: { fast: readonly GuestRule[]; traced: readonly GuestRule[] };
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
  readonly effects: readonly Effect[];
  readonly wouldHave: readonly Effect[];
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
  let limits: GuestLimits;
  return Object.freeze({
    setLimits([text]: readonly [string]) {
      limits = JSON.parse(text);
    },
    addPolicy([text]: readonly [string]) {
      const { id, rules } = JSON.parse(text);
      policies.push({ id, rules, data: new Map(), forms: { fast: [], traced: [] } });
    },
    addConstant([text]: readonly [string]) {
      const constant: Constant = JSON.parse(text);
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
    run(job: readonly [user: string, context: string, now: string, form: string]) {
      return runLogin(policies, job, limits);
    },
  });
}
