import { apply, defineHidden, freeze, NativePromise, NativeTypeError, then } from './intrinsics.ts';

/** The little of `process` that packages ask for when they are loaded. `version`: as Node writes it, `v24.1.0`. */
export function installProcess(version: string): void {
  const now = Date.now;
  const start = now();
  const resolved = NativePromise.resolve();
  const hrtime = (earlier?: readonly [number, number]) => {
    const milliseconds = now();
    const seconds = Math.floor(milliseconds / 1000);
    const nanoseconds = (milliseconds % 1000) * 1e6;
    if (earlier === undefined) return [seconds, nanoseconds];
    const [before = 0, beforeNanoseconds = 0] = earlier;
    const difference = (seconds - before) * 1e9 + nanoseconds - beforeNanoseconds;
    return [Math.floor(difference / 1e9), difference % 1e9];
  };
  hrtime.bigint = () => BigInt(now()) * 1_000_000n;
  const nothing = () => undefined;
  const process = {
    title: 'node',
    arch: 'x64',
    platform: 'linux',
    pid: 1,
    version,
    versions: freeze({ node: version.slice(1) }),
    release: freeze({ name: 'node' }),
    env: {},
    argv: [],
    execArgv: [],
    browser: false,
    cwd: () => '/',
    uptime: () => (now() - start) / 1000,
    hrtime,
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    nextTick(handler: unknown, ...args: readonly unknown[]) {
      if (typeof handler !== 'function') throw new NativeTypeError('`process.nextTick` needs a function');
      then(resolved, () => apply(handler, undefined, args));
    },
    emitWarning: nothing,
    on: nothing,
    once: nothing,
    off: nothing,
    removeListener: nothing,
  };
  defineHidden(globalThis, 'process', freeze(process));
}
