import type { Value } from '../../stdlib/index.ts';
import type { Truth } from './truth.ts';

/** What came of a login; `profile` is the user as the rules left it. */
export interface Decision {
  readonly outcome: 'allow' | 'deny' | 'challenge' | 'failure';
  /** The rule that refused or failed, else the first that demanded a second factor, else null. */
  readonly by: string | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly claims: { readonly [token in TokenName]: { readonly [name: string]: unknown } };
  readonly scopes: readonly string[];
  readonly multifactor: Demand | null;
  readonly session: { readonly lasts?: number; readonly idle?: number } | null;
  readonly profile: unknown;
  /** What is to outlast the login, in order. */
  readonly lasting: readonly Lasting[];
  readonly redirect: Redirection | null;
  readonly primaryUser: string | null;
  /** What nobody has answered and somebody has to: the questions by `crm` or `counts.seats`; null where none can be asked. */
  readonly wants: { readonly [name: string]: unknown };
}

/** An effect that lasts. `does` is all that is known of it; the request of a call is null when a part of it is missing. */
export interface Lasting {
  readonly kind: 'metadata' | 'count' | 'call' | 'notify';
  readonly rule: string;
  readonly alsoOnDeny: boolean;
  readonly does: { readonly [name: string]: unknown };
}

export interface Redirection {
  readonly rule: string;
  readonly url: string;
  readonly data: { readonly [name: string]: unknown };
  readonly signWith: string | null;
}

export type TokenName = 'id_token' | 'access_token' | 'saml';

/** A second factor that is demanded. Seconds; `remember` null is never, `maxAge` null is any age. */
export interface Demand {
  readonly by: string;
  readonly provider: string;
  readonly methods: readonly string[] | null;
  readonly remember: number | null;
  readonly maxAge: number | null;
}

/** A login while the rules work on it. */
export interface State {
  readonly user: { [name: string]: unknown };
  readonly context: unknown;
  readonly claims: { readonly [token in TokenName]: Map<string, unknown> };
  scopes: readonly string[];
  multifactor: Demand | null;
  session: { lasts?: number; idle?: number } | null;
  admitted: boolean;
  /** Unknown once nobody can tell whether a rule ended the policy. */
  stopped: Truth;
  denied: { readonly by: string; readonly code: string; readonly message: string | null } | null;
  /** The rule that failed. */
  failed: string | null;
  readonly lasting: Lasting[];
  redirect: Redirection | null;
  primaryUser: string | null;
  wants: { readonly [name: string]: unknown };
}

const STRENGTHS: readonly (readonly string[])[] = [
  ['email'],
  ['sms', 'voice', 'recovery-code'],
  ['totp', 'push'],
  ['passkey', 'webauthn'],
];

/** Demands add up, the strictest wins. */
export function strictest(before: Demand | null, demand: Demand): Demand {
  if (before === null) return demand;
  const ages = [before.maxAge, demand.maxAge].filter((age) => age !== null);
  return {
    by: before.by,
    provider: before.provider === 'any' ? demand.provider : before.provider,
    methods: strictestMethods(before.methods, demand.methods),
    remember:
      before.remember === null || demand.remember === null
        ? null
        : Math.min(before.remember, demand.remember),
    maxAge: ages.length === 0 ? null : Math.min(...ages),
  };
}

/** The members of a list that is to be added to: what is there, and what is not there yet. */
export function withMembers(present: unknown, added: Value): readonly unknown[] {
  const before: readonly unknown[] =
    present === undefined ? [] : Array.isArray(present) ? present : [present];
  return [...new Set([...before, ...(Array.isArray(added) ? added : [added])])];
}

function strictestMethods(
  a: readonly string[] | null,
  b: readonly string[] | null,
): readonly string[] | null {
  if (a === null || b === null) return a ?? b;
  const common = a.filter((method) => b.includes(method));
  if (common.length > 0) return common;
  return weakest(b) > weakest(a) ? b : a;
}

function weakest(methods: readonly string[]): number {
  return Math.min(...methods.map((method) => STRENGTHS.findIndex((strength) => strength.includes(method))));
}
