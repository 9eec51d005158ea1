import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { parse } from 'acorn';
import fc from 'fast-check';
import {
  block,
  Code,
  comment,
  identifier,
  indent,
  js,
  later,
  mark,
  part,
  split,
  textOfCode,
} from '../../../compiler/emit/code.ts';
import type { Literal } from '../../../compiler/emit/literal-text.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u2028',
    '\u2029',
    '</script>',
    '`${x}`',
    '*/',
    '\\',
    '"',
    "'",
    '\n',
    '\ud800',
    '<!--',
    '//# x',
  ),
);
const anyLiteral = fc.letrec<{ literal: Literal }>((tie) => ({
  literal: fc.oneof(
    { depthSize: 'small' },
    anyText,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.array(tie('literal')),
    fc.dictionary(fc.oneof(anyText, fc.constantFrom('__proto__', 'constructor')), tie('literal')),
  ),
})).literal;

function evaluate(code: Code): unknown {
  return structuredClone(runInNewContext(`(${textOfCode(code)})`));
}

describe('the template tag js', () => {
  it('keeps code and quotes everything else', () => {
    assert.equal(textOfCode(js`f(${'a"b'}, ${js`x + 1`}, ${[1, true]})`), 'f("a\\"b", x + 1, [1, true])');
  });

  it('cannot be had by way of a constructor', () => {
    // @ts-expect-error the constructor is private, so only the tag makes code
    assert.ok(new Code(['alert(1)']));
  });

  it('law: evaluating the literal of a value gives the value', () => {
    fc.assert(
      fc.property(anyLiteral, (value) => assert.deepEqual(evaluate(js`${value}`), structuredClone(value))),
    );
  });

  it('law: a literal stands on one line and closes no script element', () => {
    fc.assert(
      fc.property(anyLiteral, (value) =>
        assert.doesNotMatch(textOfCode(js`${value}`), /[\n\r\u2028\u2029]|<[/!]/),
      ),
    );
  });
});

describe('comment', () => {
  it('law: whatever the text, what follows on the next line is code', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const program = textOfCode(js`${comment(text)}\n42`);
        assert.equal(runInNewContext(program), 42);
        assert.equal(parse(program, { ecmaVersion: 2024 }).body.length, 1);
      }),
    );
  });
});

describe('identifier', () => {
  it('refuses what is none', () => {
    for (const text of ['', '1a', 'a-b', 'a b', 'a;b', 'ä'])
      assert.throws(() => identifier(text), /no identifier/);
  });
});

describe('later', () => {
  it('puts in what is known in the end, in its place and at its depth', () => {
    let name = 'early';
    const inner = later(() => js`${name}${later(() => js`\n2`)}`);
    const code = js`{${block([js`1${mark(7)}${inner}`, js`${inner}3`])}\n}`;
    name = 'late';
    assert.deepEqual(code.print(), {
      text: '{\n  1"late"\n  2\n  "late"\n  23\n}',
      marks: [{ offset: 7, line: 1, column: 3 }],
    });
  });
});

describe('split', () => {
  it('takes code apart at its parts, without marks and comments', () => {
    const code = js`{${block([comment('a'), js`${mark(3)}f(${part(js`${'x'}`)}, ${later(() => part(js`y`))})`])}\n}`;
    const { around, parts } = split(code);
    assert.deepEqual(around.map(textOfCode), ['{\n  f(', ', ', ')\n}']);
    assert.deepEqual(parts.map(textOfCode), ['"x"', 'y']);
  });

  it('gives the same key to code that is alike but for its parts', () => {
    const keyOf = (text: string, value: string) => split(js`${identifier(text)}(${part(js`${value}`)})`).key;
    assert.equal(keyOf('f', 'a'), keyOf('f', 'b'));
    assert.notEqual(keyOf('f', 'a'), keyOf('g', 'a'));
  });

  it('leaves nothing of parts in code that is printed', () =>
    assert.equal(textOfCode(js`f(${part(js`${1}`)}) ${comment('c')}`), 'f(1) // c'));
});

describe('indent', () => {
  it('moves every line but the first', () => {
    assert.equal(textOfCode(indent(js`a\n${js`b\nc`}`)), 'a\n  b\n  c');
  });
});
