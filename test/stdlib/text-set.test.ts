import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildTexts, findText } from '../../stdlib/flat-texts.ts';
import { allMembersOf, anyMemberOf, memberOf, setItems } from '../../stdlib/membership.ts';
import { flatTextsOf, openTextSet, textSetOf } from '../../stdlib/text-set.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\u0142'), maxLength: 2 });
const texts = fc.array(text, { maxLength: 8 });

describe('sets of texts', () => {
  it('make flat memory once', () => {
    const set = textSetOf(['a', 'b']);
    assert.equal(flatTextsOf(set), flatTextsOf(set));
    assert.notEqual(findText(flatTextsOf(set) ?? assert.fail(), 'b'), 0);
  });
  it('are not made of others', () => assert.equal(flatTextsOf(new Set(['a'])), null));
  it('keep each of many texts once', () => {
    const many = Array.from({ length: 300 }, (_, index) => `text ${index}`);
    assert.deepEqual(setItems(textSetOf([...many, ...many])), many);
    assert.deepEqual(setItems(textSetOf(many)), many);
  });
  it('have texts only', () => {
    assert.equal(openTextSet(buildTexts(['1'], 0)).has(1), false);
    assert.equal(textSetOf(['1']).has(1), false);
  });

  it('law: answer as a plain set does, whatever they are made of', () =>
    fc.assert(
      fc.property(texts, texts, text, (items, list, one) => {
        const plain = new Set(items);
        for (const set of [textSetOf(items), openTextSet(buildTexts(items, 0))]) {
          assert.equal(set.size, plain.size);
          assert.equal(memberOf(one, set), memberOf(one, plain));
          assert.equal(anyMemberOf(list, set), anyMemberOf(list, plain));
          assert.equal(allMembersOf(list, set), allMembersOf(list, plain));
          assert.deepEqual(setItems(set), setItems(plain));
        }
      }),
    ));
});
