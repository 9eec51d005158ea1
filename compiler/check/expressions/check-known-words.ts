import { type Comparison, type Expression, suggest } from '../../../grammar/index.ts';
import { WORDS_OF_FUNCTIONS, WORDS_OF_NAMES } from '../../../stdlib/index.ts';
import { unknownWord } from '../messages/check-name-messages.ts';
import type { Scope } from '../scope.ts';
import { OUTCOMES } from './result-names.ts';

/** Reports texts that a name or function beside them never gives, such as `event is "logon"`. */
export function checkKnownWords(comparison: Comparison, scope: Scope): void {
  for (const [asked, other] of sidesOf(comparison)) {
    const words = wordsOf(asked);
    if (words === null) continue;
    for (const text of other.kind === 'list' ? other.items : [other]) {
      if (text.kind !== 'text') continue;
      const { value, span } = text;
      const compared = (word: string) =>
        comparison.equality === 'ignoring case' ? word.toLowerCase() : word;
      if (words.some((word) => compared(word) === compared(value))) continue;
      const suggestion = abbreviated(value, words) ?? suggest(value, words);
      scope.report(unknownWord({ found: value, span, choices: words, suggestion }));
    }
  }
}

/** What is asked, and the texts that it is compared with as a whole. */
function sidesOf({ operator, left, right }: Comparison): readonly (readonly [Expression, Expression])[] {
  switch (operator) {
    case 'is':
    case 'is not':
      return [
        [left, right],
        [right, left],
      ];
    case 'in':
    case 'is not in':
      return [[left, right]];
    case 'contains':
    case 'does not contain':
      return left.kind === 'list' ? [[right, left]] : [];
    default:
      return [];
  }
}

function wordsOf(asked: Expression): readonly string[] | null {
  if (asked.kind === 'call') return WORDS_OF_FUNCTIONS.get(asked.name.name) ?? null;
  if (asked.kind !== 'path') return null;
  const name = asked.segments.map((segment) => segment.name).join('.');
  return name === 'outcome' ? OUTCOMES : (WORDS_OF_NAMES.get(name) ?? null);
}

/** `Mon` is nearer to `sun` by its letters, and means `monday`. */
function abbreviated(text: string, words: readonly string[]): string | null {
  const begins = words.filter((word) => text.length > 1 && word.toLowerCase().startsWith(text.toLowerCase()));
  return begins.length === 1 ? (begins[0] ?? null) : null;
}
