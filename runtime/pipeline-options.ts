import type { AnswerHost } from './capabilities/ask-answerer.ts';
import type { Limits } from './limits.ts';
import type { Reserve } from './policies/open-reserve.ts';
import type { Trouble } from './pool/trouble.ts';
import type { Workers } from './pool/workers.ts';
import type { RuleLimits } from './rule-limits.ts';
import type { Store } from './store/store.ts';

/** What a pipeline may be given beside its rules; everything is optional. */
export interface PipelineOptions {
  readonly limits?: Partial<Limits>;
  readonly ruleLimits?: Partial<RuleLimits>;
  /**
   * Where sentence rules run. `verified`: in this process, several times faster, where a verifier accepts their code,
   * and for hosts of one tenant only; what cannot run so runs in the isolate. Default: `isolate`.
   */
  readonly isolation?: 'isolate' | 'verified';
  /** Whose pipeline it is, for messages to operators and as the `tenant` of logins that do not say. */
  readonly tenant?: string;
  /** The processes for rules in JavaScript, shared with other pipelines. Default: one of its own, if it needs one. */
  readonly workers?: Workers;
  /**
   * Hears what whoever runs the service should know: notifications that are given up, and what happens to the processes
   * that the pipeline has for itself.
   */
  readonly onTrouble?: (trouble: Trouble) => void;
  /** What rules in JavaScript see as `configuration`; secrets only those that may. */
  readonly configuration?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly network?: Partial<NetworkRules>;
  /**
   * Stands for the whole network of rules in JavaScript, as in tests: no name is looked up and nothing is connected to.
   * It sees only requests that `network` and the rule allow, each hop of a redirect by itself; what it answers is taken
   * at once, and nothing is tried again. null: nobody answers, and the call fails with the code `NO_ANSWER`. Secrets that
   * policies send need no value then.
   */
  readonly answer?: AnswerHost;
  /** What rules may require beside the library → the text of a CommonJS module. */
  readonly modules?: ReadonlyMap<string, string>;
  /** Where metadata, values of rules and logins that were sent elsewhere are kept. Default: in memory. */
  readonly store?: Store;
  readonly compatibility?: Partial<Compatibility>;
  readonly redirects?: Partial<RedirectOptions>;
  /** Sandboxes made ahead, shared with other pipelines. Default: each is made when it is needed. */
  readonly reserve?: Reserve;
}

export interface NetworkRules {
  /** Hosts that rules may call: `api.example.com`, `*.example.com`, `localhost:8080`, `*` for every public one. */
  readonly allow: readonly string[];
  /** Networks that are not public and may be called even so: `10.0.0.0/8`. */
  readonly private: readonly string[];
}

/** In what a pipeline behaves as Auth0 Rules did. */
export interface Compatibility {
  /** `merged`: the fields of `app_metadata` stand at the root of `user`, too. */
  readonly appMetadata: 'separate' | 'merged';
  /** Which claims reach a token: see `filterClaims`. */
  readonly claims: 'standard' | 'auth0' | 'auth0-legacy';
  /** The code of a refusal by `UnauthorizedError`; any other error is always `access_denied`. */
  readonly denialCode: 'unauthorized' | 'access_denied';
}

export interface RedirectOptions {
  /** Signs the state of redirects; the same on all hosts that share a store. Default: made for this process. */
  readonly secret: string;
  /** Seconds in which a login that was sent elsewhere may come back. */
  readonly lasts: number;
}

/** A day is long enough for a mail to be read; Auth0 allowed three and advised an hour. */
export const DEFAULT_REDIRECT_LASTS = 24 * 60 * 60;

export const DEFAULT_COMPATIBILITY: Compatibility = {
  appMetadata: 'separate',
  claims: 'standard',
  denialCode: 'unauthorized',
};
