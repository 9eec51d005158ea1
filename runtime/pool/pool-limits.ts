/** How the processes of the rules are looked after. Times in milliseconds. */
export interface PoolLimits {
  /** How long a process may take until it is ready. */
  readonly start: number;
  /** After what of idle waiting the spare process is started, once the first login is through. */
  readonly spareAfter: number;
  /** How much later than its budget a login may end before its process is killed. */
  readonly hardMargin: number;
  /** How much later than its grace late work may end before its process is killed. */
  readonly lateMargin: number;
  /** Logins after which a process is replaced, and the resident memory, in MiB, above which it is. */
  readonly loginsOfProcess: number;
  readonly residentMemory: number;
  /** Processes for tenants that are kept apart, one each; more tenants share these. */
  readonly processesApart: number;
  /** How long a strike counts: a process that had to be killed because of a tenant. */
  readonly strikesLast: number;
  /** Strikes after which a tenant gets a process of its own and rests after each further strike. */
  readonly strikesUntilRest: number;
  /** Strikes after which the rules of the tenant are off until it is opened anew. */
  readonly strikesUntilOff: number;
  /** The first rest; each further one is twice as long as the one before, up to the longest. */
  readonly firstRest: number;
  readonly longestRest: number;
}

/**
 * - `start`: a tenth of a second on an idle machine; a busy one needs room.
 * - `spareAfter`: whoever takes one login through a pipeline and ends has no use for a spare.
 * - `hardMargin`: the worker ends what it can end itself; it gets time to say so before it is killed.
 * - `lateMargin`: nobody waits for late work, so a busy machine may be as late as it likes.
 * - `loginsOfProcess`, `residentMemory`: what leaks, leaks slowly; 20 busy tenants take 350 MiB, so 700 is a leak.
 * - `processesApart`: whoever breaks processes may not fill the machine with them: each takes 50 MiB.
 * - `strikesLast`, `strikesUntilRest`: one kill can be bad luck, three in ten minutes are a rule that does it.
 * - `strikesUntilOff`: with the rests before it, ten strikes take minutes; nobody is looking after these rules.
 * - `firstRest`, `longestRest`: a kill costs a fresh process, a tenth of a second; with a second of rest that is little
 *   already, and with a minute nothing.
 */
export const DEFAULT_POOL_LIMITS: PoolLimits = {
  start: 15_000,
  spareAfter: 500,
  hardMargin: 600,
  lateMargin: 10_000,
  loginsOfProcess: 50_000,
  residentMemory: 700,
  processesApart: 8,
  strikesLast: 10 * 60_000,
  strikesUntilRest: 3,
  strikesUntilOff: 10,
  firstRest: 1000,
  longestRest: 60_000,
};
