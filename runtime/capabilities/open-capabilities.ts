import type { RulePermissions } from '../../stdlib/index.ts';
import type { Deed } from '../report/effect.ts';
import type { Store, StoredRecords } from '../store/store.ts';
import { openAllowList } from './allow-list.ts';
import { callHttp } from './call-http.ts';
import type { Answer, Capabilities, UserRecord } from './capability.ts';
import { loginOver, unexpectedFailure, unknownOperation } from './capability-errors.ts';
import type { HttpClient } from './http-client.ts';
import { openOverlay } from './open-overlay.ts';
import { useStore } from './use-store.ts';

/** Capabilities of a login that can be over before its deadline. */
export interface LoginCapabilities extends Capabilities {
  /** Breaks off what is under way; whoever asks from now on is refused. May be called twice. */
  end(): void;
}

/** What the capabilities of one login are made of. */
export interface CapabilityOptions {
  readonly http: HttpClient;
  /** Of the tenant whose login it is. */
  readonly store: Store;
  /** The person as the login came, for a store that has nothing of them yet. */
  readonly person?: UserRecord | null;
  /** Nothing that a report-only rule asks for acts, and no other rule sees it. */
  readonly mode: (rule: number) => 'enforce' | 'report-only';
  readonly permissions: (rule: number) => RulePermissions;
  /** The moment after which nothing is done any more, on the clock of `performance.now()`. */
  readonly deadline: () => number;
  /** Told of every call and every update, done or only reported. */
  readonly record: (rule: number, deed: Deed) => void;
}

/** Opens what the host does for the rules of one login. */
export function openCapabilities(options: CapabilityOptions): LoginCapabilities {
  const { http, store, mode, permissions, deadline } = options;
  const ending = new AbortController();
  const overlays = new Map<number, StoredRecords>();

  function recordsOf(rule: number): StoredRecords {
    if (mode(rule) === 'enforce') return store;
    const overlay = overlays.get(rule) ?? openOverlay(store);
    overlays.set(rule, overlay);
    return overlay;
  }

  function answer(operation: string, payload: unknown, rule: number): Promise<Answer> {
    const record = (deed: Deed): void => options.record(rule, deed);
    switch (operation) {
      case 'fetch': {
        const { network } = permissions(rule);
        const only = network === null ? null : openAllowList(network);
        const scope = { only, deadline: deadline(), signal: ending.signal };
        return callHttp(payload, { http, scope, mode: mode(rule), record });
      }
      case 'users.get':
      case 'users.update':
      case 'store.get':
      case 'store.set':
      case 'store.delete':
        return useStore(operation, payload, {
          records: recordsOf(rule),
          person: options.person ?? null,
          record,
        });
    }
    return Promise.resolve({ ok: false, error: unknownOperation() });
  }

  return {
    async call(operation, payload, rule) {
      if (ending.signal.aborted || performance.now() >= deadline()) return { ok: false, error: loginOver() };
      try {
        return await answer(operation, payload, rule);
      } catch {
        // The store could not be reached, say. What it said of that is for the host alone.
        return { ok: false, error: unexpectedFailure() };
      }
    },
    end() {
      ending.abort();
    },
  };
}
