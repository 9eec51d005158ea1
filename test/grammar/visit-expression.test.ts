import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  childrenOf,
  type Expression,
  parseExpression,
  printExpression,
  visitExpression,
} from '../../grammar/index.ts';
import { anyExpression } from '../arbitraries/expression.ts';
import { runs } from '../laws/runs.ts';
import { sketch } from './sketch.ts';

function visited(sentence: string): readonly string[] {
  const { value } = parseExpression(sentence);
  const found: string[] = [];
  if (value !== null) visitExpression(value, (expression) => found.push(sketch(expression)));
  return found;
}

/** Everything with a kind inside a value, found without knowing any kind. */
function countOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((count, item) => count + countOf(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return ('kind' in value ? 1 : 0) + countOf(Object.values(value));
}

describe('visitExpression', () => {
  it('visits an expression before its parts, and those in order', () => {
    assert.deepEqual(visited('a is b + 1 and "x${c}"'), [
      '(and (is a (+ b 1)) (join "x" c))',
      '(is a (+ b 1))',
      'a',
      '(+ b 1)',
      'b',
      '1',
      '(join "x" c)',
      'c',
    ]);
  });
});

describe('visiting, as a law', () => {
  it('finds everything in a tree', () => {
    fc.assert(
      fc.property(anyExpression(), (expression) => {
        let count = 0;
        visitExpression(expression, () => count++);
        assert.equal(count, countOf(expression));
      }),
      runs(300),
    );
  });

  it('goes in the order of the sentence', () => {
    fc.assert(
      fc.property(anyExpression(), (expression) => {
        const sentence = printExpression(expression);
        fc.pre(sentence.length <= 4000);
        const { value } = parseExpression(sentence);
        assert.ok(value !== null);
        const starts = (parent: Expression) => childrenOf(parent).map(({ span }) => span.start);
        visitExpression(value, (parent) =>
          assert.deepEqual(
            starts(parent),
            starts(parent).toSorted((a, b) => a - b),
          ),
        );
      }),
      runs(300),
    );
  });
});
