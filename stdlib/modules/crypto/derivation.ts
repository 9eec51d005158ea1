import { Buffer } from 'buffer';
import { answerLater, argumentError, base64, computeText } from './bytes.ts';
import { KeyObject } from './key-object.ts';

export function pbkdf2Sync(
  password: unknown,
  salt: unknown,
  iterations: unknown,
  length: unknown,
  digest: unknown,
): Buffer {
  if (typeof digest !== 'string') throw argumentError('digest', 'of type string');
  return derived('crypto.pbkdf2', { ...secrets(password, salt), iterations, length, digest });
}

/** Rules of old leave the digest out, which then was SHA-1. */
export function pbkdf2(
  password: unknown,
  salt: unknown,
  iterations: unknown,
  length: unknown,
  ...rest: unknown[]
): void {
  const [digest, callback] = rest.length === 1 ? ['sha1', rest[0]] : rest;
  answerLater(callback, () => pbkdf2Sync(password, salt, iterations, length, digest));
}

interface ScryptOptions {
  readonly cost?: number;
  readonly N?: number;
  readonly blockSize?: number;
  readonly r?: number;
  readonly parallelization?: number;
  readonly p?: number;
}

export function scryptSync(
  password: unknown,
  salt: unknown,
  length: unknown,
  options: ScryptOptions = {},
): Buffer {
  return derived('crypto.scrypt', {
    ...secrets(password, salt),
    length,
    cost: options.cost ?? options.N ?? 16384,
    blockSize: options.blockSize ?? options.r ?? 8,
    parallelization: options.parallelization ?? options.p ?? 1,
  });
}

export function scrypt(password: unknown, salt: unknown, length: unknown, ...rest: unknown[]): void {
  const options = rest.length > 1 ? (rest[0] as ScryptOptions) : {};
  answerLater(rest.at(-1), () => scryptSync(password, salt, length, options));
}

export function hkdfSync(
  digest: unknown,
  key: unknown,
  salt: unknown,
  info: unknown,
  length: unknown,
): ArrayBuffer {
  const material = key instanceof KeyObject ? key.export() : key;
  const payload = { ...secrets(material, salt), digest, info: base64(info, undefined, 'info'), length };
  return new Uint8Array(derived('crypto.hkdf', payload)).buffer;
}

export function hkdf(
  digest: unknown,
  key: unknown,
  salt: unknown,
  info: unknown,
  length: unknown,
  callback: unknown,
): void {
  answerLater(callback, () => hkdfSync(digest, key, salt, info, length));
}

function secrets(password: unknown, salt: unknown): { readonly password: string; readonly salt: string } {
  return { password: base64(password, undefined, 'password'), salt: base64(salt, undefined, 'salt') };
}

function derived(operation: string, payload: object): Buffer {
  return Buffer.from(computeText(operation, payload), 'base64');
}
