import { createHash, createHmac, getCiphers, getHashes, randomBytes } from 'node:crypto';
import type { Payload } from './payload.ts';

const LONGEST_DIGEST = 1024;
const MOST_RANDOM = 1024 * 1024;

/** Digests, authentication codes and random bytes; values are base64. */
export const hashOperations = {
  'crypto.hash': (payload: Payload) => {
    const outputLength = payload.optionalInteger('outputLength', 0, LONGEST_DIGEST);
    const hash = createHash(payload.text('algorithm'), outputLength === undefined ? {} : { outputLength });
    return hash.update(payload.bytes('data')).digest('base64');
  },
  'crypto.hmac': (payload: Payload) =>
    createHmac(payload.text('algorithm'), payload.bytes('key'))
      .update(payload.bytes('data'))
      .digest('base64'),
  'crypto.random': (payload: Payload) =>
    randomBytes(payload.integer('size', 0, MOST_RANDOM)).toString('base64'),
  /** Names. */
  'crypto.hashes': () => getHashes(),
  'crypto.ciphers': () => getCiphers(),
};
