/** How much one login may cost. Every limit fails closed: what goes over it is the outcome `failure`. */
export interface Limits {
  /** The largest `user` and `context` together, in bytes of JSON. */
  readonly loginBytes: number;
  /** How deep lists and records may be nested in `user` and in `context`. */
  readonly loginDepth: number;
  /** The largest result that leaves the isolate, in characters of JSON, the trace not counted. */
  readonly resultLength: number;
  /** The heap of the isolate in MiB, before what the constants of the policies need. */
  readonly memory: number;
  /** MiB that are added for each MiB of constants as JSON; large lists and tables are in shared memory, which is added as it is. */
  readonly memoryForConstants: number;
  /** How long the rules of one login may run, in milliseconds. */
  readonly timeout: number;
  /** How long a login waits each time that it asks the store, in milliseconds. */
  readonly store: number;
  /** Log lines of one login; further ones are dropped. */
  readonly logLines: number;
  /** Characters of one log line; longer ones are cut. */
  readonly logLength: number;
}

/**
 * - `loginBytes`: a large login has 10 KB; directories with thousands of groups reach a few hundred. 4 MiB is beyond
 *   all of them and still takes well under a second.
 * - `loginDepth`: identity providers send four or five levels. 64 leaves room and keeps every recursion shallow.
 * - `resultLength`: tokens of more than 100 KB are refused everywhere; this leaves room for profile changes.
 * - `memory`: an isolate with rules uses about 1 MiB; the largest login allowed needs some 50.
 * - `memoryForConstants`: measured with a million entries that a sentence goes through one by one, so that they are no
 *   shared memory; short texts cost most, 6 MiB for each MiB of JSON, and more while one goes through them.
 * - `timeout`: compiled rules take microseconds and cannot loop, so this only stops what should not exist. It is wall
 *   clock, so a busy machine needs room.
 * - `store`: a store takes milliseconds, and the one in SQLite waits up to five seconds for another process.
 * - `logLines`, `logLength`: enough to read, too little to fill a disk with.
 */
export const DEFAULT_LIMITS: Limits = {
  loginBytes: 4 * 1024 * 1024,
  loginDepth: 64,
  resultLength: 1024 * 1024,
  memory: 128,
  memoryForConstants: 12,
  timeout: 1000,
  store: 10_000,
  logLines: 100,
  logLength: 4096,
};
