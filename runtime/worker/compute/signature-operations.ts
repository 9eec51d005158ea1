import {
  constants,
  type KeyObject,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
  sign,
  verify,
} from 'node:crypto';
import type { Payload } from './payload.ts';
import { readKey } from './read-key.ts';

/**
 * Signatures and encryption with keys; `key` is a payload of `readKey`. Values are base64, of `crypto.verify` a yes
 * or no.
 */
export const signatureOperations = {
  'crypto.sign': (payload: Payload) => {
    const key = readKey(payload.payload('key'), 'private');
    const { algorithm, data, options } = settingsOf(payload, key);
    return sign(algorithm, data, options).toString('base64');
  },
  'crypto.verify': (payload: Payload) => {
    const key = readKey(payload.payload('key'), 'public');
    const { algorithm, data, options } = settingsOf(payload, key);
    return verify(algorithm, data, options, payload.bytes('signature'));
  },
  'crypto.publicEncrypt': (payload: Payload) =>
    base64(publicEncrypt(envelopeOf(payload, 'public'), dataOf(payload))),
  'crypto.privateDecrypt': (payload: Payload) =>
    base64(privateDecrypt(envelopeOf(payload, 'private'), dataOf(payload))),
  'crypto.privateEncrypt': (payload: Payload) =>
    base64(privateEncrypt(envelopeOf(payload, 'private'), dataOf(payload))),
  'crypto.publicDecrypt': (payload: Payload) =>
    base64(publicDecrypt(envelopeOf(payload, 'public'), dataOf(payload))),
};

function settingsOf(payload: Payload, key: KeyObject) {
  const padding = paddingOf(payload);
  const saltLength = payload.optionalInteger('saltLength', -3, 1024);
  const dsaEncoding: 'der' | 'ieee-p1363' =
    payload.optionalText('dsaEncoding') === 'ieee-p1363' ? 'ieee-p1363' : 'der';
  return {
    algorithm: payload.optionalText('algorithm'),
    data: payload.bytes('data'),
    options: { key, dsaEncoding, ...padding, ...(saltLength === undefined ? {} : { saltLength }) },
  };
}

function envelopeOf(payload: Payload, wanted: 'private' | 'public') {
  const oaepHash = payload.optionalText('oaepHash');
  const oaepLabel = payload.optionalBytes('oaepLabel');
  return {
    key: readKey(payload.payload('key'), wanted),
    ...paddingOf(payload),
    ...(oaepHash === undefined ? {} : { oaepHash }),
    ...(oaepLabel === undefined ? {} : { oaepLabel }),
  };
}

function paddingOf(payload: Payload): { padding?: number } {
  const padding = payload.optionalInteger('padding', 1, constants.RSA_PKCS1_PSS_PADDING);
  return padding === undefined ? {} : { padding };
}

function dataOf(payload: Payload): Buffer {
  return payload.bytes('data', 8192);
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64');
}
