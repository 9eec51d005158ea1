import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Expression, parseExpression, printExpression, visitExpression } from '../../grammar/index.ts';
import { anyExpression, withoutSpans } from '../arbitraries/expression.ts';
import { runs } from '../laws/runs.ts';
import { sketch } from './sketch.ts';

const TREES: Readonly<Record<string, readonly (readonly [sentence: string, tree: string])[]>> = {
  'the operators between two values': [
    ['a is b', '(is a b)'],
    ['a = b', '(is a b)'],
    ['a == b', '(is a b)'],
    ['a is not b', '(is not a b)'],
    ["a isn't b", '(is not a b)'],
    ['a isn’t b', '(is not a b)'],
    ['a != b', '(is not a b)'],
    ['a <> b', '(is not a b)'],
    ['a in b', '(in a b)'],
    ['a is in b', '(in a b)'],
    ['a is one of b', '(in a b)'],
    ['a is not in b', '(is not in a b)'],
    ['a not in b', '(is not in a b)'],
    ['a is not one of b', '(is not in a b)'],
    ["a isn't in b", '(is not in a b)'],
    ['a contains b', '(contains a b)'],
    ['a does not contain b', '(does not contain a b)'],
    ['a contains any of b', '(contains any of a b)'],
    ['a contains all of b', '(contains all of a b)'],
    ['a contains none of b', '(contains none of a b)'],
    ['a starts with b', '(starts with a b)'],
    ['a ends with b', '(ends with a b)'],
    ['a like "*x?"', '(like a "*x?")'],
    ['a matches /^x+$/i', '(matches a /^x+$/i)'],
    ['a is more than 1', '(is more than a 1)'],
    ['a > 1', '(is more than a 1)'],
    ['a is less than 1', '(is less than a 1)'],
    ['a < 1', '(is less than a 1)'],
    ['a is at least 1', '(is at least a 1)'],
    ['a >= 1', '(is at least a 1)'],
    ['a is at most 1', '(is at most a 1)'],
    ['a <= 1', '(is at most a 1)'],
    ['a is before today', '(is before a today)'],
    ['a is earlier than today', '(is before a today)'],
    ['a is after today', '(is after a today)'],
    ['a is later than today', '(is after a today)'],
    ['a is older than 90 days', '(is older than a 90-day)'],
    ['a is within the last 1 week', '(is within the last a 1-week)'],
    ['now during hours', '(during now hours)'],
    ['now is during hours', '(during now hours)'],
    ['now outside hours', '(outside now hours)'],
    ['now is outside hours', '(outside now hours)'],
    ['a is "b" ignoring case', '(is, ignoring case a "b")'],
    ['a is "b" exactly', '(is, exactly a "b")'],
    ['a   is\n not\tin b', '(is not in a b)'],
  ],
  'the tests and ranges': [
    ['a exists', '(exists a)'],
    ['a is present', '(exists a)'],
    ['a is missing', '(is missing a)'],
    ['a does not exist', '(is missing a)'],
    ['a is empty', '(is empty a)'],
    ['a is between 1 and 5', '(between a 1 5)'],
    ['a is between 1 and 5 and b', '(and (between a 1 5) b)'],
    ['a is between x + 1 and y otherwise 2', '(between a (+ x 1) (otherwise y 2))'],
  ],
  'the words that join conditions': [
    ['a and b and c', '(and a b c)'],
    ['a && b', '(and a b)'],
    ['a or b or c', '(or a b c)'],
    ['a || b', '(or a b)'],
    ['not a', '(not a)'],
    ['!a', '(not a)'],
    ['not not a', '(not (not a))'],
    ['not a is b', '(not (is a b))'],
    ['not a and not b', '(and (not a) (not b))'],
    ['(a and b) or c', '(or (and a b) c)'],
    ['a and (b or c)', '(and a (or b c))'],
    ['a and (b and c)', '(and a (and b c))'],
    ['a is (b is c)', '(is a (is b c))'],
  ],
  'the quantifiers': [
    ['any of l starts with "x"', '(any of: starts with l "x")'],
    ['all of l is in m', '(all of: in l m)'],
    ['none of l exists', '(none of: exists l)'],
    ['any of l is between 1 and 2', '(any of: between l 1 2)'],
    ['any  of l is 1 and b', '(and (any of: is l 1) b)'],
    ['every x in l where x.a is 1', '(every x l (is x.a 1))'],
    ['any x in l where x.a', '(any x l x.a)'],
    ['count of x in l where x.a', '(count of x l x.a)'],
  ],
  'how far `where` reaches: to the end, or to the parenthesis': [
    ['every x in l where x.a and b', '(every x l (and x.a b))'],
    ['a and every x in l where x.b or c', '(and a (every x l (or x.b c)))'],
    ['(every x in l where x.a) and b', '(and (every x l x.a) b)'],
    ['count of x in l where x.a is more than 1', '(count of x l (is more than x.a 1))'],
    ['(count of x in l where x.a) is more than 1', '(is more than (count of x l x.a) 1)'],
    ['every x in l where any y in x.m where y.a is x.a', '(every x l (any y x.m (is y.a x.a)))'],
  ],
  'the other values': [
    ['x.name for each x in l', '(for each x x.name l)'],
    ['x.name for each x in l where x.ok and b', '(for each x x.name l (and x.ok b))'],
    ['x.a is 1 for each x in l', '(for each x (is x.a 1) l)'],
    ['size(x.a for each x in l) > 2', '(is more than (size() (for each x x.a l)) 2)'],
    ['if a then b else c', '(if a b c)'],
    ['if a and b then c otherwise d else e + 1', '(if (and a b) (otherwise c d) (+ e 1))'],
    ['if a then b else if c then d else e', '(if a b (if c d e))'],
    ['lookup a.b in t', '(lookup in t a.b)'],
    ['lookup a in t otherwise "x"', '(otherwise (lookup in t a) "x")'],
    ['a otherwise b otherwise c', '(otherwise a b c)'],
    ['a ?? b', '(otherwise a b)'],
    ['a + b * c - d', '(- (+ a (* b c)) d)'],
    ['a / b mod c', '(mod (/ a b) c)'],
    ['a - -1', '(- a -1)'],
    ['-x', '(* -1 x)'],
    ['-(1)', '-1'],
    ['-0', '0'],
    ['[]', '[]'],
    ['[1, a is b, ["x"]]', '[1 (is a b) ["x"]]'],
    ['lower(user.name)', '(lower() user.name)'],
    ['today()', '(today())'],
    ['f(a, b + 1, g(c))', '(f() a (+ b 1) (g() c))'],
    ['yes is true', '(is yes yes)'],
    ['no is false', '(is no no)'],
    ['a / b is c / d', '(is (/ a b) (/ c d))'],
    ['f(a) / 2 / 3', '(/ (/ (f() a) 2) 3)'],
    ['replaceMatches(a, /x{2}[/"]\\//, "y")', '(replaceMatches() a /x{2}[/"]\\// "y")'],
  ],
  'names and paths': [
    ['user.email.domain', 'user.email.domain'],
    ['user.app_metadata["cost centre"].code', 'user.app_metadata.cost centre.code'],
    ["user['a''b']", "user.a'b"],
    ['user.is.and.not.in', 'user.is.and.not.in'],
    ['order and android and or-else', '(and order android or-else)'],
    ['island', 'island'],
    ['inside is nothing', '(is inside nothing)'],
    ['is_admin', 'is_admin'],
    ['not-a-word', 'not-a-word'],
    ['in_office and notes', '(and in_office notes)'],
    ['a - b', '(- a b)'],
    ['a-b', 'a-b'],
    ['a is- 1', '(is a -1)'],
    ['not- b', '(not (* -1 b))'],
    ['has and equals', '(and has equals)'],
    ['every has in l where has.is', '(every has l has.is)'],
    ['constructor.__proto__', 'constructor.__proto__'],
  ],
  texts: [
    ['"a"', '"a"'],
    ['""', '""'],
    ["''", '""'],
    ["'it''s \\n'", '"it\'s \\\\n"'],
    ['"\\"\\\\\\n\\t\\$\\u0041\\u{1F600}"', '"\\"\\\\\\n\\t$A😀"'],
    ['"a${b}c"', '(join "a" b "c")'],
    ['"${a}${b}"', '(join a b)'],
    ["'a${b}'", '(join "a" b)'],
    ['"$${a} $ $$ {b}"', '"${a} $ $$ {b}"'],
    ['"$$${a}"', '"$${a}"'],
    ['"${if a then "x}" else \'}"\'}!"', '(join (if a "x}" "}\\"") "!")'],
    ['"${a matches /"}/}"', '(join (matches a /"}/))'],
    ['"${"${"${a}"}"}"', '(join (join (join a)))'],
    ['"a # b: c"', '"a # b: c"'],
  ],
};

