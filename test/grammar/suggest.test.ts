import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { suggest } from '../../grammar/index.ts';
import { runs } from '../laws/runs.ts';

const FIELDS = ['email', 'email_verified', 'name', 'nickname', 'groups', 'app_metadata'];

describe('suggest', () => {
  const ROWS: readonly (readonly [word: string, suggestion: string | null])[] = [
    ['emial', 'email'],
    ['Email', 'email'],
    ['emailverified', 'email_verified'],
    ['group', 'groups'],
    ['nick_name', 'nickname'],
    ['naem', 'name'],
    ['department', null],
    ['x', null],
    ['', null],
    ['email', null],
  ];
  for (const [word, suggestion] of ROWS) {
    it(`gives ${suggestion} for ${word || 'nothing'}`, () => assert.equal(suggest(word, FIELDS), suggestion));
  }

  it('gives nothing when there is nothing to choose from', () => assert.equal(suggest('email', []), null));

  it('does not go through words without end', () =>
    assert.equal(suggest('e'.repeat(5000), ['e'.repeat(5001)]), null));
});

describe('suggesting, as a law', () => {
  const word = fc.stringMatching(/^[a-c]{1,6}$/);
  it('does not depend on the order of the candidates', () => {
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 6 }), (mistyped, candidates) => {
        assert.equal(suggest(mistyped, candidates), suggest(mistyped, candidates.toReversed()));
      }),
      runs(500),
    );
  });

  it('finds a word of five letters or more with one slip in it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{5,12}$/),
        fc.nat(),
        fc.constantFrom('', 'x'),
        (original, at, put) => {
          const from = at % original.length;
          const mistyped = original.slice(0, from) + put + original.slice(from + 1);
          fc.pre(mistyped !== original);
          assert.equal(suggest(mistyped, [original]), original);
        },
      ),
      runs(500),
    );
  });
});
