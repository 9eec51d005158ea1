import { Buffer, kMaxLength, SlowBuffer } from 'buffer';
import { decodeUtf8 } from './decode-utf8.ts';

declare const module: { exports: unknown };

/* The package does not know `base64url`, and with texts that are wrong it differs from Node. */
const { from, isEncoding, byteLength } = Buffer;
const { toString: decode, write: encode } = Buffer.prototype;

Object.assign(Buffer, {
  from: (value: never, encoding: never, length: never) =>
    from(typeof value === 'string' ? (sound(value, encoding) as never) : value, known(encoding), length),
  isEncoding: (encoding: unknown) => isEncoding(known(String(encoding))),
  byteLength: (value: string, encoding?: BufferEncoding) => {
    if (isUrlSafe(encoding)) return Buffer.from(value, 'base64').length;
    return byteLength(typeof value === 'string' ? sound(value, encoding) : value, encoding);
  },
});

Object.assign(Buffer.prototype, {
  toString(this: Buffer, encoding?: BufferEncoding, start?: number, end?: number): string {
    const text = decode.call(this, known(encoding), start, end);
    if (isUrlSafe(encoding)) return urlSafe(text);
    const isDoubtful = isUtf8(encoding) && text.includes('\ufffd');
    return isDoubtful
      ? decodeUtf8(this.subarray(Math.max(start ?? 0, 0), Math.max(end ?? this.length, 0)))
      : text;
  },
  write(this: Buffer, text: string, ...rest: never[]): number {
    const encoding = rest.find((one) => typeof one === 'string');
    return (encode as (...parameters: unknown[]) => number).call(
      this,
      sound(text, encoding),
      ...rest.map(known),
    );
  },
});

module.exports = {
  Buffer,
  SlowBuffer,
  kMaxLength,
  INSPECT_MAX_BYTES: 50,
  constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: 2 ** 29 - 24 },
  atob,
  btoa,
};

/** Text of Latin-1 to base64. */
function btoa(data: unknown): string {
  const text = String(data);
  if (/[^\0-\xff]/.test(text)) throw invalidCharacter('Invalid character');
  return Buffer.from(text, 'latin1').toString('base64');
}

/** Base64 to text of Latin-1: https://infra.spec.whatwg.org/#forgiving-base64-decode */
function atob(data: unknown): string {
  const bare = String(data).replace(/[\t\n\f\r ]/g, '');
  const text = bare.length % 4 === 0 ? bare.replace(/={1,2}$/, '') : bare;
  if (/[^A-Za-z0-9+/=]/.test(text)) throw invalidCharacter('Invalid character');
  if (text.length % 4 === 1 || text.includes('=')) {
    throw invalidCharacter('The string to be decoded is not correctly encoded.');
  }
  return Buffer.from(text, 'base64').toString('latin1');
}

function invalidCharacter(message: string): Error {
  return Object.assign(new Error(message), { name: 'InvalidCharacterError', code: 5 });
}

/** Without what the encoding cannot say: halves of characters, and what follows hexadecimal digits. */
function sound(text: string, encoding: unknown): string {
  if (isUtf8(encoding)) return text.toWellFormed();
  const isHex = typeof encoding === 'string' && encoding.toLowerCase() === 'hex';
  return isHex ? (/^(?:[0-9a-f]{2})*/i.exec(text)?.[0] ?? '') : text;
}

function isUtf8(encoding: unknown): boolean {
  return typeof encoding === 'string' ? /^utf-?8$/i.test(encoding) : true;
}

function known<T>(encoding: T): T {
  return isUrlSafe(encoding) ? ('base64' as T) : encoding;
}

function isUrlSafe(encoding: unknown): boolean {
  return typeof encoding === 'string' && encoding.toLowerCase() === 'base64url';
}

function urlSafe(text: string): string {
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
