import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import { tokenizer } from 'acorn';
import { library } from '../../stdlib/library.ts';
import { freeNames, functionText, libraryText } from '../../stdlib/library-text.ts';
import { outsideNames } from './scope-of.ts';

const declared = (text: string): readonly string[] =>
  [...text.matchAll(/^function ([\w$]+)/gm)].map(([, name = '']) => name);

describe('libraryText', () => {
  it('declares a function that needs no other alone', () =>
    assert.deepEqual(declared(libraryText(['truthOf'])), ['truthOf']));

  it('declares what a function calls in turn, sorted by name', () =>
    assert.deepEqual(declared(libraryText(['joinTexts'])), [
      'boundedText',
      'decimalText',
      'joinTexts',
      'numberOf',
      'toText',
    ]));

  it('declares each function once, whatever the order of the names', () => {
    const names = ['isBetween', 'textContains', 'isAtMost'];
    assert.equal(libraryText(names), libraryText([...names.toReversed(), ...names]));
  });

  it('is empty for no names', () => assert.equal(libraryText([]), ''));

  it('refuses a name that is no function of the library', () =>
    assert.throws(() => libraryText(['constructor']), /only names of library functions/));

  it('leaves no blanks where types stood', () =>
    assert.match(libraryText(['own']), /^function own\(record, name\) \{$/m));
});

describe('every function of the library', () => {
  const bare = new Set<string>(
    vm.runInNewContext('Object.getOwnPropertyNames(globalThis)').filter((name: string) => name !== 'console'),
  );

  for (const [name, run] of library) {
    it(`${name}: refers to nothing but itself, JavaScript and the library`, () => {
      const outside = [...outsideNames(run.toString())];
      assert.deepEqual(
        outside.filter((free) => !library.has(free) && !bare.has(free)),
        [],
      );
      assert.deepEqual(
        freeNames(functionText(run))
          .filter((free) => library.has(free))
          .sort(),
        outside.filter((free) => library.has(free)).sort(),
      );
    });

    it(`${name}: is the same code without the blanks of its types`, () => {
      const code = (text: string): readonly string[] =>
        Array.from(tokenizer(text, { ecmaVersion: 2024 }), ({ start, end }) => text.slice(start, end));
      assert.deepEqual(code(functionText(run)), code(run.toString()));
      assert.doesNotMatch(functionText(run), / $/m);
    });
  }
});
