import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { compute } from '../../../runtime/worker/compute/index.ts';

function refusal(operation: string, payload: unknown): string {
  const computed = compute(operation, payload);
  if (computed.ok) throw new Error(`${operation} was done`);
  return `${computed.error.code}: ${computed.error.message}`;
}

const password = { password: '', salt: '' };
const sealed = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;
const dsa = generateKeyPairSync('dsa', {
  modulusLength: 1024,
  divisorLength: 160,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).publicKey;

describe('an operation for the sandbox', () => {
  it('gives plain data', () =>
    assert.deepEqual(compute('crypto.hash', { algorithm: 'md5', data: 'YQ==' }), {
      ok: true,
      value: 'DMF1ucDxtqgxw5niaXcmYQ==',
    }));

  for (const operation of ['nothing', 'constructor', '__proto__', 'toString']) {
    it(`is not there: ${operation}`, () => assert.match(refusal(operation, {}), /there is no operation/));
  }
  for (const payload of [
    null,
    undefined,
    1,
    [],
    { data: 1 },
    { algorithm: {}, data: '' },
    { algorithm: 'md5' },
  ]) {
    it(`refuses ${JSON.stringify(payload)}`, () =>
      assert.match(refusal('crypto.hash', payload), /^ERR_INVALID_ARG_VALUE: .* is not a text/));
  }
});

describe('a key that cannot be read', () => {
  it('is not quoted', () => {
    const key = {
      wanted: 'private',
      format: 'jwk',
      key: JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'sesame', y: 'sesame', d: ['sesame'] }),
    };
    assert.doesNotMatch(refusal('crypto.readKey', key), /sesame/);
  });
  it('is not quoted even where it is no JSON', () =>
    assert.doesNotMatch(
      refusal('crypto.readKey', { wanted: 'private', format: 'jwk', key: 'sesame' }),
      /sesame/,
    ));
});

describe('what an operation may cost', () => {
  const refused: Readonly<Record<string, readonly [operation: string, payload: unknown, refusal: RegExp]>> = {
    'bytes of input': [
      'crypto.hash',
      { algorithm: 'md5', data: 'A'.repeat(8 * 1024 * 1024) },
      /more than \d+ characters/,
    ],
    'random bytes': ['crypto.random', { size: 2 ** 30 }, /not between/],
    rounds: ['crypto.pbkdf2', { ...password, iterations: 1e9, length: 1, digest: 'md5' }, /not between/],
    'rounds for long keys': [
      'crypto.pbkdf2',
      { ...password, iterations: 600_000, length: 4096, digest: 'sha256' },
      /600000 rounds for a key of 4096 bytes take too long/,
    ],
    memory: [
      'crypto.scrypt',
      { ...password, length: 8, cost: 2 ** 20, blockSize: 8, parallelization: 1 },
      /takes too long/,
    ],
    'work side by side': [
      'crypto.scrypt',
      { ...password, length: 8, cost: 2 ** 15, blockSize: 8, parallelization: 16 },
      /takes too long/,
    ],
    'ciphers that run twice over their input': [
      'crypto.encrypt',
      { algorithm: 'aes-256-siv', key: '', data: '' },
      /Unknown cipher/,
    ],
    'keys that are locked with as many rounds as they say': [
      'crypto.sign',
      { algorithm: 'sha256', data: '', key: { key: sealed, format: 'pem', passphrase: 'x' } },
      /locked with a passphrase/,
    ],
    'keys of other kinds': [
      'crypto.readKey',
      { wanted: 'public', key: dsa, format: 'pem' },
      /keys of the kind `dsa` cannot be used/,
    ],
    'long keys': [
      'crypto.readKey',
      { wanted: 'public', key: 'A'.repeat(2 ** 17), format: 'pem' },
      /more than/,
    ],
    'long addresses': ['url.parse', { text: `http://${'a'.repeat(2 ** 20)}` }, /more than/],
  };

  for (const [name, [operation, payload, wanted]] of Object.entries(refused)) {
    it(`is bounded: ${name}`, () => assert.match(refusal(operation, payload), wanted));
  }

  it('is enough for what is advised', () => {
    const advised = { ...password, iterations: 600_000, length: 32, digest: 'sha256' };
    assert.ok(compute('crypto.pbkdf2', advised).ok);
  });
});
