import { compute } from 'lintel:host';
import { argumentError, base64, bytesOf, computeText, given } from './crypto/bytes.ts';
import { createCipheriv, createDecipheriv } from './crypto/cipher.ts';
import * as derivation from './crypto/derivation.ts';
import * as hashes from './crypto/hash.ts';
import { KeyObject } from './crypto/key-object.ts';
import { createPrivateKey, createPublicKey, createSecretKey } from './crypto/keys.ts';
import * as random from './crypto/random.ts';
import * as signatures from './crypto/sign.ts';

declare const module: { exports: unknown };

const { getRandomValues, randomUUID } = random;

const subtle = {
  digest: async (algorithm: string | { readonly name: string }, data: unknown) => {
    const name = (typeof algorithm === 'string' ? algorithm : algorithm.name).toLowerCase();
    if (!/^sha-(1|256|384|512)$/.test(name)) throw new Error('Unrecognized algorithm name');
    const digest = computeText('crypto.hash', { algorithm: name.replace('-', ''), data: base64(data) });
    return new Uint8Array(bytesOf(given(digest))).buffer;
  },
};

/** https://nodejs.org/api/crypto.html; the global `crypto` of rules is this too. */
module.exports = {
  ...derivation,
  ...hashes,
  ...random,
  ...signatures,
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  KeyObject,
  pseudoRandomBytes: random.randomBytes,
  timingSafeEqual,
  getHashes: () => compute('crypto.hashes', null),
  getCiphers: () => compute('crypto.ciphers', null),
  constants: {
    RSA_PKCS1_PADDING: 1,
    RSA_NO_PADDING: 3,
    RSA_PKCS1_OAEP_PADDING: 4,
    RSA_PKCS1_PSS_PADDING: 6,
    RSA_PSS_SALTLEN_DIGEST: -1,
    RSA_PSS_SALTLEN_MAX_SIGN: -2,
    RSA_PSS_SALTLEN_AUTO: -2,
  },
  subtle,
  webcrypto: { getRandomValues, randomUUID, subtle },
};

function timingSafeEqual(one: unknown, other: unknown): boolean {
  if (typeof one === 'string')
    throw argumentError('buf1', 'an instance of ArrayBuffer, Buffer, TypedArray, or DataView');
  if (typeof other === 'string')
    throw argumentError('buf2', 'an instance of ArrayBuffer, Buffer, TypedArray, or DataView');
  const left = bytesOf(one, undefined, 'buf1');
  const right = bytesOf(other, undefined, 'buf2');
  if (left.length !== right.length) {
    const error = new RangeError('Input buffers must have the same byte length');
    throw Object.assign(error, { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH' });
  }
  let difference = 0;
  for (const [index, byte] of left.entries()) difference |= byte ^ (right[index] ?? 0);
  return difference === 0;
}
