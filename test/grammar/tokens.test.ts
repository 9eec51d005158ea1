import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Lexer } from 'chevrotain';
import { LEXER_DEFINITION, lexer } from '../../grammar/tokens.ts';

describe('lexer', () => {
  it('is made of what its library finds nothing wrong with', () => {
    const { lexerDefinitionErrors } = new Lexer(LEXER_DEFINITION, { deferDefinitionErrorsHandling: true });
    assert.deepEqual(lexerDefinitionErrors, []);
  });

  it('makes a token of every character but blanks, so that none is lost', () => {
    for (let code = 0; code < 0x10000; code++) {
      const character = String.fromCharCode(code);
      const { tokens, errors } = lexer.tokenize(character, 'sentence');
      const images = tokens.map(({ image }) => image);
      assert.deepEqual(
        [images, errors],
        [/\s/.test(character) ? [] : [character], []],
        `U+${code.toString(16)}`,
      );
    }
  });

  it('takes a name with letters outside a to z as one', () => {
    for (const name of ['größe', 'Ärger', 'a1-é', '名前', '𝒜b'])
      assert.deepEqual(typesOf(name), ['StrangeName']);
    for (const name of ['size', 'is-ok', 'm']) assert.deepEqual(typesOf(name), ['Name']);
  });
});

function typesOf(text: string): readonly string[] {
  return lexer.tokenize(text, 'sentence').tokens.map(({ tokenType }) => tokenType.name);
}
