import type { RuleEnding } from '../rule-note.ts';
import type { Room } from './room-port.ts';

/** One login in its room, as the hub keeps it. */
export interface Login {
  readonly id: number;
  readonly room: Room;
  /** The objects that flow from rule to rule; null: to be read from the texts. */
  objects: Objects | null;
  /** The same as texts, as they were after the last rule that went on. */
  userText: string;
  contextText: string;
  /** The rule that has not ended. */
  open: RuleRun | null;
  calls: number;
  timers: number;
  lines: number;
}

export type Objects = readonly [user: object, context: object];

/** One rule in the course of one login. */
export interface RuleRun {
  readonly number: number;
  readonly login: Login;
  readonly rule: number;
  /** It works on a copy, and nothing that it does counts. */
  readonly isTrial: boolean;
  readonly objects: Objects;
  /** Its synchronous part is still running. */
  isRunning: boolean;
  /** From the beginning of the first callback on: what it is called with can call back while it is read. */
  hasCalledBack: boolean;
  /** Made by the first callback. */
  decision: Decision | null;
  hasSecondCallback: boolean;
}

/** What a callback amounts to. */
export interface Decision {
  readonly ending: RuleEnding;
  readonly left: Left | null;
}

/** What a rule leaves to the next one. */
export interface Left {
  readonly objects: Objects;
  readonly userText: string;
  readonly contextText: string;
}
