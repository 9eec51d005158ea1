import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Lexer } from 'yaml';
import { lexYaml } from '../../grammar/lex-yaml.ts';
import { anySigns, brokenYaml, YAML_WITH_EVERYTHING } from './any-yaml.ts';

describe('lexYaml', () => {
  it('gives the lexemes of the library for a file with everything that YAML has', () => {
    assertSame(YAML_WITH_EVERYTHING);
  });

  it('gives the lexemes of the library for broken files', () => {
    fc.assert(fc.property(brokenYaml, assertSame));
  });

  it('gives the lexemes of the library for any row of signs', () => {
    fc.assert(fc.property(anySigns, assertSame));
  });
});

function assertSame(text: string): void {
  assert.deepEqual(lexYaml(text), [...new Lexer().lex(text)]);
}
