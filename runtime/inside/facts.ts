import type { JavaScriptRule, LibraryGlobal } from '../../stdlib/index.ts';
import type { RuleLimits } from '../rule-limits.ts';

/** What the code inside knows of its tenant. Crosses as JSON. */
export interface InsideFacts {
  readonly tenant: string;
  readonly rules: readonly InsideRule[];
  readonly limits: Pick<
    RuleLimits,
    'resultLength' | 'calls' | 'callLength' | 'timers' | 'consoleLines' | 'consoleLength'
  >;
  /** Every name under which a module of the library can be required → the name that it was defined with. */
  readonly library: readonly (readonly [name: string, module: string])[];
  readonly globals: readonly LibraryGlobal[];
  /** Modules that cannot be had here, and what to do instead. */
  readonly unavailable: readonly { readonly name: string; readonly instead: string }[];
  /** What to do about a module that is not there; absent: to name it in lintel.yaml. */
  readonly remedy?: string;
  /** What `process.version` says. */
  readonly version: string;
}

export interface InsideRule extends Pick<JavaScriptRule, 'name' | 'file' | 'shape' | 'mode'> {
  /** Settings of the project and the secrets that this rule may see. */
  readonly configuration: Readonly<Record<string, string>>;
}

/** What the hub is told, one list an entry. A login has the number of its room. */
export type Entry =
  /** Goes on with its first rule. In a sealed room it takes the place of the login before it. */
  | readonly [kind: 'begin', login: number, user: string, context: string, now: number | null, rule: number]
  | readonly ['rule', login: number, rule: number]
  | readonly ['settle', call: number, answer: string]
  | readonly ['tick', timer: number]
  /** The rule ends as a failure if it has not ended. */
  | readonly ['expire', login: number, rule: number, reason: string]
  /** The entry before this one left a rejected promise that nobody handles. */
  | readonly ['unhandled', login: number, message: string]
  | readonly ['close', login: number]
  /** Before its first login: nothing in its room can be changed from now on. */
  | readonly ['seal', login: number];

/** What the hub tells, while it happens. */
export type Report =
  | readonly [
      kind: 'ended',
      login: number,
      rule: number,
      /** `RuleEnding` as JSON. */
      ending: string,
      user: string | null,
      context: string | null,
    ]
  | readonly [kind: 'line', login: number, rule: number, level: string, text: string]
  | readonly [kind: 'remark', login: number, rule: number, text: string]
  | readonly [
      kind: 'call',
      login: number,
      rule: number,
      call: number,
      operation: string,
      /** JSON. */
      payload: string,
    ]
  | readonly [kind: 'timer', login: number, timer: number, milliseconds: number]
  | readonly [kind: 'untimer', login: number, timer: number];
