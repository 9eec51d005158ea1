import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { endsWith, likeText, matchesPattern, startsWith, textContains } from '../../stdlib/match-text.ts';
import { compilePattern } from '../../stdlib/pattern.ts';

/** The meaning of `like`, said in the shortest way. */
function isLike(text: readonly string[], pattern: readonly string[]): boolean {
  const [wanted, ...rest] = pattern;
  if (wanted === undefined) return text.length === 0;
  if (wanted === '*') return isLike(text, rest) || (text.length > 0 && isLike(text.slice(1), pattern));
  return text.length > 0 && (wanted === '?' || wanted === text[0]) && isLike(text.slice(1), rest);
}

describe('likeText', () => {
  const like = (text: string, pattern: string, expected: boolean): void =>
    assert.equal(likeText(text, pattern), expected);

  it('compares the whole text', () => {
    like('admin', 'admin', true);
    like('administrator', 'admin', false);
    like('', '', true);
  });
  it('takes * for any characters or none', () => {
    like('admin-eu', 'admin-*', true);
    like('admin-', 'admin-*', true);
    like('x.corp.example', '*.example', true);
    like('example', '*.example', false);
  });
  it('takes ? for one character, an emoji too', () => {
    like('team1', 'team?', true);
    like('team', 'team?', false);
    like('team😀', 'team?', true);
    like('😀c', '*??c', false);
  });
  it('has no other signs', () => {
    like('a.c', 'a.c', true);
    like('abc', 'a.c', false);
    like('[a]', '[a]', true);
  });

  it('law: it agrees with the definition', () => {
    const unit = fc.constantFrom('a', 'b', '😀', '\ude00');
    const text = fc.array(unit, { maxLength: 8 }).map((units) => units.join(''));
    const pattern = fc
      .array(fc.oneof(unit, fc.constantFrom('*', '?')), { maxLength: 6 })
      .map((units) => units.join(''));
    fc.assert(
      fc.property(text, pattern, (text, pattern) => like(text, pattern, isLike([...text], [...pattern]))),
      { numRuns: 3000 },
    );
  });
});

describe('parts of texts', () => {
  it('are found where they are', () => {
    assert.equal(textContains('ada@example.com', '@'), true);
    assert.equal(startsWith('admin-eu', 'admin-'), true);
    assert.equal(endsWith('evilexample.com', '.example.com'), false);
  });
  it('are found by patterns', () => {
    assert.equal(matchesPattern('team-12', compilePattern('^team-[0-9]+$', '')), true);
    assert.equal(matchesPattern('Team-12', compilePattern('^team', '')), false);
  });
});
