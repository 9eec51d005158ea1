import { hostOf } from './allow-list.ts';
import type { HttpRequest, Settled } from './capability.ts';
import { badHeader, badMethod, badScheme, badUrl, requestTooLarge, userInUrl } from './capability-errors.ts';
import type { HttpManners } from './http-manners.ts';
import { type Headers, type Hop, withoutHeaders } from './http-message.ts';

/**
 * What belongs to the connection and to the message as it is sent. Rules may set them, as old clients wanted it, and
 * nobody sees them: what we send is what holds.
 */
const OURS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Makes a request ready to be sent, of which only the shape is known yet. */
export function readRequest(request: HttpRequest, manners: HttpManners): Settled<Hop> {
  const url = readUrl(request.url, manners);
  if (!url.ok) return url;
  const method = request.method.toUpperCase();
  if (!/^[A-Z][A-Z-]{0,19}$/.test(method) || method === 'CONNECT' || method === 'TRACE')
    return refuse(badMethod());
  if (!request.headers.every(isHeader)) return refuse(badHeader());
  const length = request.headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
  if (url.value.href.length + length > manners.requestHeadBytes) {
    return refuse(requestTooLarge({ bytes: manners.requestHeadBytes }));
  }
  const body = request.body === null ? null : Buffer.from(request.body, 'base64');
  if (body !== null && body.length > manners.requestBytes) {
    return refuse(requestTooLarge({ bytes: manners.requestBytes }));
  }
  return { ok: true, value: { url: url.value, method, headers: completeHeaders(request.headers), body } };
}

/** Reads the URL of a call, or of a redirect seen from `base`, as the one spelling of what it means. */
export function readUrl(
  text: string,
  manners: Pick<HttpManners, 'requestHeadBytes'>,
  base?: URL,
): Settled<URL> {
  if (text.length > manners.requestHeadBytes)
    return refuse(requestTooLarge({ bytes: manners.requestHeadBytes }));
  const url = URL.parse(text, base?.href);
  if (url === null) return refuse(badUrl());
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return refuse(badScheme({ scheme: url.protocol }));
  if (url.username !== '' || url.password !== '') return refuse(userInUrl());
  // Writing to an address has it parsed anew.
  if (url.href.includes('#')) url.hash = '';
  const host = hostOf(url);
  // `example.com.` is `example.com`, and certificates know only the latter.
  if (host !== url.hostname) url.hostname = host;
  // No name is longer; a longer one would only fill messages.
  return url.hostname === '' || url.hostname.length > 253 ? refuse(badUrl()) : { ok: true, value: url };
}

function isHeader([name, value]: Headers[number]): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

function completeHeaders(headers: Headers): Headers {
  const own = withoutHeaders(headers, OURS);
  const agent = own.some(([name]) => name.toLowerCase() === 'user-agent')
    ? []
    : [['user-agent', 'lintel'] as const];
  return [...own, ...agent, ['accept-encoding', 'gzip, deflate, br']];
}

function refuse<T>(error: T): { readonly ok: false; readonly error: T } {
  return { ok: false, error };
}
