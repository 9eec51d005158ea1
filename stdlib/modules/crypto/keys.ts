import { compute } from 'lintel:host';
import { Buffer } from 'buffer';
import { argumentError, bytesOf } from './bytes.ts';
import { type KeyFacts, KeyObject, type KeyPayload } from './key-object.ts';

export function createSecretKey(key: unknown, encoding?: unknown): KeyObject {
  return new KeyObject({ kind: 'secret', bytes: Buffer.from(bytesOf(key, encoding, 'key')) });
}

export function createPrivateKey(key: unknown): KeyObject {
  return new KeyObject({ kind: 'private', facts: factsOf(key, 'private') });
}

export function createPublicKey(key: unknown): KeyObject {
  return new KeyObject({ kind: 'public', facts: factsOf(key, 'public') });
}

/** Whatever Node takes for a key: a text, bytes, a `KeyObject`, or a record with one of them as `key`. */
export function keyPayload(input: unknown): KeyPayload {
  if (input instanceof KeyObject) return input.payload();
  if (isMaterial(input)) return { key: bytesOf(input).toString('latin1'), format: 'pem' };
  if (!isRecord(input)) {
    throw argumentError(
      'key',
      'of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, or KeyObject',
    );
  }
  const { key, format = 'pem', type, passphrase } = input;
  if (key instanceof KeyObject) return key.payload();
  if (format === 'jwk' || (isRecord(key) && !isMaterial(key)))
    return { key: JSON.stringify(key), format: 'jwk' };
  return {
    key: bytesOf(key, input.encoding, 'key.key').toString(format === 'der' ? 'base64' : 'latin1'),
    format: String(format),
    ...(type === undefined ? {} : { type: String(type) }),
    ...(passphrase === undefined ? {} : { passphrase: bytesOf(passphrase).toString('utf8') }),
  };
}

/** How to use a key, where it came in a record. */
export function keyOptions(input: unknown): Readonly<Record<string, unknown>> {
  return isRecord(input) && !(input instanceof KeyObject) && !isMaterial(input) ? input : {};
}

function factsOf(key: unknown, wanted: 'private' | 'public'): KeyFacts {
  return compute('crypto.readKey', { ...keyPayload(key), wanted }) as KeyFacts;
}

function isMaterial(value: unknown): boolean {
  return typeof value === 'string' || ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
