import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Transactions } from './store/store-failure.ts';

/** What is kept until somebody comes back with its state: a text that is opaque and signed, and counts once. */
export interface SignedStates {
  /** `lasts` in seconds. Gives the state. Rejects when it cannot be kept. */
  keep(value: unknown, lasts: number): Promise<string>;
  /** null when the state is not ours, is for something else, has been used or is too old. */
  take(state: unknown): Promise<unknown>;
}

/** `secret` signs; states of other tenants and for another purpose do not count. */
export function openSignedStates(
  store: Transactions,
  options: { readonly secret: string; readonly tenant: string; readonly purpose: 'redirect' | 'confirm' },
): SignedStates {
  const { secret, tenant, purpose } = options;
  const sign = (id: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([purpose, tenant, id]))
      .digest('base64url');
  return {
    async keep(value, lasts) {
      const id = randomBytes(18).toString('base64url');
      await store.put(id, value, lasts);
      return `${id}.${sign(id)}`;
    },
    async take(state) {
      if (typeof state !== 'string' || state.length > 200) return null;
      const [id = '', signature = ''] = state.split('.');
      const [given, expected] = [Buffer.from(signature), Buffer.from(sign(id))];
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      return store.take(id);
    },
  };
}
