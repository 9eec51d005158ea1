import type { Lint } from './lint.ts';
import { unquotedValue } from './lint-messages.ts';
import { textsOfAnyType } from './written-texts.ts';

/** A text in an effect that YAML takes for an answer or a number elsewhere; quotes say that it is meant. */
export const unquotedValueLint: Lint = ({ policy }) =>
  textsOfAnyType(policy).flatMap(({ value, isQuoted, span }) =>
    !isQuoted && LOOKS_LIKE_A_VALUE.test(value) ? [unquotedValue({ span, text: value })] : [],
  );

/** Numbers as the language writes them; `007` and `+49 30` are nothing else than texts. */
const LOOKS_LIKE_A_VALUE = /^(?:yes|no|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?)$/;
