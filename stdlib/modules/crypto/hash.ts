import { Buffer } from 'buffer';
import { argumentError, base64, bytesOf, computeText, given } from './bytes.ts';
import { KeyObject } from './key-object.ts';

/** Nobody needs to ask whether these are there. */
const COMMON = new Set(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512']);

/** Collects what it is given, and has it digested outside at the end. */
class Digester {
  #chunks: Buffer[] = [];
  #isFinished = false;

  update(data: unknown, encoding?: unknown): this {
    if (this.#isFinished) throw finished();
    this.#chunks.push(Buffer.from(bytesOf(data, encoding)));
    return this;
  }

  write(data: unknown, encoding?: unknown): boolean {
    this.update(data, encoding);
    return true;
  }

  protected take(): string {
    if (this.#isFinished) throw finished();
    this.#isFinished = true;
    return this.collected();
  }

  protected collected(): string {
    return Buffer.concat(this.#chunks).toString('base64');
  }

  protected copyTo(other: Digester): void {
    if (this.#isFinished) throw finished();
    other.#chunks = [...this.#chunks];
  }
}

export class Hash extends Digester {
  readonly #settings: { readonly algorithm: string; readonly outputLength: number | null };

  constructor(algorithm: string, outputLength: number | null) {
    super();
    this.#settings = { algorithm, outputLength };
    if (!COMMON.has(algorithm)) computeText('crypto.hash', { ...this.#settings, data: '' });
  }

  copy(): Hash {
    const other = new Hash(this.#settings.algorithm, this.#settings.outputLength);
    this.copyTo(other);
    return other;
  }

  digest(encoding?: unknown): Buffer | string {
    return given(computeText('crypto.hash', { ...this.#settings, data: this.take() }), encoding);
  }
}

export class Hmac extends Digester {
  readonly #settings: { readonly algorithm: string; readonly key: string };

  constructor(algorithm: string, key: string) {
    super();
    this.#settings = { algorithm, key };
    if (!COMMON.has(algorithm)) computeText('crypto.hmac', { ...this.#settings, data: '' });
  }

  digest(encoding?: unknown): Buffer | string {
    return given(computeText('crypto.hmac', { ...this.#settings, data: this.take() }), encoding);
  }
}

export function createHash(algorithm: unknown, options?: { outputLength?: number }): Hash {
  if (typeof algorithm !== 'string') throw argumentError('algorithm', 'of type string');
  return new Hash(algorithm, options?.outputLength ?? null);
}

export function createHmac(algorithm: unknown, key: unknown, options?: { encoding?: string }): Hmac {
  if (typeof algorithm !== 'string') throw argumentError('hmac', 'of type string');
  const material = key instanceof KeyObject ? key.export() : key;
  return new Hmac(algorithm, base64(material, options?.encoding, 'key'));
}

/** The short form that came with Node 20. */
export function hash(algorithm: string, data: unknown, encoding: unknown = 'hex'): Buffer | string {
  return createHash(algorithm).update(data).digest(encoding);
}

function finished(): Error {
  return Object.assign(new Error('Digest already called'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
}
