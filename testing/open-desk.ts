import { bundleModule } from '../runtime/bundle.ts';
import type { Answer } from '../runtime/capabilities/capability.ts';
import { compute } from '../runtime/worker/compute/index.ts';
import { libraryModules } from '../stdlib/index.ts';
import type { Desk } from './desk.ts';
import { deskClock } from './desk-clock.ts';
import { serveCalls } from './serve-calls.ts';

/** What the test gives to a rule, and what stands behind the library. */
export function openDesk(options: {
  readonly globals: object;
  readonly modules: object;
  readonly clock: (() => number | Date) | null;
}): Desk {
  const serve = serveCalls();
  return {
    globals: options.globals,
    modules: options.modules,
    clock: deskClock(options.clock),
    console: () => globalThis.console,
    setTimer: (fire, milliseconds, rhythm) =>
      rhythm === 'once'
        ? globalThis.setTimeout(() => fire(), milliseconds)
        : globalThis.setInterval(() => fire(), milliseconds),
    // Timers of all kinds are cleared alike.
    clearTimer: (timer) => globalThis.clearTimeout(timer as NodeJS.Timeout | undefined),
    call(operation, payload, settle) {
      // What the rule throws then is nobody's to catch, as with any callback.
      void serve(operation, JSON.parse(payload)).then((answer: Answer) => settle(JSON.stringify(answer)));
    },
    compute: (operation, payload) => JSON.stringify(compute(operation, JSON.parse(payload))),
    library(name) {
      const module = libraryModules.find((known) => known.name === name);
      if (module === undefined) throw new Error('only modules of the library are asked for');
      return bundleModule(module).text;
    },
  };
}
