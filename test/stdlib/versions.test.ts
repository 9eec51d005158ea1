import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareVersions, versionAtLeast, versionBetween, versionBuiltins } from '../../stdlib/versions.ts';
import { describeTotality } from './describe-totality.ts';

describeTotality([...versionBuiltins.map(({ run }) => run), compareVersions]);

describe('compareVersions', () => {
  it('puts the versions of semver.org in their order', () => {
    const ordered = [
      ...['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11'],
      ...['1.0.0-rc.1', '1.0.0', '1.0.1', '1.2', '1.10', '2', '2.0.0.1', '10'],
    ];
    for (const [index, version] of ordered.entries()) {
      for (const [other, later] of ordered.entries()) {
        assert.equal(Math.sign(compareVersions(version, later) ?? Number.NaN), Math.sign(index - other));
      }
    }
  });
  it('leaves out `v`, absent zeros, leading zeros and what stands after a plus', () => {
    for (const same of ['v1.2', '1.2.0', '1.2.0.0', '01.02', '1.2+build.5', 'V1.2']) {
      assert.equal(compareVersions('1.2', same), 0, same);
    }
  });
  it('compares numbers of any length', () =>
    assert.equal(versionAtLeast('1.9007199254740993', '1.9007199254740992'), true));
  for (const text of [
    '',
    'v',
    '1.',
    '.1',
    '1..2',
    '1.x',
    '1.2-',
    '1.2-rc..1',
    '1.2 ',
    '-1',
    'one',
    17,
    '1+',
  ]) {
    it(`refuses \`${text}\``, () => assert.equal(compareVersions(text, '1'), undefined));
  }
});

describe('laws of versions', () => {
  const numbers = fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
  const word = fc.oneof(fc.nat(12).map(String), fc.constantFrom('alpha', 'rc', 'a-b'));
  const suffix = fc
    .array(word, { maxLength: 2 })
    .map((parts) => (parts.length === 0 ? '' : `-${parts.join('.')}`));
  const version = fc.tuple(numbers, suffix).map((parts) => parts.join(''));

  it('law: versions are in one order', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const order = (left: string, right: string): number =>
          Math.sign(compareVersions(left, right) ?? Number.NaN);
        assert.equal(order(a, a), 0);
        assert.equal(order(a, b) + order(b, a), 0);
        if (order(a, b) <= 0 && order(b, c) <= 0) assert.ok(order(a, c) <= 0);
      }),
      { numRuns: 500 },
    );
  });

  it('law: between is at least the lowest and no later than the highest', () => {
    fc.assert(
      fc.property(version, version, version, (a, low, high) => {
        assert.equal(versionBetween(a, low, high), versionAtLeast(a, low) && versionAtLeast(high, a));
      }),
    );
  });
});
