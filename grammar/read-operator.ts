import { findSpelling, isWellSpelled, normalSpelling, operatorWordsLike } from './operators.ts';
import { type Range, type Reading, report, reportLost, spanOf, wordsOf } from './reading.ts';
import { negatedOperator, unknownOperator } from './sentence-messages.ts';
import { suggest } from './suggest.ts';

/** Where the comparison of an operator begins, and whether a list quantifier stands there. */
export interface Context {
  readonly from: number;
  readonly isQuantified: boolean;
}

/** The canonical operator that words stand for, or null when nobody knows. Words of other systems are told. */
export function readOperator(reading: Reading, range: Range, context: Context): string | null {
  const text = wordsOf(reading, range);
  const span = spanOf(reading, range);
  const spelling = findSpelling(text);
  if (spelling === null) {
    const instead = suggest(text, operatorWordsLike(text));
    reportLost(reading, range, unknownOperator({ span, text, instead, isSure: false }));
    return null;
  }
  const { means, accepted, negated } = spelling;
  const start = spanOf(reading, { from: context.from, to: range.from }).start;
  if (negated) {
    // `not any of …` says something else than `any of … not …`, so nothing is offered there.
    const before = { span: { start, end: start }, text: 'not ' };
    const edits = context.isQuantified ? null : [before, { span, text: means }];
    report(reading, range, negatedOperator({ span, text, operator: means, edits }));
  } else if (!accepted) {
    report(reading, range, unknownOperator({ span, text, instead: means, isSure: true }));
  } else if (!isWellSpelled(text)) {
    const instead = /[_-]/.test(text) ? means : normalSpelling(text);
    report(reading, range, unknownOperator({ span, text, instead, isSure: true }));
  }
  return means;
}

/** The keyword in small letters with one blank between its words; capitals are told. */
export function readKeyword(reading: Reading, range: Range): string {
  const text = wordsOf(reading, range);
  const word = normalSpelling(text);
  if (/[A-Z]/.test(text)) {
    report(
      reading,
      range,
      unknownOperator({ span: spanOf(reading, range), text, instead: word, isSure: true }),
    );
  }
  return word;
}
