import fc from 'fast-check';
import * as words from './vocabulary.ts';

const text = fc.oneof(
  fc.constantFrom(
    ...[
      ...words.EMAILS,
      ...words.DOMAINS,
      ...words.ADDRESSES,
      ...words.INSTANTS,
      ...words.DATES,
      ...words.ZONES,
    ],
    ...[
      '08:00',
      '1.2.3',
      '1.10.0-beta',
      'v2',
      'sha256',
      'md5',
      'DE',
      'DEU',
      'Germany',
      'a.b',
      'yyyy-MM-dd',
      '12',
      '-0',
      '1e9',
    ],
    ...[
      'YWRh',
      '%41',
      '%',
      '%E0%A4',
      'a b',
      '\ud800',
      '\u{1f600}',
      '\u212a',
      'ß',
      'İ',
      '__proto__',
      'constructor',
      '',
    ],
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const number = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    1,
    -1,
    2,
    0.1,
    1e21,
    1e-7,
    2 ** 53,
    8.64e15,
    -8.64e15,
    1.7e12,
    1.7e9,
    Number.MAX_VALUE,
  ),
  fc.integer({ min: -10, max: 10 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const single = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const name = fc.oneof(
  fc.constantFrom('a', 'b', 'name', 'constructor', 'toString', 'provider'),
  fc.string({ maxLength: 3 }),
);
const shallow = fc.oneof(
  { weight: 4, arbitrary: single },
  { weight: 1, arbitrary: fc.array(single, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(name, single, { maxKeys: 3 }) },
);

/** Any value that JSON can carry, with those that functions of the language take an interest in more often. */
export const anyValue: fc.Arbitrary<unknown> = fc
  .oneof(
    { weight: 6, arbitrary: single },
    { weight: 2, arbitrary: fc.array(text, { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(number, { maxLength: 4 }) },
    { weight: 2, arbitrary: fc.array(shallow, { maxLength: 4 }) },
    { weight: 2, arbitrary: fc.dictionary(name, shallow, { maxKeys: 4 }) },
  )
  .map((value): unknown => JSON.parse(JSON.stringify(value)));
