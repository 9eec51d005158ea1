/** What whoever runs the service should know. `errors`: the last 2 KB that the process wrote to its error stream. */
export type Trouble =
  /** A process ended before it was ready. */
  | { readonly kind: 'not-started'; readonly reason: string; readonly errors: string }
  /** A process was killed, or ended by itself. `tenant`: the name of the one that did it, where that is known. */
  | {
      readonly kind: 'process-lost';
      readonly tenant: string | null;
      readonly reason: string;
      readonly errors: string;
    }
  /** The isolate of a tenant was thrown away. */
  | { readonly kind: 'isolate-lost'; readonly tenant: string; readonly reason: string }
  /** A tenant has lost so many processes that it has one of its own now, and rests for some milliseconds first. */
  | { readonly kind: 'resting'; readonly tenant: string; readonly strikes: number; readonly rest: number }
  /** The rules of a tenant are off until it is opened anew: its logins fail. */
  | { readonly kind: 'off'; readonly tenant: string; readonly strikes: number }
  /** A notification was not taken for three days, or never will be. The store keeps it to be looked at. */
  | LostNotification
  /** A process said what makes no sense, or something here went wrong that cannot go wrong. */
  | { readonly kind: 'odd'; readonly tenant: string | null; readonly reason: string };

/** Which notification it was, without anything of what it says. */
export interface LostNotification {
  readonly kind: 'notification-lost';
  readonly policy: string;
  readonly rule: string;
  /** The id of the login. */
  readonly login: string;
  readonly method: string;
  readonly host: string;
  /** Its `Idempotency-Key`. */
  readonly key: string;
  readonly tries: number;
  /** What came of the last try: a status such as `404`, or the code of an error. */
  readonly reason: string;
}
