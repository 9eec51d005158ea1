import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseTemplateText } from '../../grammar/index.ts';
import { sketch } from './sketch.ts';

const TEXTS: readonly (readonly [text: string, tree: string])[] = [
  ['Hello', '"Hello"'],
  ['', '""'],
  ['Need help? ${settings.support}', '(join "Need help? " settings.support)'],
  ['${a}${b} and "c"', '(join a b " and \\"c\\"")'],
  ['$${a} costs $5 or $$ {x}', '"${a} costs $5 or $$ {x}"'],
  ['back\\slash "quote" ${a}', '(join "back\\\\slash \\"quote\\" " a)'],
  ['${if a then \'}\' else "${b}"}', '(join (if a "}" (join b)))'],
];

describe('parseTemplateText', () => {
  for (const [text, tree] of TEXTS) {
    it(`reads ${text}`, () => {
      const { value, diagnostics } = parseTemplateText(text);
      assert.deepEqual(diagnostics, []);
      assert.equal(sketch(value), tree);
    });
  }

  it('gives spans of the text', () => {
    const text = 'Hello ${user.name} from ${app}';
    const { value } = parseTemplateText(text);
    const values = value.kind === 'template' ? value.parts.filter((part) => typeof part !== 'string') : [];
    assert.deepEqual(
      values.map(({ span }) => text.slice(span.start, span.end)),
      ['user.name', 'app'],
    );
  });

  const MISTAKES: readonly (readonly [text: string, mistake: string])[] = [
    ['Hello ${user.name', 'missing-bracket: .name'],
    ['Hello ${user.name equals "x"}', 'unknown-operator: equals'],
    ['Hello ${}', 'missing-operand: ${'],
    ['${a b}', 'unexpected-word: a b'],
  ];
  for (const [text, mistake] of MISTAKES) {
    it(`tells what is wrong with ${text}`, () => {
      const found = parseTemplateText(text).diagnostics.map(
        ({ code, span }) => `${code}: ${text.slice(span.start, span.end)}`,
      );
      assert.deepEqual(found, [mistake]);
    });
  }
});
