/** A request on its way to one server. */
export interface Hop {
  /** Without user name, password and fragment. */
  readonly url: URL;
  /** Upper case. */
  readonly method: string;
  readonly headers: Headers;
  readonly body: Buffer | null;
}

/** What one server answered. */
export interface RawResponse {
  readonly status: number;
  readonly statusText: string;
  /** Lower-case names. */
  readonly headers: Headers;
  readonly body: Buffer;
}

export type Headers = readonly (readonly [name: string, value: string])[];

/** The first value under one of these lower-case names. */
export function headerOf(headers: Headers, ...names: readonly string[]): string | null {
  return headers.find(([name]) => names.includes(name.toLowerCase()))?.[1] ?? null;
}

/** The headers but those under these lower-case names. */
export function withoutHeaders(headers: Headers, names: ReadonlySet<string>): Headers {
  return headers.filter(([name]) => !names.has(name.toLowerCase()));
}
