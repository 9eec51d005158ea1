import { compute } from 'lintel:host';
import { Buffer } from 'buffer';
import { answerLater, base64, bytesOf, computeText, given } from './bytes.ts';
import { keyOptions, keyPayload } from './keys.ts';

/** Collects what is signed or verified, and has it done outside at the end. */
class Signed {
  protected readonly algorithm: string;
  protected readonly chunks: Buffer[] = [];

  constructor(algorithm: unknown) {
    this.algorithm = String(algorithm);
    computeText('crypto.hash', { algorithm: this.algorithm, data: '' });
  }

  update(data: unknown, encoding?: unknown): this {
    this.chunks.push(Buffer.from(bytesOf(data, encoding)));
    return this;
  }

  write(data: unknown, encoding?: unknown): boolean {
    this.update(data, encoding);
    return true;
  }

  end(data?: unknown, encoding?: unknown): this {
    return data === undefined ? this : this.update(data, encoding);
  }
}

export class Sign extends Signed {
  sign(key: unknown, encoding?: unknown): Buffer | string {
    return given(signature(this.algorithm, Buffer.concat(this.chunks), key), encoding);
  }
}

export class Verify extends Signed {
  verify(key: unknown, signed: unknown, encoding?: unknown): boolean {
    return isSignature(
      this.algorithm,
      Buffer.concat(this.chunks),
      key,
      bytesOf(signed, encoding, 'signature'),
    );
  }
}

export function createSign(algorithm: unknown): Sign {
  return new Sign(algorithm);
}

export function createVerify(algorithm: unknown): Verify {
  return new Verify(algorithm);
}

export function sign(
  algorithm: unknown,
  data: unknown,
  key: unknown,
  callback?: unknown,
): Buffer | undefined {
  const run = () => Buffer.from(signature(algorithm, bytesOf(data), key), 'base64');
  if (callback === undefined) return run();
  answerLater(callback, run);
  return undefined;
}

export function verify(
  algorithm: unknown,
  data: unknown,
  key: unknown,
  signed: unknown,
  callback?: unknown,
): boolean | undefined {
  const run = () => isSignature(algorithm, bytesOf(data), key, bytesOf(signed, undefined, 'signature'));
  if (callback === undefined) return run();
  answerLater(callback, run);
  return undefined;
}

/* Encryption with a key of a pair. */
export const publicEncrypt = envelope('crypto.publicEncrypt');
export const privateDecrypt = envelope('crypto.privateDecrypt');
export const privateEncrypt = envelope('crypto.privateEncrypt');
export const publicDecrypt = envelope('crypto.publicDecrypt');

function signature(algorithm: unknown, data: Buffer, key: unknown): string {
  return computeText('crypto.sign', signing(algorithm, data, key));
}

function isSignature(algorithm: unknown, data: Buffer, key: unknown, signed: Buffer): boolean {
  const payload = { ...signing(algorithm, data, key), signature: signed.toString('base64') };
  return compute('crypto.verify', payload) === true;
}

function signing(algorithm: unknown, data: Buffer, key: unknown) {
  const { padding, saltLength, dsaEncoding } = keyOptions(key);
  return {
    algorithm: algorithm === undefined || algorithm === null ? null : String(algorithm),
    data: data.toString('base64'),
    key: keyPayload(key),
    padding: padding ?? null,
    saltLength: saltLength ?? null,
    dsaEncoding: dsaEncoding ?? null,
  };
}

function envelope(operation: string): (key: unknown, data: unknown) => Buffer {
  return (key, data) => {
    const { padding, oaepHash, oaepLabel } = keyOptions(key);
    const payload = {
      data: base64(data),
      key: keyPayload(key),
      padding: padding ?? null,
      oaepHash: oaepHash ?? null,
      oaepLabel: oaepLabel === undefined ? null : base64(oaepLabel),
    };
    return Buffer.from(computeText(operation, payload), 'base64');
  };
}
