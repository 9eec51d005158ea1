import v8 from 'node:v8';
import vm from 'node:vm';
import ivm from 'isolated-vm';

let isArmed = false;

/**
 * Opens an isolate. All isolates of Lintel are opened here, since the first one sees to it that the process can end:
 * isolated-vm (7.0.1) aborts when V8 collects one of its handles while Node is being taken down, and V8 does so where it
 * was in the middle of marking. So it is made to finish before, which takes as long as any full collection.
 */
export function openIsolate(options: ivm.IsolateOptions): ivm.Isolate {
  if (!isArmed) process.on('exit', collectGarbage);
  isArmed = true;
  return new ivm.Isolate(options);
}

function collectGarbage(): void {
  v8.setFlagsFromString('--expose-gc');
  const collect: unknown = vm.runInNewContext('gc');
  v8.setFlagsFromString('--no-expose-gc');
  if (typeof collect === 'function') collect();
}
