import { Buffer } from 'buffer';

declare const module: { exports: unknown };

/** https://encoding.spec.whatwg.org/#interface-textencoder */
class TextEncoder {
  get encoding(): string {
    return 'utf-8';
  }

  encode(text: unknown = ''): Uint8Array {
    return new Uint8Array(Buffer.from(String(text), 'utf8'));
  }

  encodeInto(text: unknown, target: Uint8Array): { read: number; written: number } {
    let read = 0;
    let written = 0;
    for (const character of String(text)) {
      const bytes = Buffer.from(character, 'utf8');
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      read += character.length;
      written += bytes.length;
    }
    return { read, written };
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252';

const LABELS: ReadonlyMap<string, Encoding> = new Map([
  ...['utf-8', 'utf8', 'unicode-1-1-utf-8'].map((label) => [label, 'utf-8'] as const),
  ...['utf-16le', 'utf-16', 'ucs-2', 'unicode'].map((label) => [label, 'utf-16le'] as const),
  ...['latin1', 'iso-8859-1', 'ascii', 'us-ascii', 'windows-1252', 'l1'].map(
    (label) => [label, 'windows-1252'] as const,
  ),
]);

/** https://encoding.spec.whatwg.org/#interface-textdecoder, of the encodings above and without `stream`. */
class TextDecoder {
  readonly encoding: Encoding;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;

  constructor(label: unknown = 'utf-8', options: { fatal?: unknown; ignoreBOM?: unknown } = {}) {
    const encoding = LABELS.get(String(label).trim().toLowerCase());
    if (encoding === undefined) {
      const error = new RangeError(`The "${String(label)}" encoding is not supported`);
      throw Object.assign(error, { code: 'ERR_ENCODING_NOT_SUPPORTED' });
    }
    this.encoding = encoding;
    this.fatal = Boolean(options.fatal);
    this.ignoreBOM = Boolean(options.ignoreBOM);
  }

  decode(input?: ArrayBuffer | ArrayBufferView): string {
    if (input === undefined) return '';
    const bytes = bytesOf(input);
    const text = decoders[this.encoding](bytes);
    if (this.fatal && this.encoding === 'utf-8' && !bytes.equals(Buffer.from(text, 'utf8'))) {
      const error = new TypeError(`The encoded data was not valid for encoding ${this.encoding}`);
      throw Object.assign(error, { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
    }
    return text.startsWith('\ufeff') && !this.ignoreBOM ? text.slice(1) : text;
  }
}

/** What Windows puts into the places of control characters that Latin-1 has from 0x80 to 0x9f. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

const decoders: Readonly<Record<Encoding, (bytes: Buffer) => string>> = {
  'utf-8': (bytes) => bytes.toString('utf8'),
  'utf-16le': (bytes) => {
    const text = bytes.toString('utf16le');
    // Half a character and half a unit at the end are one mistake.
    const whole = bytes.length % 2 === 1 ? `${text.replace(/[\ud800-\udbff]$/, '')}\ufffd` : text;
    return whole.toWellFormed();
  },
  'windows-1252': (bytes) =>
    bytes
      .toString('latin1')
      .replace(/[\x80-\x9f]/g, (character) => WINDOWS.charAt(character.charCodeAt(0) - 0x80)),
};

function bytesOf(input: ArrayBuffer | ArrayBufferView): Buffer {
  if (!ArrayBuffer.isView(input)) return Buffer.from(input);
  return Buffer.from(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength);
}

module.exports = { TextEncoder, TextDecoder };
