import { createHash, hkdfSync, pbkdf2Sync, scryptSync } from 'node:crypto';
import { type Payload, tooLarge } from './payload.ts';

/** Rounds times blocks of output: 600,000 are the advice for SHA-256 and take a fifth of a second. */
const MOST_ROUNDS = 700_000;
/** As Node has it: N · r · 128 bytes of memory. */
const MOST_MEMORY = 32 * 1024 * 1024;
const LONGEST_KEY = 4096;
const LONGEST_PASSWORD = 64 * 1024;

/** Keys from passwords and from other keys; values are base64. */
export const derivationOperations = {
  'crypto.pbkdf2': (payload: Payload) => {
    const length = payload.integer('length', 0, LONGEST_KEY);
    const digest = payload.text('digest');
    const iterations = payload.integer('iterations', 1, MOST_ROUNDS);
    if (iterations * Math.ceil(length / createHash(digest).digest().length) > MOST_ROUNDS) {
      throw tooLarge(`${iterations} rounds for a key of ${length} bytes take too long for a login`);
    }
    const { password, salt } = secretsOf(payload);
    return pbkdf2Sync(password, salt, iterations, length, digest).toString('base64');
  },
  'crypto.scrypt': (payload: Payload) => {
    const cost = payload.integer('cost', 2, 2 ** 20);
    const blockSize = payload.integer('blockSize', 1, 1024);
    const parallelization = payload.integer('parallelization', 1, 16);
    if (128 * cost * blockSize > MOST_MEMORY || 128 * cost * blockSize * parallelization > MOST_MEMORY * 2) {
      throw tooLarge(`scrypt with a cost of ${cost} and blocks of ${blockSize} takes too long for a login`);
    }
    const options = { cost, blockSize, parallelization, maxmem: MOST_MEMORY * 2 };
    const { password, salt } = secretsOf(payload);
    return scryptSync(password, salt, payload.integer('length', 0, LONGEST_KEY), options).toString('base64');
  },
  'crypto.hkdf': (payload: Payload) => {
    const { password, salt } = secretsOf(payload);
    const info = payload.bytes('info', 1024);
    const length = payload.integer('length', 0, LONGEST_KEY);
    return Buffer.from(hkdfSync(payload.text('digest'), password, salt, info, length)).toString('base64');
  },
};

function secretsOf(payload: Payload): { readonly password: Buffer; readonly salt: Buffer } {
  return {
    password: payload.bytes('password', LONGEST_PASSWORD),
    salt: payload.bytes('salt', LONGEST_PASSWORD),
  };
}
