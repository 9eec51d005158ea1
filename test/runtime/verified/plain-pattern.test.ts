import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileHere, plainPattern } from '../../../runtime/verified/plain-pattern.ts';
import { compilePattern, patternProblem } from '../../../stdlib/pattern.ts';

describe('plainPattern', () => {
  for (const source of [
    '^(svc|bot)-[a-z0-9-]+$',
    '^(emp|svc-[a-z]+-)[0-9]+$',
    '^[a-z]{3}[0-9]{4,6}$',
    '(curl|python-requests)/[0-9]',
    'MSIE [0-9]+|Trident/[0-9]',
    '^\\.[A-F]?(?:x|y)z*$',
  ])
    it(`takes \`${source}\``, () => assert.equal(plainPattern(source)?.source, new RegExp(source).source));

  for (const source of [
    ...['', '^$', 'a|', '(a|)', '()', '.', '\\d', '\\bx', '[^a]', '[\\d]', '[a-Z]', 'ä', '^a$b'],
    ...[
      '(?i)a',
      '(?P<n>a)',
      '(a)+',
      '((a))',
      'a+?',
      'a**',
      'a{2,1}',
      'a{1001}',
      'a{',
      '(a\\)b)',
      'a]',
      '^^a',
    ],
  ])
    it(`does not know \`${source}\``, () => assert.equal(plainPattern(source), null));

  for (const source of [
    ...['^a+a$', '^a*ab$', '^a?a?a?$', '^[a-z]+[0-9]*[a-f]$', '^a+(b|a)$', '^(a+|b)a$', '^a{1,9}a$'],
    ...['^(a|ab)c$', '^(a|a)(a|a)$', '^(a?|b)c$', 'a+b', 'a+$', '(a+|b)c', 'ab?c'],
  ])
    it(`leaves \`${source}\` to who never goes back`, () => assert.equal(plainPattern(source), null));

  const piece = fc
    .tuple(
      fc.constantFrom('a', 'b', 'c', '-', '\\.', '\\-', '[ab]', '[b-c]', '[a-c-]', '[-a]', '/', ' '),
      fc.constantFrom('', '', '', '+', '*', '?', '{2}', '{1,2}', '{0,1}', '{2,}', '{0}'),
    )
    .map((parts) => parts.join(''));
  const row = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''));
  const group = fc
    .tuple(fc.constantFrom('(', '(?:'), fc.array(row, { minLength: 1, maxLength: 3 }))
    .map(([begin, rows]) => `${begin}${rows.join('|')})`);
  const alternative = fc
    .tuple(
      fc.constantFrom('', '^'),
      fc.array(fc.oneof(piece, group), { maxLength: 4 }),
      fc.constantFrom('', '$'),
    )
    .map(([begin, parts, end]) => begin + parts.join('') + end);
  const pattern = fc.array(alternative, { minLength: 1, maxLength: 2 }).map((all) => all.join('|'));
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', '-', '.', '/', ' ', '\n', 'é', '\u{1f600}', '\ud800'),
    maxLength: 8,
  });

  it('law: it means what RE2 means', () => {
    let seen = 0;
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 5, maxLength: 20 }), (source, texts) => {
        if (plainPattern(source) === null) return;
        seen++;
        assert.equal(patternProblem(source), null);
        for (const one of texts)
          assert.equal(compileHere(source, '').test(one), compilePattern(source, '').test(one), source);
      }),
      { numRuns: 5000 },
    );
    assert.ok(seen > 250, `only ${seen} patterns were plain`);
  });
});

describe('compileHere', () => {
  it('keeps what is folded to who knows how', () =>
    assert.deepEqual(
      ['K', '\u212a'].map((one) => compileHere('^k$', 'i').test(one)),
      ['K', '\u212a'].map((one) => compilePattern('^k$', 'i').test(one)),
    ));
  it('replaces as ever', () => assert.equal(compileHere('a[0-9]', '').replaceAll('a1 a2', '$&'), '$& $&'));
});
