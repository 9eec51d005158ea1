import type { DeskClock } from './desk.ts';

/** The clock of the test: `clock` where it gave one, else whatever its `Date` is at the moment of asking. */
export function deskClock(clock: (() => number | Date) | null): DeskClock {
  if (clock !== null) {
    const read = () => Number(clock());
    return { now: read, instant: read, replaced: () => null, patches };
  }
  return {
    now: () => globalThis.Date.now(),
    instant: () => new globalThis.Date().getTime(),
    replaced: () => (globalThis.Date === REAL ? null : globalThis.Date),
    patches,
  };
}

function patches(): object {
  const patched = [...METHODS].filter(([name, method]) => Reflect.get(PROTOTYPE, name) !== method);
  return Object.fromEntries(patched.map(([name]) => [name, Reflect.get(PROTOTYPE, name)]));
}

/* Also when this file is loaded while a test has replaced the global one: that one's prototype is the same. */
const PROTOTYPE = Date.prototype;
const REAL: unknown = PROTOTYPE.constructor;
const METHODS: ReadonlyMap<string, unknown> = new Map(
  Object.getOwnPropertyNames(PROTOTYPE)
    .filter((name) => name !== 'constructor')
    .map((name) => [name, Reflect.get(PROTOTYPE, name)]),
);
