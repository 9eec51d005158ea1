import { isDecimal, readTruth } from '../check/tests/read-text.ts';
import type { Lint } from './lint.ts';
import { unquotedValue } from './lint-messages.ts';
import { textsOfAnyType } from './written-texts.ts';

/** A text in an effect that YAML takes for an answer or a number elsewhere; quotes say that it is meant. */
export const unquotedValueLint: Lint = ({ policy }) =>
  textsOfAnyType(policy).flatMap(({ value, isQuoted, span }) =>
    !isQuoted && (readTruth(value) !== undefined || isDecimal(value))
      ? [unquotedValue({ span, text: value })]
      : [],
  );
