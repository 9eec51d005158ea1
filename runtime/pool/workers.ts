import type { JavaScriptRule } from '../../stdlib/index.ts';
import type { Capabilities } from '../capabilities/capability.ts';
import type { RuleLimits } from '../rule-limits.ts';
import type { RuleNote } from '../rule-note.ts';

/** Processes in which the rules that tenants wrote in JavaScript run. Serves any number of tenants side by side. */
export interface Workers {
  /** Gives the rules of one tenant a home; nothing is started before the first login. Throws once closed. */
  openTenant(rules: TenantRules): Tenant;
  /** Ends all processes; logins in flight fail. May be called twice. */
  close(): Promise<void>;
}

/** All rules of one tenant: they share an isolate, a `global` and a fate, and share nothing with other tenants. */
export interface TenantRules {
  /** For messages to the operator. */
  readonly name: string;
  readonly rules: readonly JavaScriptRule[];
  /** What rules see as `configuration`, without the secrets. */
  readonly configuration: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Modules of the project: what stands in `require('…')` → the text of a CommonJS module. */
  readonly modules: ReadonlyMap<string, string>;
  readonly limits: RuleLimits;
}

export interface Tenant {
  /** Takes a login through some rules. Never rejects: whatever goes wrong is an ending of a rule. */
  run(stretch: Stretch): Promise<readonly RuleNote[]>;
  /** Gives the isolate back. May be called twice. */
  close(): void;
}

/** Consecutive rules for one login, in one crossing and one context. */
export interface Stretch {
  /** Places in `TenantRules.rules`, ascending. The notes come in the same order; after an end there are no more. */
  readonly rules: readonly number[];
  /** JSON. */
  readonly user: string;
  readonly context: string;
  /** What the clock inside shows at the start, in milliseconds since 1970 UTC; null: what the clock of the host shows. */
  readonly now: number | null;
  /** Milliseconds that are left of the budget of the whole chain. */
  readonly budget: number;
  readonly capabilities: Capabilities;
}
