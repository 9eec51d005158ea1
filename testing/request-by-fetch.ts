import type { Hop, RawResponse } from '../runtime/capabilities/http-message.ts';

/** One request by the global `fetch`, as it is at this moment. `timeout` in milliseconds. */
export async function requestByFetch(
  { url, method, headers, body }: Hop,
  timeout: number,
): Promise<RawResponse> {
  const response = await globalThis.fetch(url.href, {
    method,
    headers: headers.map(([name, value]) => [name, value] as [string, string]),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
    ...(body !== null && { body }),
  });
  const given: unknown = response.headers;
  // The body is unpacked already.
  const packed = ['content-encoding', 'content-length'];
  return {
    status: response.status,
    statusText: response.statusText ?? '',
    headers: printHeaders(given).filter(([name]) => !packed.includes(name.toLowerCase())),
    body: await readBody(response),
  };
}

/** Stubs of `fetch` answer with less than a whole `Response`. */
function printHeaders(headers: unknown): readonly (readonly [string, string])[] {
  if (typeof headers !== 'object' || headers === null) return [];
  const entries = Symbol.iterator in headers ? [...(headers as Headers)] : Object.entries(headers);
  return entries.map(([name, value]) => [`${name}`, `${value}`] as const);
}

async function readBody(response: Partial<Response>): Promise<Buffer> {
  if (typeof response.arrayBuffer === 'function') return Buffer.from(await response.arrayBuffer());
  if (typeof response.text === 'function') return Buffer.from(await response.text());
  return Buffer.from(typeof response.json === 'function' ? JSON.stringify(await response.json()) : '');
}
