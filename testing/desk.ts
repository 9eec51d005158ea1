/** What the code inside asks of the test. It sees this object through the membrane. */
export interface Desk {
  /** The stubs of the test. */
  readonly globals: object;
  readonly modules: object;
  readonly clock: DeskClock;
  /** The console of the test, as it is at this moment. */
  console(): unknown;
  /** Through the timers of the test, as they are at this moment. Gives what `clearTimer` takes. */
  setTimer(fire: () => void, milliseconds: number, rhythm: 'once' | 'again'): unknown;
  clearTimer(timer: unknown): void;
  /** `payload` is JSON; `settle` gets the JSON of an `Answer`. */
  call(operation: string, payload: string, settle: (answer: string) => void): void;
  /** JSON in, the JSON of an `Answer` out. */
  compute(operation: string, payload: string): string;
  /** The text of a module of the library. */
  library(name: string): string;
}

export interface DeskClock {
  /** What `Date.now()` gives, in milliseconds since 1970 UTC. */
  now(): number;
  /** What `new Date()` shows; a test can have replaced one of the two only. */
  instant(): number;
  /** What the test has put in place of `Date`; null: it is the real one. */
  replaced(): unknown;
  /** Methods that the test has put in place of those of `Date.prototype`. */
  patches(): object;
}
