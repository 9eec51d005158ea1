import { create, defineHidden, defineProperty } from './intrinsics.ts';
import type { HubPort } from './room-port.ts';

/** `console`, whose lines go to the report. */
export function installConsole(hub: HubPort): void {
  const log = (level: string, values: readonly unknown[]) => {
    try {
      hub.log(level, values);
    } catch {
      // The stack is full: the line is lost.
    }
  };
  const writer =
    (level: string) =>
    (...values: readonly unknown[]) =>
      log(level, values);
  const started: Record<string, number> = create(null);
  const counts: Record<string, number> = create(null);
  const now = Date.now;
  const console: Record<string, unknown> = {
    assert: (condition: unknown, ...values: readonly unknown[]) => {
      if (!condition) log('error', ['Assertion failed', values]);
    },
    count: (label: unknown = 'default') => {
      const name = `${label}`;
      counts[name] = (counts[name] ?? 0) + 1;
      log('info', [`${name}: ${counts[name]}`]);
    },
    time: (label: unknown = 'default') => {
      started[`${label}`] = now();
    },
    clear: () => undefined,
    groupEnd: () => undefined,
  };
  for (const name of ['timeEnd', 'timeLog']) {
    console[name] = (label: unknown = 'default') => {
      const start = started[`${label}`];
      if (start !== undefined) log('info', [`${label}: ${now() - start}ms`]);
    };
  }
  for (const name of ['log', 'info', 'dir', 'table', 'group', 'trace']) console[name] = writer('info');
  console.warn = writer('warning');
  for (const name of ['error', 'exception']) console[name] = writer('error');
  console.debug = writer('debug');
  defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true });
  defineHidden(globalThis, 'console', console);
}
