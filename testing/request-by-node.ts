import http from 'node:http';
import https from 'node:https';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Hop, RawResponse } from '../runtime/capabilities/http-message.ts';

/**
 * One request by Node's own modules, as they are at this moment: interceptors replace their functions. `timeout` in
 * milliseconds.
 */
export function requestByNode({ url, method, headers, body }: Hop, timeout: number): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http;
    const all = Object.fromEntries(headers);
    const hasLength = headers.some(([name]) => name.toLowerCase() === 'content-length');
    if (body !== null && !hasLength) all['content-length'] = String(body.length);
    const sent = request({ ...addressOf(url), method, headers: all }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(Buffer.from(part)));
      response.on('error', reject);
      response.on('end', () => {
        try {
          resolve(readResponse(response, Buffer.concat(parts)));
        } catch (error) {
          reject(error);
        }
      });
    });
    sent.on('error', reject);
    // Not the timers of the test: it may have stopped them.
    sent.setTimeout(timeout, () => {
      const error = Object.assign(new Error(`no answer within ${timeout} ms`), { code: 'ETIMEDOUT' });
      sent.destroy(error);
    });
    sent.end(body ?? undefined);
  });
}

/** Older interceptors know the form with one record only. */
function addressOf({ protocol, hostname, port, pathname, search }: URL) {
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    protocol,
    hostname: host,
    path: `${pathname}${search}`,
    ...(port !== '' && { port: Number(port) }),
  };
}

function readResponse(response: http.IncomingMessage, body: Buffer): RawResponse {
  const { statusCode: status = 0, statusMessage: statusText } = response;
  const headers = printHeaders(response);
  const unpack = UNPACKERS.get(`${response.headers['content-encoding']}`.toLowerCase());
  if (unpack === undefined || body.length === 0)
    return { status, statusText: statusText ?? '', headers, body };
  const about = ['content-encoding', 'content-length'];
  const rest = headers.filter(([name]) => !about.includes(name.toLowerCase()));
  return { status, statusText: statusText ?? '', headers: rest, body: unpack(body) };
}

const UNPACKERS: ReadonlyMap<string, (body: Buffer) => Buffer> = new Map<string, (body: Buffer) => Buffer>([
  ['gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
]);

/** Interceptors do not always fill the list of raw headers. */
function printHeaders(response: http.IncomingMessage): readonly (readonly [string, string])[] {
  return Object.entries(response.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, `${one}`] as const),
  );
}
