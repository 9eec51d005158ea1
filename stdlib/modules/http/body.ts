import { Buffer } from 'buffer';
import { Blob, bytesOfBlob, partsOfForm } from './form-data.ts';
import { encodeMultipart } from './multipart.ts';

/** What can stand in `body` of fetch, as bytes, and the `content-type` that it brings along. */
export function readBody(body: unknown): { readonly bytes: Buffer | null; readonly type: string | null } {
  if (body === undefined || body === null) return { bytes: null, type: null };
  const parts = partsOfForm(body);
  if (parts !== null) {
    const { body: bytes, type } = encodeMultipart(parts);
    return { bytes, type };
  }
  const blob = bytesOfBlob(body);
  if (blob !== null) return { bytes: blob, type: typeOf(body) };
  if (body instanceof ArrayBuffer) return { bytes: Buffer.from(body), type: null };
  if (ArrayBuffer.isView(body)) {
    return { bytes: Buffer.from(body.buffer, body.byteOffset, body.byteLength), type: null };
  }
  const isForm = Object.prototype.toString.call(body) === '[object URLSearchParams]';
  const type = isForm ? 'application/x-www-form-urlencoded;charset=UTF-8' : 'text/plain;charset=UTF-8';
  return { bytes: Buffer.from(String(body), 'utf8'), type };
}

/** What requests and responses have in common: a body that can be read once. */
export class Body {
  #bytes: Buffer | null;
  #isUsed = false;

  constructor(bytes: Buffer | null) {
    this.#bytes = bytes;
  }

  get bodyUsed(): boolean {
    return this.#isUsed;
  }

  async text(): Promise<string> {
    return this.#take()
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.#take()).buffer;
  }

  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(this.#take());
  }

  async blob(): Promise<Blob> {
    return new Blob([this.#take()]);
  }

  /** Of node-fetch. */
  async buffer(): Promise<Buffer> {
    return this.#take();
  }

  /** The bytes without using them up. Throws when they were read. */
  static peek(body: Body): Buffer | null {
    if (body.#isUsed) throw new TypeError('Body is unusable: Body has already been read');
    return body.#bytes;
  }

  #take(): Buffer {
    const bytes = Body.peek(this);
    this.#isUsed = bytes !== null;
    return bytes ?? Buffer.alloc(0);
  }
}

function typeOf(blob: unknown): string | null {
  return typeof blob === 'object' && blob !== null && 'type' in blob && blob.type ? String(blob.type) : null;
}
