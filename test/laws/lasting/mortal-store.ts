import type { Store } from '../../../runtime/index.ts';

/** Where somebody who uses a store is struck: at which of its operations, and how. */
export interface Blow {
  readonly where: 'login' | 'outbox';
  /** The operation before which nothing happens, from 0. */
  readonly at: number;
  readonly how: 'it rejects' | 'death before' | 'death after';
}

const OPERATIONS = {
  login: ['getUser', 'put', 'take', 'commit', 'readCount'],
  outbox: ['claimMessages', 'settleMessage', 'nextMessageAt'],
} as const;

/**
 * A store that fails once, or whose user dies at one of its operations: nothing that is asked for afterwards is ever
 * answered or done. `died` resolves then.
 */
export function mortalStore(store: Store, blow: Blow | null) {
  const { promise: died, resolve: die } = Promise.withResolvers<'died'>();
  let isDead = false;
  let count = 0;
  const perish = (): Promise<never> => {
    isDead = true;
    die('died');
    return new Promise(() => undefined);
  };
  const struck = async (name: keyof Store, work: () => Promise<unknown>): Promise<unknown> => {
    if (isDead) return perish();
    const names: readonly string[] = blow === null ? [] : OPERATIONS[blow.where];
    if (blow === null || !names.includes(name) || count++ !== blow.at) return work();
    if (blow.how === 'it rejects') throw new Error('postgres://lintel:s3cret@10.0.0.7 refuses');
    if (blow.how === 'death after') await work();
    return perish();
  };
  const mortal = new Proxy(store, {
    get(target, name: keyof Store) {
      const own = target[name] as (...operands: readonly unknown[]) => Promise<unknown>;
      return (...operands: readonly unknown[]) => struck(name, () => own(...operands));
    },
  });
  return { store: mortal, died };
}
