import type { Entry, InsideFacts } from './facts.ts';

/** What a room is opened with. */
export interface Hub {
  readonly port: HubPort;
  /** Takes a room in, under the number of its login. */
  adopt(login: number, room: Room): void;
  enter(entry: Entry): void;
}

/** What the hub does for the code of rooms. */
export interface HubPort {
  readonly facts: InsideFacts;
  /** What rules keep in `global`: without a prototype, the same for every room. */
  readonly store: Record<PropertyKey, unknown>;
  /** The rule whose code runs now; null: none. */
  currentRule(): number | null;
  callBack(run: number, error: unknown, user: unknown, context: unknown): void;
  /** The synchronous part is over. `thrown`: a list of one if it threw, else empty. */
  returned(run: number, thrown: readonly unknown[]): void;
  /** The promise that it returned was rejected. */
  rejected(run: number, reason: unknown): void;
  /** `settle` gets the text of an `Answer`, in a later entry or at once. */
  call(operation: string, payload: string, settle: (answer: string) => void): void;
  /** The text of an `Answer`. */
  compute(operation: string, payload: string): string;
  /** Null: too many are waiting. */
  setTimer(fire: () => void, milliseconds: number, rhythm: 'once' | 'again'): number | null;
  clearTimer(timer: number): void;
  /** `values`: an array that nobody else holds. */
  log(level: string, values: readonly unknown[]): void;
  /** The module of the library that `name`, `name@version` or `node:name` stands for; `''`: none. */
  moduleNamed(name: string): string;
  /** What is told about a module that is not there. `rule`: the asking one; null: a module asks. */
  explainMissing(name: string, rule: number | null): string;
}

/** What a room does for the hub. All of it runs the code of rules, so all of it can throw. */
export interface Room {
  /** As objects of the room. */
  parse(text: string): object;
  /** Nothing more is defined. `now`: what its clock shows, if not what the clock outside shows. */
  begin(now: number | null): void;
  /** Before any rule: nothing in it can be changed from now on, so that it is good for any number of contained ones. */
  seal(): void;
  /** Starts a rule; ends with `returned`. `run` is the token under which the hub knows this. */
  start(rule: number, run: number, user: object, context: object): void;
  /** What errors of the class `UnauthorizedError` have as their prototype. */
  readonly unauthorized: object;
}
