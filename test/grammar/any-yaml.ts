import fc from 'fast-check';
import { mutated } from '../arbitraries/index.ts';

/** Every sort of token that YAML has. */
export const YAML_WITH_EVERYTHING = `%YAML 1.2
---
# A comment
a: { b: [c, 'd', "e f"], g: , "h":i, ? j : k } # another
l:
- m
-   n: o
    p: |-
      q

      r
    s: >+
      t
? u
: v
w: &x !y z
"a b": *x
...
second: document
`;

/** The same after somebody edited it carelessly. */
export const brokenYaml: fc.Arbitrary<string> = mutated(fc.constant(YAML_WITH_EVERYTHING));

/** Signs that mean something in YAML, in any order. */
export const anySigns: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...'abc -?:,[]{}#&*!|>\'"%@`\n\t',
      ...['\n  ', '\n \t', '\n- ', ': ', '- ', ' #', '---\n', '...\n', '\r\n', '\ufeff', "''"],
    ),
    { maxLength: 40 },
  )
  .map((signs) => signs.join(''));
