import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Diagnostic, type Fix, parseExpression, SENTENCE_CODES } from '../../grammar/index.ts';

function diagnose(sentence: string): readonly Diagnostic[] {
  return parseExpression(sentence).diagnostics;
}

function under(sentence: string, { span }: { span: { start: number; end: number } }): string {
  return sentence.slice(span.start, span.end);
}

function apply(sentence: string, { edits }: Fix): string {
  // Insertions at one place keep the order in which they are given.
  const backwards = edits.toSorted((a, b) => b.span.start - a.span.start);
  return backwards.reduce(
    (text, { span, text: by }) => text.slice(0, span.start) + by + text.slice(span.end),
    sentence,
  );
}

describe('help', () => {
  for (const [sentence, help] of [
    ['none of a are "x"', 'write `is`'],
    ['a are not in b', 'write `is not in`'],
    [
      'count of x in a where x is "b" is more than 1',
      'put the count into brackets: `(count of x in LIST where …) is more than …`',
    ],
    ['1 < a < 5', 'compare two things at a time: `a is b and b is c`, or for a range `x is between a and b`'],
  ] as const)
    it(`is given for ${sentence}`, () => assert.equal(diagnose(sentence)[0]?.help, help));
});

/** Sentence → what is underlined, as `code: words`. */
const MISTAKES: readonly (readonly [sentence: string, ...mistakes: string[]])[] = [
  ['', 'empty-sentence: '],
  [' \n ', 'empty-sentence:  \n '],
  // Characters, quotes and brackets.
  ['(a matches /[/', 'bad-pattern: /'],
  ['a # b', 'unexpected-character: #'],
  ['a is b; c @@ d', 'unexpected-character: ;', 'unexpected-character: @@'],
  ['a is “Sales” and b is 007', 'unexpected-character: “Sales”', 'bad-number: 007'],
  ['a is “Sales', 'unexpected-character: “'],
  ['a ≥ 5', 'unexpected-character: ≥'],
  ['\u200ba', 'unexpected-character: \u200b'],
  ['{user.name} is b', 'unexpected-character: {', 'unexpected-character: }'],
  ['a ? b : c', 'unexpected-character: ?', 'unexpected-character: :'],
  ['a is b.', 'unexpected-character: .'],
  ['"abc', 'unfinished-text: "'],
  ["user's name", "unfinished-text: '"],
  ['(a and b', 'missing-bracket: b'],
  ['a and b)', 'missing-bracket: )'],
  ['(a]', 'missing-bracket: ]'],
  ['f(a, [b', 'missing-bracket: b'],
  ['"a ${b', 'missing-bracket: b'],
  ['"a ${b)}"', 'missing-bracket: )'],
  ['"\\q \\u12 \\u{110000}"', 'bad-escape: \\q', 'bad-escape: \\u', 'bad-escape: \\u{110000}'],
  ['user.2fa is yes', 'unwritable-name: .2fa'],
  ['größe is 5 and user.größe is 6', 'unwritable-name: größe', 'unwritable-name: .größe'],
  ['user.identities[0].id', 'unwritable-name: 0'],
  ['user["${a}"]', 'unwritable-name: "${a}"'],
  // Values.
  ['x > 1,000', 'bad-number: 1,000'],
  ['x is 1,5', 'bad-number: 1,5'],
  [
    'x in [007, 1e5, 1_000, 0x1F, 2fa, 3-1]',
    ...['007', '1e5', '1_000', '0x1F', '2fa', '3-1'].map((n) => `bad-number: ${n}`),
  ],
  ['x is 12345678901234567890', 'bad-number: 12345678901234567890'],
  ['x is 0.1234567890123456789', 'bad-number: 0.1234567890123456789'],
  [
    'x > 3 months and x > 2 hrs and x > 1 d',
    'bad-duration: 3 months',
    'bad-duration: 2 hrs',
    'bad-duration: 1 d',
  ],
  [
    '[2026-02-30, 2025-02-29, 2026-13-01]',
    ...['2026-02-30', '2025-02-29', '2026-13-01'].map((d) => `bad-date: ${d}`),
  ],
  [
    '[2026-1-5, 24.12.2026, 12/24/2026]',
    ...['2026-1-5', '24.12.2026', '12/24/2026'].map((d) => `bad-date: ${d}`),
  ],
  [
    '[8:00, 24:00, 08:60, 08:00:5, 5 pm]',
    ...['8:00', '24:00', '08:60', '08:00:5', '5 pm'].map((d) => `bad-time: ${d}`),
  ],
  ['x is 2026-11-22T12:00:00', 'bad-instant: 2026-11-22T12:00:00'],
  ['x is 2026-11-22T12:00:00+15:00', 'bad-instant: 2026-11-22T12:00:00+15:00'],
  ['x is 2026-11-31T12:00:00Z', 'bad-date: 2026-11-31T12:00:00Z'],
  ['x is 2026-11-30T25:00:00Z', 'bad-time: 2026-11-30T25:00:00Z'],
  [
    '[300.1.1.1, 010.0.0.1, 1.2.3, 1:2:3:4:5, ::1::]',
    ...['300.1.1.1', '010.0.0.1', '1.2.3', '1:2:3:4:5', '::1::'].map((d) => `bad-ip: ${d}`),
  ],
  [
    '[203.0.113.7/24, 10.0.0.0/33, 2001:db8::1/48]',
    ...['203.0.113.7/24', '10.0.0.0/33', '2001:db8::1/48'].map((d) => `bad-network: ${d}`),
  ],
  ['a matches /x', 'bad-pattern: /'],
  ['a matches // or a matches /x/g', 'bad-pattern: //', 'bad-pattern: g'],
  // Operators.
  ['user.email equals "x"', 'unknown-operator: equals'],
  ['a === b and c !== d', 'unknown-operator: ===', 'unknown-operator: !=='],
  ['NOT a AND b AND c IN d', ...['NOT', 'AND', 'AND', 'IN'].map((word) => `unknown-operator: ${word}`)],
  ['If a Then b Else c', ...['If', 'Then', 'Else'].map((word) => `unknown-operator: ${word}`)],
  ['a eq 1 and b ne 2', 'unknown-operator: eq', 'unknown-operator: ne'],
  ['a includes "x" and b has "y"', 'unknown-operator: includes', 'unknown-operator: has'],
  ['a startsWith "x" and a endsWith "y"', 'unknown-operator: startsWith', 'unknown-operator: endsWith'],
  ['a hasPrefix "x" and a starts_with "y"', 'unknown-operator: hasPrefix', 'unknown-operator: starts_with'],
  ['a gt 5 and b gte 6', 'unknown-operator: gt', 'unknown-operator: gte'],
  [
    'a !in b and c =~ /x/ and d % 2 is 0',
    'unknown-operator: !in',
    'unknown-operator: =~',
    'unknown-operator: %',
  ],
  ['a is  greater than or equal to 5', 'unknown-operator: is  greater than or equal to'],
  ['a between 1 and 2', 'unknown-operator: between'],
  ['a is not empty', 'unknown-operator: is not empty'],
  ['a contians "x"', 'unknown-operator: contians'],
  ['a foo "x"', 'unknown-operator: foo'],
  ['a | b', 'unknown-operator: |'],
  ['user.groups.includes("a")', 'method-call: includes'],
  ['lower(a).b', 'unexpected-word: .b'],
  ['user.name.replace("a", "b") is c', 'method-call: replace'],
  // What is missing or too much.
  ['a is', 'missing-operand: is'],
  ['is b', 'missing-operand: is'],
  ['a and', 'missing-operand: and'],
  ['a and and b', 'missing-operand: and'],
  ['a is and b is', 'missing-operand: is', 'missing-operand: is'],
  ['() and f(a,)', 'missing-operand: )', 'missing-operand: ,'],
  ['[1, 2,]', 'missing-operand: ,'],
  ['a is not not b', 'missing-operand: is not'],
  ['a starts with any of ["x"]', 'missing-operand: starts with'],
  ['a is exactly "x"', 'missing-operand: is'],
  ['contains(a, b)', 'missing-operand: contains'],
  ['"${}"', 'missing-operand: ${'],
  ['a "x y"', 'missing-operator: "x y"'],
  ['a.b 5', 'missing-operator: 5'],
  ['any of l', 'missing-operator: any of l'],
  ['if a then b', 'missing-word: b'],
  ['lookup a in', 'missing-word: in'],
  ['every x in l', 'missing-word: l'],
  ['every in l where x', 'missing-word: in'],
  ['any user.groups is "x"', 'missing-word: .groups'],
  ['count of x in l is 3', 'missing-word: is'],
  ['x for each y l', 'missing-word: l'],
  ['a is between 1 or 2', 'missing-word: or'],
  ['user.email verified', 'unexpected-word: verified'],
  ['user.name is Ana Auditor', 'unexpected-word: Ana Auditor'],
  ['a, b', 'unexpected-word: ,'],
  ['a then b', 'unexpected-word: then'],
  ['a exactly', 'unexpected-word: exactly'],
  ['a is between (1, 5)', 'unexpected-word: ,'],
  ['if a b else c', 'unexpected-word: a b'],
  ['user has group "Admins"', 'unknown-operator: has', 'unexpected-word: group "Admins"'],
  // Doubtful readings.
  ['a and b or c', 'mixed-and-or: or'],
  ['a || b && c', 'mixed-and-or: &&'],
  ['(a and b or c) and (d or e and f)', 'mixed-and-or: or', 'mixed-and-or: and'],
  ['a is b is c', 'chained-comparison: is'],
  ['1 < a < 5', 'chained-comparison: <'],
  ['a exists is b', 'chained-comparison: is'],
  ['if a then b else c is d', 'unclear-else: is'],
  ['if a then b else if c then d else e and f', 'unclear-else: and'],
  // Several at once.
  [
    'a equals b and c is 2026-02-30 and d is and e f "g"',
    'unknown-operator: equals',
    'bad-date: 2026-02-30',
    'missing-operand: is',
    'unknown-operator: f',
  ],
];

