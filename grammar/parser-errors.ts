import {
  EOF,
  type IParserErrorMessageProvider,
  type IRecognitionException,
  type IToken,
  type TokenType,
  tokenMatcher,
} from 'chevrotain';
import { endOf } from './lex-sentence.ts';
import { badNumber } from './literal-messages.ts';
import { type Range, type Reading, report, reportLost, spanOf } from './reading.ts';
import { missingWord, unexpectedWord } from './sentence-messages.ts';
import * as t from './tokens.ts';

/** The parser's messages are only the name of what it wanted: the sentence about it is made here, from the tokens. */
export const LABEL_PROVIDER: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
  buildNotAllInputParsedMessage: () => '',
  buildNoViableAltMessage: () => '',
  buildEarlyExitMessage: () => '',
};

/** Tells what the parser could not go on with, before what the rules told at the same places. */
export function reportErrors(
  { findings, ...rest }: Reading,
  tokens: readonly IToken[],
  errors: readonly IRecognitionException[],
): void {
  const reading: Reading = { ...rest, findings: [] };
  for (const { token, message } of errors) {
    const isEnd = tokenMatcher(token, EOF);
    const index = isEnd
      ? tokens.length
      : tokens.findIndex(({ startOffset }) => startOffset === token.startOffset);
    const previous = tokens[index - 1];
    const place = isEnd && previous !== undefined ? previous : token;
    const isWord = !['', '`)`', '`]`', '`}`', 'the end of the text'].includes(message);
    const bare = { span: spanOf(reading, rangeOf(place)), found: isEnd ? null : token.image };
    if (isWord || isEnd) {
      reportLost(
        reading,
        rangeOf(place),
        missingWord({ ...bare, expected: message, help: wordHelp(message, place) }),
      );
    } else {
      reportUnexpected(reading, tokens, index);
    }
  }
  findings.unshift(...reading.findings);
}

/** Tells a word that fits nowhere. */
export function reportUnexpected(reading: Reading, tokens: readonly IToken[], index: number): void {
  const token = tokens[index];
  if (token === undefined) return;
  const [previous, next] = [tokens[index - 1], tokens[index + 1]];
  const comma = numberWithComma(previous, token, next);
  if (comma !== null) {
    const text = reading.text.slice(comma.from, comma.to);
    report(reading, rangeOf(token), badNumber({ span: spanOf(reading, comma), text }));
    return;
  }
  const help = unexpectedHelp(previous, token);
  const range = unexpectedRange(tokens, index, token);
  const text = reading.text.slice(range.from, range.to);
  reportLost(reading, rangeOf(token), unexpectedWord({ span: spanOf(reading, range), text, help }));
}

/** A text as a whole, and the name before it too, since either may be the slip. */
function unexpectedRange(tokens: readonly IToken[], index: number, token: IToken): Range {
  const range = rangeOf(token);
  const previous = tokens[index - 1];
  if (token.tokenType === t.Name && previous?.tokenType === t.Name) {
    return { from: previous.startOffset, to: range.to };
  }
  const closing = CLOSING_QUOTES.get(token.tokenType);
  if (closing === undefined) return range;
  const end = tokens.slice(index).find(({ tokenType }) => tokenType === closing);
  const from = previous?.tokenType === t.Name ? previous.startOffset : range.from;
  return { from, to: end === undefined ? range.to : rangeOf(end).to };
}

const CLOSING_QUOTES: ReadonlyMap<TokenType, TokenType> = new Map([
  [t.DoubleOpen, t.DoubleClose],
  [t.SingleOpen, t.SingleClose],
]);

/** The indices that a token covers. */
export function rangeOf(token: IToken): Range {
  return { from: token.startOffset, to: endOf(token) };
}

/** `1,000`: two numbers that touch a comma. */
function numberWithComma(
  previous: IToken | undefined,
  comma: IToken,
  next: IToken | undefined,
): Range | null {
  if (comma.tokenType !== t.Comma || previous?.tokenType !== t.Literal || next?.tokenType !== t.Literal)
    return null;
  const touches = endOf(previous) === comma.startOffset && endOf(comma) === next.startOffset;
  return touches ? { from: previous.startOffset, to: endOf(next) } : null;
}

function unexpectedHelp(previous: IToken | undefined, token: IToken): string {
  const image = token.image.toLowerCase();
  if (token.tokenType === t.Name && previous?.tokenType === t.Name) {
    return `if this is a text, write it in quotes: \`"${previous.image} ${token.image}"\``;
  }
  if (CLOSING_QUOTES.has(token.tokenType) && previous?.tokenType === t.Name) {
    return `write an operator such as \`is\` between them, or remove \`${previous.image}\``;
  }
  if (image === 'then' || image === 'else') return 'a choice is written `if … then … else …`';
  if (image === 'where')
    return 'write `every x in LIST where …`, `any x in LIST where …` or `count of x in LIST where …`';
  if (image === ',') return 'join conditions with `and` or `or`; a list of values stands in `[ ]`';
  if (/^(?:exactly|ignoring\s+case)$/.test(image))
    return `\`${image}\` stands after a comparison: \`x is y ${image}\``;
  return 'remove it, or join it to the rest with `and` or `or`';
}

function wordHelp(expected: string, place: IToken): string {
  switch (expected) {
    case '`then`':
    case '`else`':
      return 'a choice is written `if … then … else …`';
    case '`where`':
      return 'write `every x in LIST where …`; to count a whole list write `size(LIST)`';
    case '`in`':
      return place.tokenType === t.Member
        ? 'to test the items of a list write `any of LIST is …`; to name each item write `any x in LIST where …`'
        : 'write `in` and the list or the table';
    case '`and`':
      return 'write `is between … and …`';
    case 'a name':
      return 'write a name of your choice for the item, or the name of a table after `in`';
    default:
      return 'write what is missing';
  }
}
