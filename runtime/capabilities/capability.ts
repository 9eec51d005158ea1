/**
 * What the host does for rules written in JavaScript. Data goes in and data comes out, both as JSON can carry them;
 * nothing else of the host is within their reach. One object serves one login.
 */
export interface Capabilities {
  /**
   * Never rejects. `rule` is the place of the asking rule in its pipeline. What an operation takes and gives stands
   * with `Operations`.
   */
  call(operation: string, payload: unknown, rule: number): Promise<Answer>;
}

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  /** Made by us as a short text for the rule: nothing of the host's own errors. */
  | { readonly ok: false; readonly error: CapabilityError };

/** An `Answer` of which one knows what is in it. */
export type Settled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: CapabilityError };

export interface CapabilityError {
  readonly name: string;
  readonly message: string;
  /** As Node names them: `ECONNREFUSED`, `ETIMEDOUT`, `ENOTFOUND`; or ours: `HOST_NOT_ALLOWED`, `TOO_MANY_CALLS`. */
  readonly code: string;
  /** The HTTP status of a refused update, say. */
  readonly status?: number;
}

/** Every operation, with its payload and its value. Bodies are base64. */
export interface Operations {
  fetch: { payload: HttpRequest; value: HttpResponse };
  /** First-level merge, null removes a key, `{}` clears; the value is the updated part of the profile. */
  'users.update': { payload: UserUpdate; value: UserRecord };
  'users.get': { payload: { readonly id: string }; value: UserRecord | null };
  'store.get': { payload: { readonly key: string }; value: unknown };
  /** `lasts` in seconds; absent: until it is deleted. */
  'store.set': {
    payload: { readonly key: string; readonly value: unknown; readonly lasts?: number };
    value: null;
  };
  'store.delete': { payload: { readonly key: string }; value: null };
}

export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** base64 */
  readonly body: string | null;
  /** Milliseconds; null: the default. */
  readonly timeout: number | null;
  readonly redirect: 'follow' | 'manual' | 'error';
}

export interface HttpResponse {
  /** After redirects. */
  readonly url: string;
  readonly redirected: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** base64 */
  readonly body: string;
}

export interface UserUpdate {
  readonly id: string;
  readonly field: 'app_metadata' | 'user_metadata';
  readonly changes: Readonly<Record<string, unknown>>;
}

/** What the store knows of a person. */
export interface UserRecord {
  readonly user_id: string;
  readonly app_metadata?: Readonly<Record<string, unknown>>;
  readonly user_metadata?: Readonly<Record<string, unknown>>;
}