for (const [subject, rows] of Object.entries(TREES)) {
  describe(`parseExpression reads ${subject}`, () => {
    for (const [sentence, tree] of rows) {
      it(sentence, () => {
        const { value, diagnostics } = parseExpression(sentence);
        assert.deepEqual(diagnostics, []);
        assert.equal(sketch(value), tree);
      });
    }
  });
}

describe('spans', () => {
  /** The words under a place in the tree of a sentence. */
  function under(
    sentence: string,
    pick: (expression: Expression | null) => { span: { start: number; end: number } },
  ) {
    const { start, end } = pick(parseExpression(sentence).value).span;
    return sentence.slice(start, end);
  }

  it('hold the parentheses around what they stand for', () => {
    assert.equal(
      under(' ( a and b ) ', (tree) => tree!),
      '( a and b )',
    );
    assert.equal(
      under('(a) is b', (tree) => (tree?.kind === 'comparison' ? tree.left : tree!)),
      '(a)',
    );
  });

  it('of an operator hold its words', () => {
    const { value } = parseExpression('a  is  not b');
    assert.deepEqual(value?.kind === 'comparison' && value.operatorSpan, { start: 3, end: 10 });
  });

  it('of a name in brackets hold the quoted text', () => {
    const segment = (at: number) => (tree: Expression | null) =>
      tree?.kind === 'path' ? tree.segments[at]! : tree!;
    assert.equal(under('user.a["b c"]', segment(1)), 'a');
    assert.equal(under('user.a["b c"]', segment(2)), '"b c"');
  });

  it('are places in the file', () => {
    const placement = { start: (index: number) => 100 + index * 2, end: (index: number) => 99 + index * 2 };
    const { value, diagnostics } = parseExpression('ab is', placement);
    assert.deepEqual(value?.span, { start: 100, end: 109 });
    assert.deepEqual(value?.kind === 'comparison' && value.right.span, { start: 109, end: 109 });
    assert.deepEqual(
      diagnostics.map(({ span }) => span),
      [{ start: 106, end: 109 }],
    );
  });
});

