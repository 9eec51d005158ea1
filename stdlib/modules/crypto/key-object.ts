import { compute } from 'lintel:host';
import { Buffer } from 'buffer';
import { bytesOf } from './bytes.ts';

/** A key as the operations of the host take it. */
export interface KeyPayload {
  readonly key: string;
  readonly format: string;
  readonly type?: string;
  readonly passphrase?: string;
}

/** What the operation `crypto.readKey` gives. */
export interface KeyFacts {
  readonly kind: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly publicExponent: string | null;
  readonly pem: string;
}

type Material =
  | { readonly kind: 'secret'; readonly bytes: Buffer }
  | { readonly kind: 'private' | 'public'; readonly facts: KeyFacts };

/** As in Node; the material of the key stays within the rule. */
export class KeyObject {
  readonly #material: Material;

  constructor(material: Material) {
    this.#material = material;
  }

  get type(): Material['kind'] {
    return this.#material.kind;
  }

  get symmetricKeySize(): number | undefined {
    return this.#material.kind === 'secret' ? this.#material.bytes.length : undefined;
  }

  get asymmetricKeyType(): string | undefined {
    return this.#material.kind === 'secret' ? undefined : this.#material.facts.kind;
  }

  get asymmetricKeyDetails(): Readonly<Record<string, unknown>> | undefined {
    if (this.#material.kind === 'secret') return undefined;
    const { details, publicExponent } = this.#material.facts;
    return publicExponent === null ? { ...details } : { ...details, publicExponent: BigInt(publicExponent) };
  }

  export(options: { format?: string; type?: string } = {}): unknown {
    const { format } = options;
    if (this.#material.kind === 'secret') {
      const { bytes } = this.#material;
      return format === 'jwk' ? { kty: 'oct', k: bytes.toString('base64url') } : Buffer.from(bytes);
    }
    const as = { format: format ?? 'pem', type: options.type ?? null };
    const value = compute('crypto.exportKey', { ...this.payload(), wanted: this.#material.kind, as });
    return format === 'der' ? Buffer.from(String(value), 'base64') : value;
  }

  equals(other: unknown): boolean {
    if (!(other instanceof KeyObject) || other.type !== this.type) return false;
    if (this.#material.kind === 'secret' || other.#material.kind === 'secret') {
      return bytesOf(this.export()).equals(bytesOf(other.export()));
    }
    return this.#material.facts.pem === other.#material.facts.pem;
  }

  /** For the operations of the host; of a secret there is none. */
  payload(): KeyPayload {
    if (this.#material.kind !== 'secret') return { key: this.#material.facts.pem, format: 'pem' };
    const error = new TypeError('Invalid key object type secret, expected private or public.');
    throw Object.assign(error, { code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE' });
  }

  get [Symbol.toStringTag](): string {
    return 'KeyObject';
  }
}
