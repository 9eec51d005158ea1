import { compute } from 'lintel:host';
import { Buffer } from 'buffer';
import { bytesOf, given } from './bytes.ts';
import { KeyObject } from './key-object.ts';

type Outcome = { readonly data: string; readonly tag: string | null };

/**
 * Has everything so far computed outside at every step, and gives what is new of it: an operation there remembers
 * nothing.
 */
class Cipher {
  readonly #operation: string;
  readonly #settings: Record<string, unknown>;
  readonly #chunks: Buffer[] = [];
  #given = 0;
  #isFinished = false;
  protected tag: Buffer | null = null;

  constructor(operation: string, settings: Readonly<Record<string, unknown>>) {
    this.#operation = operation;
    this.#settings = { ...settings };
    // A key of a wrong length is told at once.
    this.#compute(null);
  }

  update(data: unknown, from?: unknown, to?: unknown): Buffer | string {
    if (this.#isFinished) throw finished('Unsupported state');
    this.#chunks.push(Buffer.from(bytesOf(data, from)));
    return this.#news(null, to);
  }

  final(to?: unknown): Buffer | string {
    if (this.#isFinished) throw finished('Unsupported state');
    this.#isFinished = true;
    return this.#news(true, to);
  }

  setAAD(data: unknown): this {
    this.#settings.aad = bytesOf(data).toString('base64');
    return this;
  }

  setAutoPadding(isPadded: unknown = true): this {
    this.#settings.isUnpadded = isPadded ? null : true;
    return this;
  }

  getAuthTag(): Buffer {
    if (this.tag === null) throw finished('Invalid state for operation getAuthTag');
    return this.tag;
  }

  setAuthTag(tag: unknown, encoding?: unknown): this {
    this.#settings.tag = bytesOf(tag, encoding).toString('base64');
    return this;
  }

  #news(isLast: true | null, to: unknown): Buffer | string {
    const { data, tag } = this.#compute(isLast);
    const all = Buffer.from(data, 'base64');
    const news = all.subarray(this.#given);
    this.#given = all.length;
    if (tag !== null) this.tag = Buffer.from(tag, 'base64');
    return given(news.toString('base64'), to);
  }

  #compute(isLast: true | null): Outcome {
    const data = Buffer.concat(this.#chunks).toString('base64');
    return compute(this.#operation, { ...this.#settings, data, isLast }) as Outcome;
  }
}

export function createCipheriv(algorithm: unknown, key: unknown, iv: unknown, options?: unknown): Cipher {
  return new Cipher('crypto.encrypt', settingsOf(algorithm, key, iv, options));
}

export function createDecipheriv(algorithm: unknown, key: unknown, iv: unknown, options?: unknown): Cipher {
  return new Cipher('crypto.decrypt', settingsOf(algorithm, key, iv, options));
}

function settingsOf(algorithm: unknown, key: unknown, iv: unknown, options: unknown) {
  const tagLength = typeof options === 'object' && options !== null && 'authTagLength' in options;
  return {
    algorithm: String(algorithm),
    key: keyBytes(key, String(algorithm)).toString('base64'),
    iv: iv === null || iv === undefined ? null : bytesOf(iv, undefined, 'iv').toString('base64'),
    tagLength: tagLength ? options.authTagLength : null,
  };
}

/** A text with as many characters as the key has bytes is taken byte by byte, as rules of old expect it. */
function keyBytes(key: unknown, algorithm: string): Buffer {
  const material = key instanceof KeyObject ? key.export() : key;
  const bits = Number(/-(128|192|256)(-|$)/.exec(algorithm)?.[1]);
  const isBinary = typeof material === 'string' && material.length * 8 === bits;
  return bytesOf(material, isBinary ? 'latin1' : 'utf8', 'key');
}

function finished(message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_CRYPTO_INVALID_STATE' });
}
