import type { JavaScriptRule } from '../../stdlib/index.ts';
import type { Answer } from '../capabilities/capability.ts';
import type { RuleLimits } from '../rule-limits.ts';
import type { RuleNote } from '../rule-note.ts';

/* What the host and a worker process say to each other. Tenants and jobs are numbered by the host. */

export type ToWorker =
  /** The boot code of every context; the first message. */
  | { readonly kind: 'boot'; readonly text: string }
  /** A module of the library as the text of a CommonJS module. Sent once, before the first tenant that needs it. */
  | {
      readonly kind: 'module';
      readonly name: string;
      readonly text: string;
      readonly needs: readonly string[];
    }
  | { readonly kind: 'tenant'; readonly tenant: number; readonly facts: TenantFacts }
  | { readonly kind: 'close'; readonly tenant: number }
  | { readonly kind: 'run'; readonly tenant: number; readonly job: number; readonly stretch: StretchFacts }
  | { readonly kind: 'answer'; readonly job: number; readonly call: number; readonly answer: Answer }
  /** Nobody waits for it any more. */
  | { readonly kind: 'cancel'; readonly job: number };

export type ToHost =
  | { readonly kind: 'ready' }
  /** The login is decided; late work may still call, and `ended` follows, unless it is that already. */
  | {
      readonly kind: 'done';
      readonly job: number;
      readonly notes: readonly RuleNote[];
      readonly isEnded: boolean;
    }
  /** Nothing of it is left. */
  | { readonly kind: 'ended'; readonly job: number }
  | {
      readonly kind: 'call';
      readonly job: number;
      readonly call: number;
      readonly rule: number;
      readonly operation: string;
      readonly payload: string;
    }
  /** The isolate of a tenant had to be thrown away: these jobs ended with it, through no doing of their own or theirs. */
  | {
      readonly kind: 'lost';
      readonly tenant: number;
      readonly jobs: readonly {
        readonly job: number;
        readonly notes: readonly RuleNote[];
        readonly isCulprit: boolean;
      }[];
      readonly reason: string;
    }
  /** The worker cannot go on and is to be killed: a thread does not come back, or memory runs out. */
  | {
      readonly kind: 'stuck';
      readonly tenant: number | null;
      readonly reason: string;
      /** As in `lost`, where it is known; those that are not named end as if the process had crashed. */
      readonly jobs?: readonly {
        readonly job: number;
        readonly notes: readonly RuleNote[];
        readonly isCulprit: boolean;
      }[];
    };

/** `TenantRules` as plain data. */
export interface TenantFacts {
  readonly name: string;
  readonly rules: readonly JavaScriptRule[];
  readonly configuration: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly modules: readonly (readonly [name: string, text: string])[];
  readonly limits: RuleLimits;
}

export interface StretchFacts {
  readonly rules: readonly number[];
  readonly user: string;
  readonly context: string;
  readonly now: number | null;
  readonly budget: number;
}
