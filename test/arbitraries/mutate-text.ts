import fc from 'fast-check';

const PIECES = [
  ...[
    '"',
    "'",
    '`',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ':',
    ': ',
    ' #',
    '- ',
    ',',
    '&a ',
    '*a',
    '!',
    '|',
    '>',
    '>-',
    '%',
    '@',
  ],
  ...['\n', '\n\n', '\n  ', '\n    ', '\t', '\r\n', '\u2028', '\ufeff', '\0', '---\n', '...\n', '? ', '<<: '],
  ...[
    ' and ',
    ' or ',
    ' not ',
    ' is ',
    ' in ',
    ' otherwise ',
    ' exists',
    ' is missing',
    '${',
    '= ',
    '/',
    '\\',
  ],
  ...[
    'when: ',
    'unless: ',
    'then:',
    'rules:',
    'deny: ',
    'for: ',
    'policy: x\n',
    'lists:\n',
    'id: a\n',
    'null',
    '~',
    '0',
  ],
  ...[
    'every x in user.groups where ',
    'if ',
    ' then ',
    ' else ',
    'lookup ',
    'count of ',
    '999999999999999999999',
    '\u{1f600}',
  ],
  ...[
    '\ud800',
    '(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((',
    '[[[[[[[[[[[[[[[[[[[[[[',
  ],
];

/** A change at a place, which is a share of the text: cut characters out, put a piece in, repeat or move a line. */
type Change =
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | { readonly kind: 'put'; readonly at: number; readonly piece: string }
  | { readonly kind: 'repeat' | 'drop' | 'indent' | 'outdent'; readonly at: number }
  | { readonly kind: 'move'; readonly at: number; readonly to: number };

const share = fc.double({ min: 0, max: 1, noNaN: true });

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: share, length: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    kind: fc.constant('put' as const),
    at: share,
    piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 4 })),
  }),
  fc.record({
    kind: fc.constantFrom('repeat' as const, 'drop' as const, 'indent' as const, 'outdent' as const),
    at: share,
  }),
  fc.record({ kind: fc.constant('move' as const), at: share, to: share }),
);

/** What becomes of a file when somebody edits it carelessly. */
export function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([original, changes]) => changes.reduce(apply, original));
}

function apply(text: string, edit: Change): string {
  const offset = Math.floor(edit.at * text.length);
  if (edit.kind === 'cut') return text.slice(0, offset) + text.slice(offset + edit.length);
  if (edit.kind === 'put') return text.slice(0, offset) + edit.piece + text.slice(offset);
  const lines = text.split('\n');
  const index = Math.min(lines.length - 1, Math.floor(edit.at * lines.length));
  const line = lines[index] ?? '';
  switch (edit.kind) {
    case 'repeat':
      return lines.toSpliced(index, 0, line).join('\n');
    case 'drop':
      return lines.toSpliced(index, 1).join('\n');
    case 'indent':
      return lines.with(index, ` ${line}`).join('\n');
    case 'outdent':
      return lines.with(index, line.replace(/^ /, '')).join('\n');
    case 'move':
      return lines
        .toSpliced(index, 1)
        .toSpliced(Math.floor(edit.to * lines.length), 0, line)
        .join('\n');
  }
}
