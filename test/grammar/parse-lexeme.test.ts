import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type CST, Lexer, Parser } from 'yaml';
import { createLexemeParser, parseLexeme } from '../../grammar/parse-lexeme.ts';
import { anySigns, brokenYaml, YAML_WITH_EVERYTHING } from './any-yaml.ts';

describe('parseLexeme', () => {
  it('gives the tokens of the library for a file with everything that YAML has', () => {
    assertSame(YAML_WITH_EVERYTHING);
  });

  it('gives the tokens of the library for broken files', () => {
    fc.assert(fc.property(brokenYaml, assertSame));
  });

  it('gives the tokens of the library for any row of signs', () => {
    fc.assert(fc.property(anySigns, assertSame));
  });
});

function assertSame(text: string): void {
  const parser = createLexemeParser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) parseLexeme(parser, lexeme, tokens);
  assert.deepEqual([...tokens, ...parser.end()], [...new Parser().parse(text)]);
}
