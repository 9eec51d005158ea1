import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type Diagnostic,
  type Expression,
  parseExpression,
  parseTemplateText,
  printExpression,
  SENTENCE_CODES,
  visitExpression,
} from '../../grammar/index.ts';
import { anyExpression, anyText, withoutSpans } from '../arbitraries/expression.ts';
import { runs } from '../laws/runs.ts';

const WORDS = [
  ...[
    'and',
    'or',
    'not',
    'is',
    'is not',
    'in',
    'exists',
    'is between',
    'any of',
    'every x in',
    'any',
    'count of',
  ],
  ...[
    'for each',
    'where',
    'if',
    'then',
    'else',
    'lookup',
    'otherwise',
    'mod',
    'exactly',
    'user.email',
    'x',
    '"a"',
  ],
  ...[
    '"${',
    '}"',
    '"',
    "'",
    '(',
    ')',
    '[',
    ']',
    ',',
    '-',
    '+',
    '/',
    '/x/',
    '5',
    '2026-01-01',
    '8:00',
    '::1',
    '1 day',
  ],
  ...[
    'equals',
    'AND',
    '!in',
    '=~',
    '“',
    '.',
    '.2fa',
    'ß',
    '\\',
    '$${',
    '\ud800',
    '1,5',
    'foo',
    'startsWith(',
    'IS',
  ],
];
/** Words of the language in any order. */
const salad = fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((words) => words.join(' '));
/** A good sentence with some characters lost, doubled or put in. */
const damaged = fc
  .tuple(
    anyExpression(),
    fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.oneof(anyText, fc.constantFrom(...WORDS))), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([expression, damages]) =>
    damages.reduce(
      (text, [at, length, put]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + put + text.slice(from + length);
      },
      printExpression(expression).slice(0, 3000),
    ),
  );
const hostile = fc.oneof(salad, damaged, anyText);

/** Fails when a diagnostic does not stand in the text or says nothing. */
function assertSound(text: string, diagnostics: readonly Diagnostic[]): void {
  for (const { code, message, span, notes = [], fixes = [] } of diagnostics) {
    assert.ok((SENTENCE_CODES as readonly string[]).includes(code));
    assert.notEqual(message, '');
    const edits = fixes.flatMap((fix) => fix.edits);
    for (const { start, end } of [
      span,
      ...notes.map((note) => note.span),
      ...edits.map((edit) => edit.span),
    ]) {
      assert.ok(
        0 <= start && start <= end && end <= text.length,
        `${code} at ${start} to ${end} of ${text.length}`,
      );
    }
  }
}

function hasUnreadable(expression: Expression): boolean {
  let found = false;
  visitExpression(expression, ({ kind }) => {
    found ||= kind === 'unreadable';
  });
  return found;
}

describe('any text at all, as a law', () => {
  it('is read without failing, and what is wrong stands inside it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { value, diagnostics } = parseExpression(text);
        assertSound(text, diagnostics);
        if (value === null) return assert.ok(diagnostics.length > 0);
        visitExpression(value, ({ span: { start, end } }) => {
          assert.ok(0 <= start && start <= end && end <= text.length);
        });
        if (diagnostics.length > 0) return;
        assert.ok(!hasUnreadable(value));
        const printed = printExpression(value);
        if (printed.length > 4000) return;
        assert.deepEqual(withoutSpans(parseExpression(printed).value), withoutSpans(value));
      }),
      runs(18_000),
    );
  });

  it('is read as the text of an effect without failing', () => {
    fc.assert(
      fc.property(hostile, (text) => assertSound(text, parseTemplateText(text).diagnostics)),
      runs(2000),
    );
  });
});

describe('limits', () => {
  function codes(text: string): readonly string[] {
    return parseExpression(text).diagnostics.map(({ code }) => code);
  }

  it('hold for the number of characters', () => {
    assert.deepEqual(codes(`a is "${'x'.repeat(3993)}"`), []);
    assert.deepEqual(codes(`a is "${'x'.repeat(3995)}"`), ['sentence-too-long']);
    assert.deepEqual(parseTemplateText('x'.repeat(5000)).diagnostics, []);
    assert.equal(parseTemplateText(`\${a}${'x'.repeat(4000)}`).diagnostics[0]?.code, 'sentence-too-long');
  });

  const nested = (open: string, inside: string, close: string) => (times: number) =>
    open.repeat(times) + inside + close.repeat(times);
  const NESTINGS: Readonly<Record<string, (times: number) => string>> = {
    parentheses: nested('(', 'a', ')'),
    lists: nested('[', '1', ']'),
    calls: nested('f(', 'a', ')'),
    texts: nested('"${', 'a', '}"'),
    'names in brackets': nested('a[', '"b"', ']'),
    not: nested('not ', 'a', ''),
    'signs of negation': nested('!', 'a', ''),
    minus: nested('- ', 'a', ''),
    sums: nested('1 + ', 'a', ''),
    quotients: nested('1 / ', 'a', ''),
    conditions: nested('if ', 'a', ' then b else c'),
    alternatives: nested('if a then b else ', 'c', ''),
    lookups: nested('lookup ', 'a', ' in t'),
    quantifiers: nested('every x in l where ', 'a', ''),
    'quantified lists': nested('every x in ', 'l', ' where a'),
    projections: nested('', 'a', ' for each x in l'),
    'not before quantifiers': (times) => `${'not any x in l where a and '.repeat(times / 2)}a`,
  };
  for (const [name, build] of Object.entries(NESTINGS)) {
    it(`hold for ${name}`, () => {
      assert.ok(!codes(build(60)).includes('sentence-too-deep'));
      assert.deepEqual(codes(build(66)), ['sentence-too-deep']);
      const longest = build(Math.floor(3990 / (build(2).length - build(0).length)) * 2 - 2);
      assert.deepEqual(codes(longest), ['sentence-too-deep']);
    });
  }

  it('leave room for many things side by side', () => {
    assert.deepEqual(codes(Array.from({ length: 200 }, () => 'not (a is -1)').join(' and ')), []);
    assert.deepEqual(codes(`[${Array.from({ length: 200 }, () => 'if a then b else c').join(', ')}]`), []);
    assert.deepEqual(
      codes(`[${Array.from({ length: 100 }, () => 'not any x in l where a').join(', ')}]`),
      [],
    );
    assert.deepEqual(codes(Array.from({ length: 300 }, () => 'a').join(' otherwise ')), []);
    assert.deepEqual(codes(Array.from({ length: 90 }, () => 'lookup a in t is a + 1').join(' or ')), []);
  });
});
