import type { JavaScriptRule, LogLine } from '../stdlib/index.ts';

/** How a rule written in JavaScript ended. */
export type RuleEnding =
  | { readonly kind: 'next' }
  /** It called back with an `UnauthorizedError`. */
  | { readonly kind: 'deny'; readonly message: string; readonly code: string }
  /** It called back with anything else that is an error. */
  | { readonly kind: 'error'; readonly name: string; readonly message: string; readonly code: string | null }
  /** It threw, never called back, ran out of time or memory, or left what cannot be taken. */
  | { readonly kind: 'failure'; readonly reason: string };

/** What became of one rule written in JavaScript. */
export interface RuleNote {
  /** Its place in `TenantRules.rules`. */
  readonly rule: number;
  readonly ending: RuleEnding;
  /** `user` and `context` after it as JSON; null: as before. Of a report-only rule: what it made of its copy. */
  readonly user: string | null;
  readonly context: string | null;
  /** What it wrote to the console, in order. */
  readonly console: readonly ConsoleLine[];
  /** What an administrator should know: `called back a second time`, `wrote more than 100 lines`. */
  readonly remarks: readonly string[];
  readonly microseconds: number;
}

export interface ConsoleLine {
  readonly level: LogLine['level'] | 'error' | 'debug';
  readonly text: string;
}

/** Whether the rules after this one still run. A rule that is not there goes nowhere. */
export function goesOn(rule: JavaScriptRule | undefined, ending: RuleEnding): boolean {
  if (rule === undefined) return false;
  if (ending.kind === 'next' || rule.mode === 'report-only') return true;
  return ending.kind !== 'deny' && rule.ifItFails === 'continue';
}

/** The note of a rule that failed and left nothing behind. */
export function noteFailure(rule: number, reason: string): RuleNote {
  const ending = { kind: 'failure', reason } as const;
  return { rule, ending, user: null, context: null, console: [], remarks: [], microseconds: 0 };
}