describe('mistakes in a sentence', () => {
  for (const [sentence, ...mistakes] of MISTAKES) {
    it(JSON.stringify(sentence), () => {
      assert.deepEqual(
        diagnose(sentence).map((found) => `${found.code}: ${under(sentence, found)}`),
        mistakes,
      );
    });
  }

  it('of every code are shown here', () => {
    const shown = new Set(
      MISTAKES.flatMap(([, ...mistakes]) => mistakes.map((mistake) => mistake.split(':')[0])),
    );
    const missing = SENTENCE_CODES.filter((code) => !shown.has(code));
    assert.deepEqual(missing, ['sentence-too-deep', 'sentence-too-long']);
  });

  it('have a message in lower case without a full stop, and say what to write', () => {
    for (const [sentence] of MISTAKES) {
      for (const { message, help } of diagnose(sentence)) {
        assert.match(message, /^[^A-Z].*[^.]$/, message);
        assert.ok(help !== undefined && help !== '', message);
        const ours = `${message} ${help}`.replace(/`[^`]*`/g, '');
        assert.doesNotMatch(
          ours,
          /\b(?:token|EOF|scalar|mapping|node|undefined|null|NaN|illegal|invalid|must)\b/,
        );
      }
    }
  });
});

describe('fixes', () => {
  /** The sentences that the fixes of the first mistake give. */
  function fixed(sentence: string): readonly string[] {
    return (diagnose(sentence)[0]?.fixes ?? []).map((fix) => apply(sentence, fix));
  }

  const FIXES: readonly (readonly [sentence: string, ...fixed: string[]])[] = [
    ['a and b or c', '(a and b) or c', 'a and (b or c)'],
    ['(a) or b and not c or d', '(a) or (b and not c) or d', '((a) or b) and (not c or d)'],
    ['user.email equals "x"', 'user.email is "x"'],
    ['a does not match /x/', 'not a matches /x/'],
    ['b and a is not empty', 'b and not a is empty'],
    ['any of l does not match /x/'],
    ['a is “Sales”', 'a is "Sales"'],
    ['x is 8:00', 'x is 08:00'],
    ['x is 5:30 pm', 'x is 17:30'],
    ['x is 12 am', 'x is 00:00'],
    ['x is 2026-1-5', 'x is 2026-01-05'],
    ['x in 203.0.113.7/24', 'x in 203.0.113.0/24'],
    ['x > 1,000', 'x > 1000'],
    ['x is 3-1', 'x is 3 - 1'],
    ['user.2fa', 'user["2fa"]'],
    ['"CORP\\user"', '"CORP\\\\user"'],
    ['(a and b ', '(a and b) '],
    ['user.groups.includes("a")', 'user.groups contains ("a")'],
    ['user.name.lower() is b', 'lower(user.name) is b'],
    ['user.name.replace(b, c)', 'replace(user.name, b, c)'],
    ['if a then b else c is d', '(if a then b else c) is d'],
  ];
  for (const [sentence, ...expected] of FIXES) {
    it(`of ${sentence}`, () => assert.deepEqual(fixed(sentence), expected));
  }

  it('that are safe remove their mistake and make no other', () => {
    for (const [sentence] of MISTAKES) {
      const before = diagnose(sentence);
      for (const [index, { fixes }] of before.entries()) {
        for (const fix of fixes?.filter(({ safe }) => safe) ?? []) {
          const after = diagnose(apply(sentence, fix)).map(({ code }) => code);
          assert.deepEqual(
            after,
            before.map(({ code }) => code).toSpliced(index, 1),
            `${sentence}: ${fix.title}`,
          );
        }
      }
    }
  });
});

describe('notes', () => {
  it('point at both groups of mixed words', () => {
    const sentence = 'a and b or c';
    assert.deepEqual(
      diagnose(sentence)[0]?.notes?.map((note) => under(sentence, note)),
      ['a and b', 'b or c'],
    );
  });

  it('point at the bracket that is open', () => {
    const sentence = 'f(a) and (b or [c';
    assert.deepEqual(
      diagnose(sentence)[0]?.notes?.map((note) => under(sentence, note)),
      ['['],
    );
  });
});
