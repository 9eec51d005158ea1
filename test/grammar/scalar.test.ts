import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Composer, type CST, isScalar, Parser, visit } from 'yaml';
import { readScalar } from '../../grammar/scalar.ts';
import { runs } from '../laws/runs.ts';

const RUNS = 4000;

const STYLES = [
  'scalar',
  'single-quoted-scalar',
  'double-quoted-scalar',
  'literal block',
  'folded block',
] as const;
type Style = (typeof STYLES)[number];

describe('readScalar', () => {
  it('places a plain text', () => {
    assert.deepEqual(places('k: user.ok\n'), ['u', 's', 'e', 'r', '.', 'o', 'k']);
  });

  it('folds a plain text over lines', () => {
    assert.equal(only('k: a\n   b\n\n   c\n').text, 'a b\nc');
    assert.deepEqual(places('k: a\n   b\n\n   c\n'), ['a', '\n   ', 'b', '\n', 'c']);
  });

  it('unfolds CR LF like LF', () => {
    assert.equal(only('k: a\r\n   b\r\n\r\n   c\r\n').text, 'a b\nc');
    assert.deepEqual(places('k: a\r\n   b\r\n\r\n   c\r\n'), ['a', '\r\n   ', 'b', '\r\n', 'c']);
  });

  it('takes two single quotes for one', () => {
    assert.deepEqual(places("k: 'it''s'"), ['i', 't', "''", 's']);
  });

  it('takes an escape for what it writes', () => {
    assert.deepEqual(places('k: "a\\"\\x41\\u00e9"'), ['a', '\\"', '\\x41', '\\u00e9']);
  });

  it('takes an escape of two units for both', () => {
    assert.deepEqual(places('k: "\\U0001F600"'), ['\\U0001F600', '\\U0001F600']);
  });

  it('skips an escaped line break', () => {
    assert.deepEqual(places('k: "a\\\n   b"'), ['a', 'b']);
  });

  it('leaves the indentation of a block out', () => {
    assert.deepEqual(places('k: |\n  ab\n   c\n'), ['a', 'b', '\n', ' ', 'c', '\n']);
  });

  it('folds a block', () => {
    assert.deepEqual(places('k: >-\n  ab\n  c\n\n  d\n'), ['a', 'b', '\n  ', 'c', '\n', 'd']);
  });

  it('knows chomping and indentation signs', () => {
    assert.equal(only('k: |1+\n  a\n\n').text, ' a\n\n');
    assert.equal(only('k: >2-\n    a\n').text, '  a');
  });

  it('counts a byte order mark as a character of the file', () => {
    assert.equal(only('\ufeffk: a').placement.start(0), 4);
  });

  it('places an empty text between its quotes', () => {
    const { placement } = only('k: ""');
    assert.deepEqual([placement.start(0), placement.end(0)], [4, 4]);
  });

  for (const style of STYLES) {
    it(`law: the character at the mapped place is the character of the text (${style})`, () => {
      let seen = 0;
      fc.assert(
        fc.property(arbitraryFile(style), (file) => {
          for (const scalar of scalarsOf(file)) {
            if (styleOf(scalar.token) !== style) continue;
            seen++;
            assertPlaced(file, scalar);
          }
        }),
        runs(RUNS),
      );
      assert.ok(seen > RUNS / 4, `only ${seen} texts of this style were seen`);
    });
  }
});

interface Found {
  readonly token: CST.FlowScalar | CST.BlockScalar;
  /** What the YAML library reads. */
  readonly value: string;
}

/** Every text of a file that YAML accepts; none when it does not. */
function scalarsOf(file: string): Found[] {
  const composer = new Composer({ schema: 'failsafe', keepSourceTokens: true, prettyErrors: false });
  const found: Found[] = [];
  for (const document of composer.compose(new Parser().parse(file), true, file.length)) {
    if (document.errors.length > 0) return [];
    visit(document, (_, node) => {
      if (!isScalar(node) || node.srcToken === undefined || typeof node.value !== 'string') return;
      found.push({ token: node.srcToken as Found['token'], value: node.value });
    });
  }
  return found;
}

function only(file: string) {
  const value = scalarsOf(file)[1];
  assert.ok(value !== undefined, 'the file holds a key and a value');
  return readScalar(value.token);
}

