import fc from 'fast-check';
import { comparison } from './comparison.ts';
import { comparisonOfMissing } from './comparison-of-missing.ts';
import { asking } from './outward.ts';
import type { Yaml } from './write-yaml.ts';

export interface ConditionOptions {
  /** Leaves out every way in which a policy itself says what a missing field means. */
  readonly silentOnMissing: boolean;
  /** Conditions that the policy names; they are yes/no. */
  readonly names: readonly string[];
  /** Asks look-ups and counters. */
  readonly outward?: boolean;
}

/** A sentence that is a condition, as text. */
export function condition(options: ConditionOptions): fc.Arbitrary<string> {
  const leaf = fc.oneof(
    { weight: 12, arbitrary: comparison },
    ...(options.silentOnMissing ? [] : [{ weight: 3, arbitrary: comparisonOfMissing }]),
    ...(options.outward === true ? [{ weight: 8, arbitrary: asking(options) }] : []),
    ...(options.names.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...options.names) }]),
  );
  const { sentence } = fc.letrec<{ sentence: string }>((tie) => ({
    sentence: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 6, arbitrary: leaf },
      { weight: 1, arbitrary: tie('sentence').map((operand) => `not (${operand})`) },
      { weight: 1, arbitrary: joined(tie('sentence'), ' and ') },
      { weight: 1, arbitrary: joined(tie('sentence'), ' or ') },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('sentence'), tie('sentence'), tie('sentence'))
          .map(([test, then, other]) => `(if ${test} then (${then}) else (${other})) is yes`),
      },
    ),
  }));
  return sentence;
}

/** A sentence, or a tree of lists of sentences. */
export function conditionTree(options: ConditionOptions): fc.Arbitrary<Yaml> {
  const sentence = condition(options);
  const { tree } = fc.letrec<{ tree: Yaml }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      { weight: 4, arbitrary: sentence },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            fc.constantFrom('all', 'any', 'none', 'not_all'),
            fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
          )
          .map(([kind, items]): Yaml => new Map([[kind, items]])),
      },
    ),
  }));
  return tree;
}

function joined(operand: fc.Arbitrary<string>, word: string): fc.Arbitrary<string> {
  return fc
    .array(operand, { minLength: 2, maxLength: 3 })
    .map((operands) => operands.map((text) => `(${text})`).join(word));
}
