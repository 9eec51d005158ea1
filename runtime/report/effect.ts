import type { LogLine, MultifactorDemand, RunState } from '../../stdlib/index.ts';

/** One thing that a rule did to a login, or would have done. `before` is absent where nothing was there. */
export type Effect = { readonly policy: string; readonly rule: string } & Deed;

export type Deed =
  | { readonly effect: 'deny'; readonly message: string; readonly code: string }
  | { readonly effect: 'admit' | 'stop' }
  /** Of rules that report, and of those that may fail: in any other it is the outcome. */
  | { readonly effect: 'fail'; readonly reason: string }
  /** `null`: no demand. */
  | {
      readonly effect: 'require_mfa';
      readonly before: MultifactorDemand | null;
      readonly demand: MultifactorDemand | null;
    }
  | {
      readonly effect: 'set_claim';
      readonly token: TokenName;
      readonly name: string;
      readonly before?: unknown;
      readonly value: unknown;
    }
  | {
      readonly effect: 'remove_claim';
      readonly token: TokenName;
      readonly name: string;
      readonly before: unknown;
    }
  /** All scopes that are granted from here on. */
  | {
      readonly effect: 'set_scopes';
      readonly before: readonly string[];
      readonly scopes: readonly string[];
    }
  | {
      readonly effect: 'set_profile';
      readonly name: string;
      readonly before?: unknown;
      readonly value: unknown;
    }
  | { readonly effect: 'remove_profile'; readonly name: string; readonly before: unknown }
  | {
      readonly effect: 'limit_session';
      readonly before: SessionLimit | null;
      readonly session: SessionLimit | null;
    }
  | { readonly effect: 'redirect'; readonly url: string }
  /** A field of the context that has no effect of its own; without `value` it was removed. */
  | {
      readonly effect: 'set_context';
      readonly name: string;
      readonly before?: unknown;
      readonly value?: unknown;
    }
  /** An HTTP call. Where it went in full may be a secret. Of a policy, without `status` and `error` until it has been made. */
  | {
      readonly effect: 'call';
      readonly method: string;
      readonly host: string;
      readonly status?: number;
      readonly error?: string;
    }
  /** Metadata that a rule in JavaScript stored; `names` of the fields that it changed. */
  | {
      readonly effect: 'update_user';
      readonly field: 'app_metadata' | 'user_metadata';
      readonly names: readonly string[];
    }
  /** Metadata that a policy sets: stored once the login is allowed, or though it is refused. */
  | {
      readonly effect: 'set_metadata';
      readonly field: 'app_metadata' | 'user_metadata';
      readonly name: string;
      readonly value: unknown;
    }
  | { readonly effect: 'count'; readonly counter: string }
  /** A message that goes out once the login is allowed, or though it is refused. */
  | { readonly effect: 'notify'; readonly method: string; readonly host: string }
  /** The `user_id` of the account that tokens are for; null: it is in doubt. */
  | { readonly effect: 'link_to'; readonly user: string | null }
  | { readonly effect: 'log'; readonly level: LogLine['level']; readonly text: string };

/**
 * Whether it is told of a login that was refused all the same: what was granted does not count, what was written down and
 * what was done already does. What lasts is not done yet. Its text runs inside the isolate, too.
 */
export function outlivesRefusal(effect: Effect): boolean {
  if (effect.effect === 'call') return effect.status !== undefined || effect.error !== undefined;
  return ['log', 'deny', 'fail', 'update_user'].includes(effect.effect);
}

export type TokenName = 'id_token' | 'access_token' | 'saml';

/** Seconds. */
export type SessionLimit = NonNullable<RunState['session']>;
