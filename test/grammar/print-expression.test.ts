import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseExpression, printExpression } from '../../grammar/index.ts';
import { anyExpression, anyText, withoutSpans } from '../arbitraries/expression.ts';
import { runs } from '../laws/runs.ts';

/** How a sentence is printed. */
function reprint(sentence: string): string {
  const { value, diagnostics } = parseExpression(sentence);
  assert.deepEqual(diagnostics, []);
  assert.ok(value !== null);
  return printExpression(value);
}

const REWRITTEN: readonly (readonly [written: string, printed: string])[] = [
  ['a == b && !c', 'a is b and not c'],
  ['a <> 1 || b != 2 || c = 3', 'a is not 1 or b is not 2 or c is 3'],
  [
    'n > 1 and n >= 1 and n < 1 and n <= 1',
    'n is more than 1 and n is at least 1 and n is less than 1 and n is at most 1',
  ],
  ["x isn't y", 'x is not y'],
  ['x is one of [1, 2]', 'x in [1, 2]'],
  ['x not in office', 'x is not in office'],
  ['x is in office', 'x in office'],
  ['x is present or x does not exist', 'x exists or x is missing'],
  ['a ?? b ?? "c"', 'a otherwise b otherwise "c"'],
  ['now is during hours or now is outside hours', 'now during hours or now outside hours'],
  ['d is earlier than e or d is later than e', 'd is before e or d is after e'],
  ['true or false', 'yes or no'],
  ['((a))', 'a'],
  ['(a is b)', 'a is b'],
  ['(a and b) or c', '(a and b) or c'],
  ['a and (b and c)', 'a and (b and c)'],
  ['not (a is b)', 'not a is b'],
  ['not (a and b)', 'not (a and b)'],
  ['(not a) is b', '(not a) is b'],
  ['(a + b) + c * (d - e)', 'a + b + c * (d - e)'],
  ['a - (b - c)', 'a - (b - c)'],
  ['-x + -lower(y) - -1', '-x + -lower(y) - -1'],
  ['-(a + b)', '-1 * (a + b)'],
  ["'it''s'", '"it\'s"'],
  ['"a" is "b\\u{20}c"', '"a" is "b c"'],
  ['user["email"]', 'user.email'],
  ['user["2fa"]["a.b"]', 'user["2fa"]["a.b"]'],
  ['1 day + 2 h + 500 ms + 1.50 min', '1 day + 2 hours + 500 milliseconds + 1.5 minutes'],
  ['(every x in l where x.a and x.b)', 'every x in l where x.a and x.b'],
  ['(count of x in l where x.a) > 1', '(count of x in l where x.a) is more than 1'],
  ['a and every x in l where x.b', 'a and (every x in l where x.b)'],
  ['if a then b else if c then d else e', 'if a then b else if c then d else e'],
  ['"${"$"}${a}"', '"${"$"}${a}"'],
  ['"\\$${a} $${b}"', '"\\$${a} $${b}"'],
];

describe('printExpression', () => {
  it('keeps a field that is called `empty` apart from the question whether something is', () => {
    const { value } = parseExpression('user.a is (empty)');
    assert.ok(value !== null);
    assert.equal(printExpression(value), 'user.a is (empty)');
  });

  for (const [written, printed] of REWRITTEN) {
    it(`prints ${written} as ${printed}`, () => assert.equal(reprint(written), printed));
  }

  it('writes what nobody sees as an escape', () => {
    assert.equal(
      printExpression({ kind: 'text', value: '\u202e\ud800\0\u2028', span: { start: 0, end: 0 } }),
      '"\\u{202e}\\u{d800}\\u{0}\\u{2028}"',
    );
  });

  it('writes numbers without an exponent', () => {
    const number = (value: number) => printExpression({ kind: 'number', value, span: { start: 0, end: 0 } });
    assert.deepEqual([1e21, 1.5e-7, -2.5e22].map(number), [
      '1000000000000000000000',
      '0.00000015',
      '-25000000000000000000000',
    ]);
  });
});

describe('printing, as a law', () => {
  it('gives a sentence that is read as the same expression', () => {
    fc.assert(
      fc.property(anyExpression(), (expression) => {
        const printed = printExpression(expression);
        fc.pre(printed.length <= 4000);
        const { value, diagnostics } = parseExpression(printed);
        assert.deepEqual(diagnostics, [], printed);
        assert.deepEqual(withoutSpans(value), withoutSpans(expression), printed);
      }),
      runs(2000),
    );
  });

  it('keeps every text', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const printed = printExpression({ kind: 'text', value, span: { start: 0, end: 0 } });
        assert.deepEqual(withoutSpans(parseExpression(printed).value), { kind: 'text', value });
      }),
      runs(5000),
    );
  });

  it('is the same when it is done twice', () => {
    fc.assert(
      fc.property(anyExpression(), (expression) => {
        const printed = printExpression(expression);
        fc.pre(printed.length <= 4000);
        assert.equal(reprint(printed), printed);
      }),
      runs(300),
    );
  });
});
