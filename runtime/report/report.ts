import type { LogLine, MultifactorDemand } from '../../stdlib/index.ts';
import type { Effect, SessionLimit } from './effect.ts';
import type { DroppedClaim } from './filter-claims.ts';
import type { RuleTrace } from './make-trace.ts';

/** How running ended: in, out, in after a second factor, in after a visit elsewhere, or out because something failed. */
export type Outcome = 'allow' | 'deny' | 'challenge' | 'redirect' | 'failure';

/**
 * Everything about one run, as plain data that JSON can carry. With `deny` and `failure` nothing is granted: no claims,
 * no scopes, no session, and the profile as it came. docs/REPORT.md describes every field.
 */
export interface Report {
  readonly outcome: Outcome;
  /** The policy and the rule that decided; null where none did. */
  readonly policy: string | null;
  readonly by: string | null;
  /** For the person who signs in; null unless the outcome is `deny` or `failure`. */
  readonly message: string | null;
  /** `unauthorized`, `mfa_failed` or the rule's own for `deny`; `policy_error`, `bad_login` or `invalid_request` for `failure`. */
  readonly code: string | null;
  readonly multifactor: MultifactorDemand | null;
  /** The address holds a state that `resume` takes, and what a policy sends along. */
  readonly redirect: { readonly url: string } | null;
  /**
   * Of a `challenge`: what `confirm` takes once the second factor was given or not. What is to last is done only then.
   * null: nothing waits for it.
   */
  readonly confirm: string | null;
  /** The `user_id` of the account that tokens are for, where a rule linked another one. */
  readonly primaryUser: string | null;
  /** Claims that rules set and that reach no token. */
  readonly dropped: readonly DroppedClaim[];
  readonly idToken: Readonly<Record<string, unknown>>;
  readonly accessToken: Readonly<Record<string, unknown>>;
  readonly saml: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
  readonly session: SessionLimit | null;
  readonly user: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** What the rules did and what has been done since: of a refusal only what outlives it. */
  readonly effects: readonly Effect[];
  readonly wouldHave: readonly Effect[];
  /** What was to last and does not, since the login was not allowed, or not yet; of a `challenge` it is up to `confirm`. */
  readonly withheld: readonly Effect[];
  readonly log: readonly ReportLine[];
  /** Rule by rule, in order; null unless asked for. */
  readonly trace: readonly RuleTrace[] | null;
}

/** A line for the administrators' log. `policy` and `rule` are empty where no rule is concerned. */
export interface ReportLine extends LogLine {
  readonly policy: string;
}
