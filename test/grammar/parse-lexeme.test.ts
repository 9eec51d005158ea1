import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type CST, Lexer, Parser } from 'yaml';
import { createLexemeParser, parseLexeme } from '../../grammar/parse-lexeme.ts';
import { mutated } from '../arbitraries/index.ts';

describe('parseLexeme', () => {
  it('gives the tokens of the library for a file with everything that YAML has', () => {
    assert.deepEqual(tokensOf(EVERYTHING), [...new Parser().parse(EVERYTHING)]);
  });

  it('gives the tokens of the library for broken files', () => {
    fc.assert(
      fc.property(mutated(fc.constant(EVERYTHING)), (text) => {
        assert.deepEqual(tokensOf(text), [...new Parser().parse(text)]);
      }),
    );
  });

  it('gives the tokens of the library for any row of signs', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SIGNS), { maxLength: 40 }), (signs) => {
        const text = signs.join('');
        assert.deepEqual(tokensOf(text), [...new Parser().parse(text)]);
      }),
    );
  });
});

const EVERYTHING = `%YAML 1.2
---
# A comment
a: { b: [c, 'd', "e f"], g: , "h":i, ? j : k } # another
l:
- m
-   n: o
    p: |-
      q

      r
    s: >+
      t
? u
: v
w: &x !y z
"a b": *x
...
second: document
`;

const SIGNS = [
  ...'abc -?:,[]{}#&*!|>\'"%@`\n\t',
  ...['\n  ', '\n- ', ': ', '- ', ' #', '---\n', '...\n', '\r\n', '\ufeff', "''"],
];

function tokensOf(text: string): readonly CST.Token[] {
  const parser = createLexemeParser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) parseLexeme(parser, lexeme, tokens);
  return [...tokens, ...parser.end()];
}