/** For each character of the value, what stands for it in the file. */
function places(file: string): string[] {
  const { text, placement } = only(file);
  return Array.from({ length: text.length }, (_, index) =>
    file.slice(placement.start(index), placement.end(index + 1)),
  );
}

function styleOf(token: Found['token']): Style {
  if (token.type === 'alias') return 'scalar';
  if (token.type !== 'block-scalar') return token.type;
  return (token.props[0] as CST.SourceToken).source.startsWith('|') ? 'literal block' : 'folded block';
}

function assertPlaced(file: string, { token, value }: Found): void {
  const { text, placement } = readScalar(token);
  assert.equal(text, value);
  for (let index = 0; index < text.length; index++) {
    const written = file.slice(placement.start(index), placement.end(index + 1));
    assert.ok(
      writes(written, text, index),
      `${JSON.stringify(written)} stands for ${JSON.stringify(text[index])}`,
    );
    if (index > 0) assert.ok(placement.start(index) >= placement.start(index - 1), 'places go forward');
  }
  assert.ok(placement.end(text.length) <= file.length);
}

/** The character itself, a line break that makes it, or an escape of the two quoted styles. */
function writes(written: string, text: string, index: number): boolean {
  const character = text.charAt(index);
  if (written === character) return true;
  if (character === ' ' && /^\r?\n[ \t\r\n]*$/.test(written)) return true;
  if (character === '\n' && /^(\r?\n|\r)?$/.test(written)) return true;
  if (character === "'" && written === "''") return true;
  const escaped = written.startsWith('\\') ? scalarsOf(`"${written}"`)[0]?.value : undefined;
  if (escaped === undefined) return false;
  return (
    escaped === character ||
    escaped === text.slice(index, index + 2) ||
    escaped === text.slice(index - 1, index + 1)
  );
}

function arbitraryFile(style: Style): fc.Arbitrary<string> {
  const newline = fc.constantFrom('\n', '\r\n');
  const frame = fc.constantFrom('k: ', '- - k: ', '- ', 'a:\n  b:\n    ');
  return fc
    .tuple(
      fc.array(arbitraryPiece(style), { maxLength: 14 }),
      frame,
      newline,
      fc.boolean(),
      arbitraryHeader(style),
    )
    .map(([pieces, before, lineBreak, isMarked, header]) => {
      const body = pieces.join('');
      const file = `${isMarked ? '\ufeff' : ''}${before}${wrap(style, body, header)}`;
      return file.replaceAll('\n', lineBreak);
    });
}

function arbitraryPiece(style: Style): fc.Arbitrary<string> {
  const shared = [
    'a',
    'é',
    '😀',
    'user.ok',
    ' ',
    '  ',
    '\n      ',
    '\n\n      ',
    '\n \n      ',
    ' \n       \n\n      ',
    '\t',
    ' \t ',
  ];
  switch (style) {
    case 'scalar':
      return fc.constantFrom(...shared.slice(0, 10), '"', "'", '\\', ':x', 'x#', '[');
    case 'single-quoted-scalar':
      return fc.constantFrom(...shared, "''", '"', '\\', ': ', ' #', '\r');
    case 'double-quoted-scalar':
      return fc.constantFrom(
        ...shared,
        '\\"',
        '\\\\',
        '\\n',
        '\\t',
        '\\\t',
        '\\ ',
        '\\x41',
        '\\u00e9',
        '\\U0001F600',
        '\\_',
        '\\0',
        '\\/',
        '\\\n      ',
        ' \\\n   \t',
        "'",
        ': ',
        '\r',
      );
    case 'literal block':
    case 'folded block':
      return fc.constantFrom(
        ...shared,
        '\n        ',
        '\n      \t',
        '\n       \n      ',
        '"',
        "'",
        ': ',
        ' # ',
        '\n',
        '\r',
      );
  }
}

function arbitraryHeader(style: Style): fc.Arbitrary<string> {
  const sign = style === 'literal block' ? '|' : '>';
  return fc.constantFrom('', '-', '+', '1', '2-', '+1', ' # why').map((rest) => `${sign}${rest}`);
}

function wrap(style: Style, body: string, header: string): string {
  switch (style) {
    case 'scalar':
      return `x${body}`;
    case 'single-quoted-scalar':
      return `'${body}'`;
    case 'double-quoted-scalar':
      return `"${body}"`;
    case 'literal block':
    case 'folded block':
      return `${header}\n      ${body}`;
  }
}
