import type { HttpRequest } from './capabilities/capability.ts';
import type { Secrets } from './capabilities/fill-request.ts';
import type { HttpClient } from './capabilities/http-client.ts';
import { withoutHeaders } from './capabilities/http-message.ts';

/** What calls and notifications are made with. */
export interface Sender {
  readonly http: HttpClient;
  readonly secrets: Secrets;
}

/** A request that says which one it is, the same on each try; whatever it said of that itself does not count. */
export function withKey(request: HttpRequest, key: string): HttpRequest {
  return { ...request, headers: [...withoutHeaders(request.headers, KEY), ['idempotency-key', key]] };
}

const KEY: ReadonlySet<string> = new Set(['idempotency-key']);
