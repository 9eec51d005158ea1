import { promisify } from 'node:util';
import { brotliDecompress, gunzip, type InputType, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';
import type { Settled } from './capability.ts';
import { badEncoding, responseTooLarge } from './capability-errors.ts';
import { codeOf } from './guarded-connector.ts';
import { headerOf, type RawResponse, withoutHeaders } from './http-message.ts';

type Unpack = (body: InputType, options: ZlibOptions) => Promise<Buffer>;

const UNPACKERS: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  ['x-gzip', promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  ['deflate', unpackDeflate],
  ['br', promisify<InputType, ZlibOptions, Buffer>(brotliDecompress)],
]);

/** What was packed several times was packed to do harm. */
const MOST_LAYERS = 2;

/**
 * Takes the compression off an answer, together with the headers that told of it; unpacking stops at `most` bytes. An
 * encoding that is not known here is left to the caller.
 */
export async function unpackBody(
  response: RawResponse,
  host: string,
  most: number,
): Promise<Settled<RawResponse>> {
  const encodings = (headerOf(response.headers, 'content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse();
  const unpackers = encodings.slice(0, MOST_LAYERS).map((name) => UNPACKERS.get(name));
  if (encodings.length === 0 || response.body.length === 0) return { ok: true, value: response };
  if (encodings.length > MOST_LAYERS) return { ok: false, error: badEncoding({ host }) };
  let { body } = response;
  try {
    for (const unpack of unpackers) {
      if (unpack === undefined) return { ok: true, value: response };
      body = await unpack(body, { maxOutputLength: most });
    }
  } catch (error) {
    const isTooLarge = codeOf(error) === 'ERR_BUFFER_TOO_LARGE';
    return { ok: false, error: isTooLarge ? responseTooLarge({ host, bytes: most }) : badEncoding({ host }) };
  }
  const headers = withoutHeaders(response.headers, new Set(['content-encoding', 'content-length']));
  return { ok: true, value: { ...response, headers, body } };
}

/** Some servers send what the name says, and some the bare stream; its first half-byte tells which. */
function unpackDeflate(body: InputType, options: ZlibOptions): Promise<Buffer> {
  const isWrapped = body instanceof Uint8Array && ((body[0] ?? 0) & 0x0f) === 8;
  const unpack: Unpack = promisify<InputType, ZlibOptions, Buffer>(isWrapped ? inflate : inflateRaw);
  return unpack(body, options);
}
