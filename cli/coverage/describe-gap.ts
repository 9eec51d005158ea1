import type { Answer, Ending, Gap } from '../../verify/index.ts';

/** What no test shows, as the end of a sentence: ``no test in which `request.ip in office` is yes``. */
export function describeGap(gap: Gap): string {
  switch (gap.kind) {
    case 'not reached':
      return 'no test reaches it';
    case 'ending':
      return ENDINGS[gap.ending];
    case 'answer':
      return `no test in which \`${gap.clause.text}\` ${ANSWERS[gap.answer]}`;
    case 'never deciding':
      return `\`${gap.clause.text}\` never was the deciding one`;
  }
}

/** Where it stands, from 1; null: nobody wrote the rule. */
export function lineOfGap(gap: Gap): number | null {
  return gap.kind === 'answer' || gap.kind === 'never deciding' ? gap.clause.line : gap.rule.line;
}

const ENDINGS: Readonly<Record<Ending, string>> = {
  applied: 'no test in which it applies',
  'did not apply': 'no test in which it does not apply',
  'could not tell': 'no test in which it could not tell',
};

const ANSWERS: Readonly<Record<Answer, string>> = {
  yes: 'is yes',
  no: 'is no',
  unknown: 'could not be told',
};
