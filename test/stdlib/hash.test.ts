import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hash, hashBuiltins, utf8Bytes } from '../../stdlib/hash.ts';
import { describeTotality } from './describe-totality.ts';

describeTotality(hashBuiltins.map(({ run }) => run));

const expected = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('hash', () => {
  it('is the digest of node:crypto around the edges of a block', () => {
    for (let length = 0; length < 200; length++) {
      assert.equal(hash('é'.repeat(length), 'sha256'), expected('é'.repeat(length)));
    }
  });
  it('takes half a surrogate pair for U+FFFD', () =>
    assert.equal(hash('a\ud800b', 'sha256'), expected('a\ufffdb')));
  it('knows no other algorithm', () => {
    for (const name of ['SHA256', 'sha-256', 'sha512', 'md5', '']) assert.equal(hash('abc', name), undefined);
  });
});

describe('laws of hash', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: fc.nat(0xffff).map(unit) }),
  );

  it('law: the digest is that of node:crypto', () => {
    fc.assert(fc.property(text, (value) => assert.equal(hash(value, 'sha256'), expected(value))));
  });

  it('law: the bytes are those of Buffer', () => {
    fc.assert(
      fc.property(text, (value) => assert.deepEqual(utf8Bytes(value), [...Buffer.from(value, 'utf8')])),
    );
  });
});

function unit(code: number): string {
  return String.fromCharCode(code);
}
