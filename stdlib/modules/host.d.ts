/**
 * What the modules of the library can ask of the sandbox that they run in. Rules cannot require it; every text in
 * `stdlib/modules` can.
 */
declare module 'lintel:host' {
  /**
   * Asks the host for an operation, such as `fetch`; see `Operations` in runtime/capabilities. Rejects with an `Error`
   * that has the `name`, `message` and `code` of the answer.
   */
  export function call(operation: string, payload: unknown): Promise<unknown>;
  /**
   * Asks the process of the sandbox, at once: only for what is computed. `payload` and the result are as JSON carries
   * them, binary data in base64. Operations: `crypto.hash`, `crypto.hmac`, `crypto.random` and so on; see
   * runtime/worker/compute. Throws an `Error` with `name`, `message` and `code`.
   */
  export function compute(operation: string, payload: unknown): unknown;
  /** What the rules of the project see as `configuration`. */
  export const configuration: Readonly<Record<string, string>>;
}
