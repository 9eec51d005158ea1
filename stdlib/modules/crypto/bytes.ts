import { compute } from 'lintel:host';
import { Buffer } from 'buffer';

/** What Node takes for data, as bytes. A text is UTF-8 unless `encoding` says otherwise. */
export function bytesOf(data: unknown, encoding?: unknown, name = 'data'): Buffer {
  if (typeof data === 'string') {
    return Buffer.from(data, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
  }
  if (ArrayBuffer.isView(data)) {
    return Buffer.from(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  }
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  throw argumentError(name, 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView');
}

/** As the operations of the host take bytes. */
export function base64(data: unknown, encoding?: unknown, name?: string): string {
  return bytesOf(data, encoding, name).toString('base64');
}

/** The base64 that an operation gave, as the caller wants it: a `Buffer`, or a text of an encoding. */
export function given(text: string, encoding?: unknown): Buffer | string {
  const bytes = Buffer.from(text, 'base64');
  if (encoding === undefined || encoding === null || encoding === 'buffer') return bytes;
  return bytes.toString(String(encoding) as BufferEncoding);
}

/** Asks for what is answered with a text. */
export function computeText(operation: string, payload: unknown): string {
  const value = compute(operation, payload);
  if (typeof value === 'string') return value;
  throw new Error(`${operation} gives a text: the operation says so`);
}

/** Later, as Node does: with a callback on success and on failure alike. */
export function answerLater<T>(callback: unknown, run: () => T): void {
  if (typeof callback !== 'function') throw argumentError('callback', 'of type function');
  Promise.resolve().then(() => {
    let value: T;
    try {
      value = run();
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, value);
  });
}

/** As Node says it. */
export function argumentError(name: string, wanted: string): Error {
  const error = new TypeError(`The "${name}" argument must be ${wanted}.`);
  return Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' });
}
