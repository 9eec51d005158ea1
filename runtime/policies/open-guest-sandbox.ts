import { guestScript } from './kept-scripts.ts';
import { type KeptScript, openSandbox, type Sandbox } from './sandbox.ts';

/**
 * A sandbox of at most `memory` MiB in which the guest waits for policies. The library that it calls comes with them.
 * `before` are scripts that run before everything is frozen.
 */
export function openGuestSandbox(memory: number, before: readonly KeptScript[]): Sandbox {
  const sandbox = openSandbox({ memory, before });
  sandbox.evaluateKept(guestScript());
  return sandbox;
}
