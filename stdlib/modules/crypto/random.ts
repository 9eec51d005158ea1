import { Buffer } from 'buffer';
import { answerLater, argumentError, computeText } from './bytes.ts';

export function randomBytes(size: unknown, callback?: unknown): Buffer | undefined {
  if (typeof size !== 'number') throw argumentError('size', 'of type number');
  const run = () => Buffer.from(computeText('crypto.random', { size }), 'base64');
  if (callback === undefined) return run();
  answerLater(callback, run);
  return undefined;
}

export function randomFillSync<T extends ArrayBufferView | ArrayBuffer>(
  target: T,
  offset = 0,
  size?: number,
): T {
  const all = ArrayBuffer.isView(target)
    ? new Uint8Array(target.buffer, target.byteOffset, target.byteLength)
    : new Uint8Array(target);
  const part = all.subarray(offset, size === undefined ? undefined : offset + size);
  part.set(Buffer.from(computeText('crypto.random', { size: part.length }), 'base64'));
  return target;
}

export function randomFill(target: ArrayBufferView, ...rest: unknown[]): void {
  const [offset = 0, size] = rest.filter((one) => typeof one === 'number');
  answerLater(rest.at(-1), () => randomFillSync(target, offset, size));
}

/** https://w3c.github.io/webcrypto/#Crypto-method-getRandomValues */
export function getRandomValues<T extends ArrayBufferView>(target: T): T {
  if (target.byteLength <= 65536) return randomFillSync(target);
  const message = `The requested length exceeds 65,536 bytes`;
  throw Object.assign(new Error(message), { name: 'QuotaExceededError', code: 22 });
}

export function randomUUID(): string {
  const bytes = randomFillSync(Buffer.alloc(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A whole number from `least` up to, and without, `end`. */
export function randomInt(...parameters: unknown[]): number | undefined {
  const [first = 0, second] = parameters.filter((one) => typeof one === 'number');
  const [least, end] = second === undefined ? [0, first] : [first, second];
  const range = end - least;
  if (!Number.isSafeInteger(least) || !Number.isSafeInteger(end) || range <= 0 || range >= 2 ** 48) {
    const error = new RangeError('The value of "max" is out of range.');
    throw Object.assign(error, { code: 'ERR_OUT_OF_RANGE' });
  }
  const callback = parameters.at(-1);
  if (typeof callback !== 'function') return least + below(range);
  answerLater(callback, () => least + below(range));
  return undefined;
}

/** Every number equally likely: what is left above the last multiple of the range is thrown away. */
function below(range: number): number {
  const whole = 2 ** 48;
  const end = whole - (whole % range);
  for (;;) {
    const found = randomFillSync(Buffer.alloc(6)).readUIntBE(0, 6);
    if (found < end) return found % range;
  }
}
