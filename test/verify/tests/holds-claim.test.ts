import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Data } from '../../../grammar/index.ts';
import { holdsClaim } from '../../../verify/tests/holds-claim.ts';
import { ANY, readData } from '../../../verify/tests/read-data.ts';
import { runs } from '../../laws/runs.ts';
import { dataOf } from './data-of.ts';

const HELD: readonly (readonly [expected: string, found: unknown])[] = [
  ['acme', 'acme'],
  ['3', 3],
  ['3', '3'],
  ['"3"', '3'],
  ['yes', true],
  ['no', false],
  ['yes', 'yes'],
  ['[hr.admin, hr.read]', ['hr.admin', 'hr.read']],
  ['[]', []],
  ['{ a: 1, b: [x] }', { b: ['x'], a: 1 }],
];

const NOT_HELD: readonly (readonly [expected: string, found: unknown])[] = [
  ['acme', 'Acme'],
  ['"3"', 3],
  ['"yes"', true],
  ['no', true],
  ['acme', null],
  ['acme', undefined],
  ['acme', ['acme']],
  ['[hr.admin, hr.read]', ['hr.read', 'hr.admin']],
  ['[hr.read]', ['hr.read', 'hr.admin']],
  ['[hr.read]', 'hr.read'],
  ['{ a: 1 }', { a: 1, b: 2 }],
  ['{ a: 1, b: 2 }', { a: 1 }],
  ['{ a: 1 }', [1]],
  ['{ toString: x }', {}],
];

describe('holdsClaim', () => {
  for (const [expected, found] of HELD) {
    it(`${expected} is ${JSON.stringify(found)}`, () => assert.ok(holdsClaim(dataOf(expected), found)));
  }
  for (const [expected, found] of NOT_HELD) {
    it(`${expected} is not ${JSON.stringify(found)}`, () => assert.ok(!holdsClaim(dataOf(expected), found)));
  }

  it('holds for every value that is read from what is expected', () => {
    fc.assert(
      fc.property(anyData, (data) => holdsClaim(data, readData(data, ANY))),
      runs(200),
    );
  });
});

const span = { start: 0, end: 0 };
const anyText = fc.oneof(
  fc.constantFrom('yes', 'no', 'true', '-0', '0.50', '007', '1e3', '', 'constructor'),
  fc.integer().map(String),
  fc.string(),
);
const { data: anyData } = fc.letrec<{ data: Data }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small' },
    fc.record({
      kind: fc.constant('text' as const),
      text: anyText,
      isQuoted: fc.boolean(),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant('list' as const),
      items: fc.array(tie('data'), { maxLength: 3 }),
      span: fc.constant(span),
    }),
    fc
      .uniqueArray(fc.tuple(fc.oneof(anyText, fc.constant('__proto__')), tie('data')), {
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map((fields) => ({
        kind: 'record' as const,
        fields: fields.map(([text, value]) => ({ name: { text, span }, value })),
        span,
      })),
  ),
}));
