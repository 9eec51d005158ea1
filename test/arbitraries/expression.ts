import fc from 'fast-check';
import {
  COMPARISON_OPERATORS,
  DURATION_UNITS,
  type DurationUnit,
  type Expression,
  type Quantified,
  RESERVED_WORDS,
  type Segment,
} from '../../grammar/index.ts';

const span = { start: 0, end: 0 };

/** Any expression that a sentence can say, of every kind, small enough to be read. Spans are all {0, 0}. */
export function anyExpression(): fc.Arbitrary<Expression> {
  return tree;
}

/** Any text at all: every code unit, and what is special in a sentence more often than chance has it. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      '$',
      '{',
      '}',
      '"',
      "'",
      '\\',
      '\n',
      '\t',
      'u',
      'a',
      '\ud800',
      '\udc00',
      '\u202e',
      ' ',
    ),
    maxLength: 8,
  }),
);

/** The same tree without places, to be compared. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => name !== 'span' && name !== 'operatorSpan');
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutSpans(field)]));
}

const name = fc
  .stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,6}(?:-[A-Za-z0-9_]{1,3})?$/)
  // After `any`, an `of` begins `any of`, so that no variable can be called that.
  .filter((word) => !RESERVED_WORDS.has(word.toLowerCase()) && word.toLowerCase() !== 'of');
const head: fc.Arbitrary<Segment> = fc
  .oneof(name, fc.constantFrom('user', 'order', 'android', 'island', 'inside', 'not-a-word', 'is_admin'))
  .map((word) => ({ name: word, span }));
const step: fc.Arbitrary<Segment> = fc
  .oneof(name, anyText, fc.constantFrom('is', 'and', 'not', 'email', '2fa', 'cost centre'))
  .map((word) => ({ name: word, span }));
const number = fc
  .oneof(fc.integer({ min: -100, max: 100 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
  // There is one zero in the language.
  .map((value) => value + 0);
const two = (value: number) => String(value).padStart(2, '0');
const date = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString());

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.tuple(head, fc.array(step, { maxLength: 3 })).map(([first, rest]): Expression => {
    return { kind: 'path', segments: [first, ...rest], span };
  }),
  anyText.map((value): Expression => ({ kind: 'text', value, span })),
  number.map((value): Expression => ({ kind: 'number', value, span })),
  fc
    .tuple(number, fc.constantFrom(...(Object.keys(DURATION_UNITS) as DurationUnit[])))
    .map(([amount, unit]): Expression => ({ kind: 'duration', amount, unit, span })),
  date.map((value): Expression => ({ kind: 'date', value: value.slice(0, 10), span })),
  date.map((value): Expression => ({ kind: 'instant', value, span })),
  fc.tuple(fc.nat(23), fc.nat(59), fc.option(fc.nat(59))).map(([hour, minute, second]): Expression => {
    const value = `${two(hour)}:${two(minute)}${second === null ? '' : `:${two(second)}`}`;
    return { kind: 'time', value, span };
  }),
  fc.oneof(fc.ipV4(), fc.ipV6()).map((value): Expression => ({ kind: 'ip', value, span })),
  fc
    .constantFrom('10.0.0.0/8', '203.0.113.7/32', '0.0.0.0/0', '2001:db8::/32', '::/0', '::1/128')
    .map((value): Expression => ({ kind: 'network', value, span })),
  fc
    .tuple(fc.constantFrom('^a+$', 'a\\/b', '[/"]', '\\]x{2}', '}', "'"), fc.constantFrom('', 'i'))
    .map(([source, flags]): Expression => ({ kind: 'pattern', source, flags, span })),
  fc.boolean().map((value): Expression => ({ kind: 'truth', value, span })),
);

const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small', maxDepth: 4, withCrossShrink: true }, leaf, ...branches(tie('tree'))),
}));

function branches(any: fc.Arbitrary<Expression>): fc.Arbitrary<Expression>[] {
  const several = (minLength: number) => fc.array(any, { minLength, maxLength: 3 });
  const listQuantifier = fc.constantFrom(null, 'any of', 'all of', 'none of');
  const spans = fc.constant(span);
  return [
    fc.record({ kind: fc.constant('list'), items: several(0), span: spans }),
    fc.record({ kind: fc.constant('call'), name: head, arguments: several(0), span: spans }),
    fc.record({ kind: fc.constant('not'), operand: any, span: spans }),
    fc.record({ kind: fc.constantFrom('and', 'or'), operands: several(2), span: spans }),
    fc.record({
      kind: fc.constant('comparison'),
      quantifier: listQuantifier,
      left: any,
      operator: fc.constantFrom(...COMPARISON_OPERATORS),
      operatorSpan: spans,
      right: any,
      equality: fc.constantFrom('by type', 'ignoring case', 'exactly'),
      span: spans,
    }),
    fc.record({
      kind: fc.constant('between'),
      quantifier: listQuantifier,
      operand: any,
      low: any,
      high: any,
      span: spans,
    }),
    fc.record({
      kind: fc.constant('presence'),
      quantifier: listQuantifier,
      operand: any,
      test: fc.constantFrom('exists', 'is missing', 'is empty'),
      span: spans,
    }),
    fc.record({ kind: fc.constant('otherwise'), options: several(2), span: spans }),
    fc.record({
      kind: fc.constant('arithmetic'),
      operator: fc.constantFrom('+', '-', '*', '/', 'mod'),
      left: any,
      right: any,
      span: spans,
    }),
    fc.tuple(any, any, any).map(([condition, then, last]): Expression => {
      return { kind: 'if', condition, then, else: last, span };
    }),
    fc.record({ kind: fc.constant('lookup'), key: any, table: head, span: spans }),
    fc.record({
      kind: fc.constant('quantified'),
      quantifier: fc.constantFrom<Quantified['quantifier'][]>('every', 'any', 'count of'),
      variable: head,
      list: any,
      condition: any,
      span: spans,
    }),
    fc.record({
      kind: fc.constant('projection'),
      value: any,
      variable: head,
      list: any,
      condition: fc.option(any, { nil: null }),
      span: spans,
    }),
    fc
      .array(fc.tuple(anyText, any), { minLength: 1, maxLength: 3 })
      .chain((pairs) => anyText.map((last) => [...pairs.flat(), last].filter((part) => part !== '')))
      .map((parts): Expression => ({ kind: 'template', parts, span })),
  ];
}
