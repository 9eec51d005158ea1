/** How much the rules written in JavaScript may cost. Every limit fails closed. */
export interface RuleLimits {
  /** All of them together, wall clock, in milliseconds. */
  readonly chain: number;
  /** One uninterrupted piece of computing, in milliseconds. */
  readonly slice: number;
  /** What work that goes on after the last callback has to finish, in milliseconds. */
  readonly grace: number;
  /** The heap of a tenant, in MiB. */
  readonly memory: number;
  /** What a rule leaves of `user` and `context` together, in characters of JSON. */
  readonly resultLength: number;
  /** Calls of the host for one login, and characters of JSON one of them may take or give. */
  readonly calls: number;
  readonly callLength: number;
  /** Timers of one login that are waiting at the same time. */
  readonly timers: number;
  readonly consoleLines: number;
  readonly consoleLength: number;
  /** Logins of one tenant that are in its isolate at the same time; further ones wait. */
  readonly sideBySide: number;
}

/**
 * - `chain`: what Auth0 gave a chain of rules; people know it.
 * - `slice`: rules take microseconds, the largest library a few milliseconds to load; a busy machine needs room.
 * - `grace`: a message to a chat takes a second; whoever waits for nobody may not stay.
 * - `memory`: an isolate with rules takes 1 MiB, with large libraries 10; each login side by side needs some of it.
 * - `resultLength`: profiles have 10 KB, tokens of more than 100 KB are refused everywhere.
 * - `calls`, `callLength`: the busiest rules seen make five calls; an answer of a mebibyte is no profile any more.
 * - `timers`, `consoleLines`, `consoleLength`: enough to work and to read with, too little to do harm with.
 * - `sideBySide`: while one login waits for an answer others go on; 16 of them fit into the heap.
 */
export const DEFAULT_RULE_LIMITS: RuleLimits = {
  chain: 20_000,
  slice: 2_000,
  grace: 2_000,
  memory: 64,
  resultLength: 1024 * 1024,
  calls: 50,
  callLength: 2 * 1024 * 1024,
  timers: 100,
  consoleLines: 100,
  consoleLength: 4096,
  sideBySide: 16,
};
