/** How calls behave towards those who wait for them and towards those who are called. Times in milliseconds. */
export interface HttpManners {
  /** The whole call with its redirects, waits and retries, when the caller does not say. */
  readonly timeout: number;
  /** Until a connection stands, with its name looked up and its certificate checked. */
  readonly connectTimeout: number;
  /** The URL and the headers together, and the body, of one request. */
  readonly requestHeadBytes: number;
  readonly requestBytes: number;
  /** The body of an answer, as it comes and once more after it is unpacked. */
  readonly responseBytes: number;
  readonly redirects: number;
  /** How often a call is tried again after a 429 or a 503. */
  readonly retries: number;
  /** The first wait before a retry that the server says nothing about; each further one is twice as long. */
  readonly backOff: number;
  /** Who asks for a longer wait than this is not waited for: the caller gets the 429 or the 503 itself. */
  readonly longestWait: number;
  /** The longest that a call is held up because few calls are left. */
  readonly longestPause: number;
  /** Failures in a row after which an origin is left alone, and for how long. */
  readonly failures: number;
  readonly rest: number;
  /** Connections to one origin at the same time. */
  readonly connections: number;
  /** Origins of which something is remembered. */
  readonly origins: number;
}

/** Somebody waits at a login page: nothing here takes longer than people's patience. */
export const DEFAULT_HTTP_MANNERS: HttpManners = {
  timeout: 10_000,
  connectTimeout: 3_000,
  requestHeadBytes: 16 * 1024,
  requestBytes: 1024 * 1024,
  responseBytes: 1024 * 1024,
  redirects: 10,
  retries: 2,
  backOff: 250,
  longestWait: 5_000,
  longestPause: 2_000,
  failures: 5,
  rest: 10_000,
  connections: 64,
  origins: 1_000,
};
