import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Payload } from './payload.ts';

/** The ciphers that work piece by piece and cost the same for every byte. */
const CIPHERS =
  /^(aes-?(128|192|256)-(cbc|ctr|gcm|ecb|ofb|cfb8?)|des-ede3-(cbc|ecb)|chacha20-poly1305|aes(128|192|256))$/i;

/**
 * Encrypts (`crypto.encrypt`) or decrypts (`crypto.decrypt`) all that a cipher was given so far. The value is
 * `{ data, tag }`: what comes out so far, and the tag of an authenticated cipher at its end (`isLast`).
 */
export const cipherOperations = {
  'crypto.encrypt': (payload: Payload) => {
    const { algorithm, key, iv, options } = settingsOf(payload);
    const cipher = createCipheriv(algorithm, key, iv, options);
    const aad = payload.optionalBytes('aad');
    if (aad !== undefined) cipher.setAAD(aad);
    if (payload.isSet('isUnpadded')) cipher.setAutoPadding(false);
    const data = [cipher.update(payload.bytes('data'))];
    if (!payload.isSet('isLast')) return { data: Buffer.concat(data).toString('base64'), tag: null };
    data.push(cipher.final());
    const tag = isAuthenticated(algorithm) ? cipher.getAuthTag().toString('base64') : null;
    return { data: Buffer.concat(data).toString('base64'), tag };
  },
  'crypto.decrypt': (payload: Payload) => {
    const { algorithm, key, iv, options } = settingsOf(payload);
    const decipher = createDecipheriv(algorithm, key, iv, options);
    const aad = payload.optionalBytes('aad');
    if (aad !== undefined) decipher.setAAD(aad);
    const tag = payload.optionalBytes('tag');
    if (tag !== undefined) decipher.setAuthTag(tag);
    if (payload.isSet('isUnpadded')) decipher.setAutoPadding(false);
    const data = [decipher.update(payload.bytes('data'))];
    if (payload.isSet('isLast')) data.push(decipher.final());
    return { data: Buffer.concat(data).toString('base64'), tag: null };
  },
};

function settingsOf(payload: Payload) {
  const algorithm = payload.text('algorithm');
  if (!CIPHERS.test(algorithm)) {
    throw Object.assign(new Error('Unknown cipher'), { code: 'ERR_CRYPTO_UNKNOWN_CIPHER' });
  }
  const authTagLength = payload.optionalInteger('tagLength', 4, 16) ?? 16;
  return {
    // Any of them is used as an authenticated one, which has all the methods.
    algorithm: algorithm as 'aes-256-gcm',
    key: payload.bytes('key', 64),
    iv: payload.isSet('iv') ? payload.bytes('iv', 128) : Buffer.alloc(0),
    options: isAuthenticated(algorithm) ? { authTagLength } : {},
  };
}

function isAuthenticated(algorithm: string): boolean {
  return /gcm|poly1305/i.test(algorithm);
}