describe('reading, as a law', () => {
  it('gives each part of a sentence a span that, read alone, gives the part', () => {
    fc.assert(
      fc.property(anyExpression(), (expression) => {
        const sentence = printExpression(expression);
        fc.pre(sentence.length <= 4000);
        const { value } = parseExpression(sentence);
        assert.ok(value !== null);
        visitExpression(value, (part) => {
          const words = sentence.slice(part.span.start, part.span.end);
          // The sign of `-x` is the -1 that `x` is multiplied by, and no sentence.
          if (words === '-') return;
          assert.deepEqual(withoutSpans(parseExpression(words).value), withoutSpans(part), words);
        });
      }),
      runs(500),
    );
  });

  it('takes a name that begins with a keyword for a name', () => {
    const keywords = [
      'or',
      'and',
      'not',
      'is',
      'in',
      'if',
      'then',
      'any',
      'every',
      'no',
      'yes',
      'mod',
      'exists',
      'where',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...keywords), fc.stringMatching(/^[A-Za-z0-9_]{1,5}$/), (keyword, rest) => {
        const name = `x.a is ${keyword}_${rest} or ${keyword}x${rest}`;
        assert.deepEqual(
          sketch(parseExpression(name).value),
          `(or (is x.a ${keyword}_${rest}) ${keyword}x${rest})`,
        );
      }),
      runs(300),
    );
  });
});
