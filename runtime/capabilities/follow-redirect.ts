import type { Settled } from './capability.ts';
import type { HttpManners } from './http-manners.ts';
import { type Hop, headerOf, type RawResponse, withoutHeaders } from './http-message.ts';
import { readUrl } from './read-request.ts';

/** Headers that are meant for one server alone: no redirect carries them to another. */
export const KEPT_BY_ORIGIN: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
]);

/** What describes a body. */
const ABOUT_BODY: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
]);

/** Whether the answer sends its caller somewhere else. */
export function isRedirect(response: RawResponse): boolean {
  return (
    [301, 302, 303, 307, 308].includes(response.status) && headerOf(response.headers, 'location') !== null
  );
}

/**
 * The request that a redirect asks for, by the rules of browsers: 303 asks for a GET, and so do 301 and 302 after a
 * POST. What authorises stays with the origin that it was written for. https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function followRedirect(
  hop: Hop,
  response: RawResponse,
  manners: Pick<HttpManners, 'requestHeadBytes'>,
): Settled<Hop> {
  const url = readUrl(headerOf(response.headers, 'location') ?? '', manners, hop.url);
  if (!url.ok) return url;
  const headers =
    url.value.origin === hop.url.origin ? hop.headers : withoutHeaders(hop.headers, KEPT_BY_ORIGIN);
  if (!losesBody(hop.method, response.status))
    return { ok: true, value: { ...hop, url: url.value, headers } };
  return {
    ok: true,
    value: { url: url.value, method: 'GET', headers: withoutHeaders(headers, ABOUT_BODY), body: null },
  };
}

function losesBody(method: string, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD';
  return (status === 301 || status === 302) && method === 'POST';
}
