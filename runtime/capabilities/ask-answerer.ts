import { isIP } from 'node:net';
import type { AddressGuard } from './address-guard.ts';
import { hostOf } from './allow-list.ts';
import type { Settled } from './capability.ts';
import { addressNotAllowed, loginOver, noAnswer, responseTooLarge } from './capability-errors.ts';
import { type Headers, type Hop, type RawResponse, withoutHeaders } from './http-message.ts';

/** What a rule in JavaScript asks of a host. */
export interface HostRequest {
  /** Upper case. */
  readonly method: string;
  /** With its query; without user name, password and fragment. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array | null;
}

/** What a host answers. */
export interface HostAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  /** As the rule is to see it: nothing is packed. */
  readonly body: string | Uint8Array;
}

/** Stands for the whole network: what answers a request; null: nobody does, and the call fails. */
export type AnswerHost = (request: HostRequest) => HostAnswer | null;

/** A message to one host and its answer, without a network: nothing is looked up, connected to or waited for. */
export function askAnswerer(
  answer: AnswerHost,
  hop: Hop,
  options: { readonly guard: AddressGuard; readonly most: number; readonly signal: AbortSignal },
): Settled<RawResponse> {
  const { url, method, headers, body } = hop;
  const { host } = url;
  if (options.signal.aborted) return { ok: false, error: loginOver() };
  const address = hostOf(url).replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0 && !options.guard.allows(address)) {
    return { ok: false, error: addressNotAllowed({ host }) };
  }
  const answered = answer({ method, url: url.href, headers, body });
  if (answered === null) {
    return { ok: false, error: noAnswer({ method, address: url.origin + url.pathname }) };
  }
  const bytes = Buffer.from(answered.body);
  if (bytes.length > options.most) {
    return { ok: false, error: responseTooLarge({ host, bytes: options.most }) };
  }
  const plain = withoutHeaders(answered.headers, ABOUT_PACKING).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  return {
    ok: true,
    value: { status: answered.status, statusText: answered.statusText, headers: plain, body: bytes },
  };
}

const ABOUT_PACKING: ReadonlySet<string> = new Set(['content-encoding', 'content-length']);
