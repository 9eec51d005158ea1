import fc from 'fast-check';

/** A comparison out of its parts; an empty right side is left out. */
export function sentence(
  left: string | fc.Arbitrary<string>,
  operator: fc.Arbitrary<string>,
  right: fc.Arbitrary<string>,
  suffix: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const leftText = typeof left === 'string' ? fc.constant(left) : left;
  return fc
    .tuple(leftText, operator, right, suffix)
    .map(([a, word, b, end]) => `${a} ${word}${b === '' ? '' : ` ${b}`}${end}`);
}

/** One of these texts. */
export function one(...texts: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...texts);
}

/** Nothing. */
export function none(): fc.Arbitrary<string> {
  return fc.constant('');
}

/** A text of the language, in quotes. */
export function text(values: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...values).map((value) => JSON.stringify(value));
}

/** A list of texts of the language. */
export function texts(values: readonly string[]): fc.Arbitrary<string> {
  return fc
    .uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 12 })
    .map((items) => `[${items.map((item) => JSON.stringify(item)).join(', ')}]`);
}

/** A right side that suits the operator: a list after `in`, a text after all others. */
export function withSide(values: readonly string[]): (operator: string) => fc.Arbitrary<string> {
  return (operator) =>
    (/\bin$/.test(operator) ? texts(values) : text(values)).map((right) => `${operator} ${right}`);
}
