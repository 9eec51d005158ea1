import type { Answer, HttpRequest } from '../runtime/capabilities/capability.ts';
import { fetchAsTest } from './fetch-as-test.ts';

/** What the host of a test does for the library: HTTP as the test intercepts it, and a store in memory. */
export function serveCalls(): (operation: string, payload: unknown) => Promise<Answer> {
  const store = new Map<string, unknown>();
  return async (operation, payload) => {
    switch (operation) {
      case 'fetch':
        return fetchAsTest(payload as HttpRequest);
      case 'store.get':
        return { ok: true, value: store.get(keyOf(payload)) ?? null };
      case 'store.set':
        store.set(keyOf(payload), Reflect.get(Object(payload), 'value'));
        return { ok: true, value: null };
      case 'store.delete':
        store.delete(keyOf(payload));
        return { ok: true, value: null };
    }
    const message = `nobody answers \`${operation}\` in a test: give what the rule uses, \`auth0\` say, in \`globals\``;
    return { ok: false, error: { name: 'Error', message, code: 'NOT_IN_A_TEST' } };
  };
}

function keyOf(payload: unknown): string {
  return String(Reflect.get(Object(payload), 'key'));
}
