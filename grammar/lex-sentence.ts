import { type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import {
  curlyQuotes,
  missingBracket,
  missingOpening,
  sentenceTooDeep,
  unexpectedCharacter,
  unfinishedText,
  unwritableName,
} from './character-messages.ts';
import { findTooDeep } from './check-depth.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Finding } from './finding.ts';
import { badPattern } from './literal-messages.ts';
import { findSpelling, isComparisonOperator, isPresenceTest, operatorWordsLike } from './operators.ts';
import { type Placement, placeSpan } from './placement.ts';
import type { Span } from './source.ts';
import { suggest } from './suggest.ts';
import * as t from './tokens.ts';

/** The words of a sentence, or null when the grammar could only guess at them. */
export interface Lexed {
  readonly tokens: IToken[] | null;
  /** The indices at which clauses begin, for `independent`. */
  readonly breaks: readonly number[];
  readonly findings: readonly Finding[];
}

/** Splits a sentence, or a text with `${…}` (`plain`), and tells what is wrong with its characters and brackets. */
export function lexSentence(text: string, placement: Placement, mode: 'sentence' | 'plain'): Lexed {
  const { tokens } = t.lexer.tokenize(text, mode);
  const at = (token: IToken) => placeSpan(placement, token.startOffset, endOf(token));
  // What follows a pattern without an end belongs to it, brackets included.
  const lone = tokens.findIndex(({ tokenType }) => tokenType === t.LonePattern);
  const strange = tokens.some(({ tokenType }) => STRANGE.has(tokenType))
    ? joinUnknown(lone === -1 ? tokens : tokens.slice(0, lone + 1)).flatMap((token) =>
        strangeFindings(token, placement, at(token)),
      )
    : [];
  const unbalanced = lone === -1 ? findUnbalanced(tokens, text, placement) : null;
  const findings = unbalanced === null ? strange : [...strange, unbalanced];
  const isReadable = !tokens.some(({ tokenType }) => tokenType === t.Unknown || tokenType === t.LonePattern);
  if (!isReadable || unbalanced !== null) return { tokens: null, breaks: [], findings };
  const deep = findTooDeep(tokens);
  if (deep === null) return { tokens: markOperatorWords(tokens), breaks: clauseBreaks(tokens), findings };
  return {
    tokens: null,
    breaks: [],
    findings: [finding(deep.startOffset, sentenceTooDeep({ span: at(deep) }))],
  };
}

/** The index after the last character of a token. */
export function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

/** The tokens about which `strangeFindings` says something. */
const STRANGE: ReadonlySet<TokenType> = new Set([
  ...[t.Unknown, t.LonePattern, t.StrangeName, t.StrangeMember, t.CurlyText],
]);

/** Unknown characters side by side are one mistake. */
function joinUnknown(tokens: readonly IToken[]): readonly IToken[] {
  const joined: IToken[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    const touches =
      last?.tokenType === t.Unknown && token.tokenType === t.Unknown && endOf(last) === token.startOffset;
    const sameSort = touches && lookAlike(last.image) === null && lookAlike(token.image) === null;
    if (sameSort) joined[joined.length - 1] = { ...last, image: last.image + token.image };
    else joined.push(token);
  }
  return joined;
}

function strangeFindings(token: IToken, placement: Placement, span: Span): readonly Finding[] {
  const text = token.image;
  const index = token.startOffset;
  switch (token.tokenType) {
    case t.Unknown:
      return [finding(index, unexpectedCharacter({ span, text, instead: lookAlike(text) }))];
    case t.LonePattern:
      return [finding(index, badPattern({ span, reason: 'no end' }))];
    case t.StrangeName:
      return [lost(index, unwritableName({ span, text, instead: null }))];
    case t.StrangeMember:
      return [finding(index, unwritableName({ span, text, instead: `["${text.slice(1)}"]` }))];
    case t.CurlyText: {
      const quote = (from: number) => ({ span: placeSpan(placement, from, from + 1), text: '"' });
      return [finding(index, curlyQuotes({ span, text, edits: [quote(index), quote(endOf(token) - 1)] }))];
    }
    default:
      return [];
  }
}

/** The plain character that a word processor put a finer one for. */
function lookAlike(character: string): string | null {
  const pairs = ['“"', '”"', '„"', '«"', '»"', "‘'", "’'", '–-', '—-', '−-', '×*', '÷/', '≤<=', '≥>=', '≠!='];
  return pairs.find((pair) => pair.startsWith(character))?.slice(character.length) ?? null;
}

const CLOSERS: ReadonlyMap<TokenType, readonly [type: TokenType, sign: string]> = new Map([
  [t.RoundOpen, [t.RoundClose, ')']],
  [t.SquareOpen, [t.SquareClose, ']']],
  [t.EmbedOpen, [t.EmbedClose, '}']],
  [t.DoubleOpen, [t.DoubleClose, '"']],
  [t.SingleOpen, [t.SingleClose, "'"]],
]);

const CLOSING: ReadonlySet<TokenType> = new Set([...CLOSERS.values()].map(([type]) => type));

/** The first bracket or quote without its other half. */
function findUnbalanced(tokens: readonly IToken[], text: string, placement: Placement): Finding | null {
  const open: IToken[] = [];
  const at = (token: IToken) => placeSpan(placement, token.startOffset, endOf(token));
  for (const token of tokens) {
    if (CLOSERS.has(token.tokenType)) open.push(token);
    if (!CLOSING.has(token.tokenType)) continue;
    const opening = open.pop();
    if (opening === undefined) {
      return finding(token.startOffset, missingOpening({ span: at(token), text: token.image }));
    }
    const [type, expected] = CLOSERS.get(opening.tokenType) ?? [token.tokenType, ''];
    if (type === token.tokenType) continue;
    const place = { span: at(token), found: token.image, opening: at(opening), fix: null };
    return finding(token.startOffset, missingBracket({ ...place, expected }));
  }
  const opening = open.at(-1);
  const last = tokens.at(-1);
  if (opening === undefined || last === undefined) return null;
  const [, expected = ''] = CLOSERS.get(opening.tokenType) ?? [];
  if (tokenMatcher(opening, t.TextOpen)) {
    return finding(opening.startOffset, unfinishedText({ span: at(opening), quote: expected }));
  }
  const end = placeSpan(placement, text.trimEnd().length, text.trimEnd().length);
  const fix = {
    title: `write \`${expected}\` at the end`,
    safe: false,
    edits: [{ span: end, text: expected }],
  };
  return finding(
    last.startOffset,
    missingBracket({ span: at(last), expected, found: null, opening: at(opening), fix }),
  );
}

/** A word where only an operator can stand, such as `equals`, is read as the operator that it surely means. */
function markOperatorWords(tokens: readonly IToken[]): IToken[] {
  const marked: IToken[] = [];
  let compared = false;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    const type = token.tokenType === t.Name && endsTerm(marked) ? operatorType(token, next, compared) : null;
    marked.push(type === null ? token : retyped(token, type));
    if (type !== null || COMPARISONS.has(token.tokenType)) compared = true;
    if (CLAUSE_ENDS.has(token.tokenType)) compared = false;
  });
  return marked;
}

const COMPARISONS: ReadonlySet<TokenType> = new Set([t.Operator, t.In, t.Between, t.PresenceTest]);

const CLAUSE_ENDS: ReadonlySet<TokenType> = new Set([
  ...[t.And, t.Or, t.Not, t.Comma, t.Then, t.Else, t.Where, t.If, t.RoundOpen, t.SquareOpen, t.EmbedOpen],
  ...[t.RoundClose, t.SquareClose, t.EmbedClose],
]);

/** A value, and not the name that follows `every`, `for each` or a table's `in`. */
function endsTerm(before: readonly IToken[]): boolean {
  const binder = before.at(-2)?.tokenType;
  return t.endsValue(before.at(-1)) && binder !== t.QuantifierWords && binder !== t.ForEach;
}

function operatorType(token: IToken, next: IToken | undefined, compared: boolean): TokenType | null {
  const means = findSpelling(token.image)?.means;
  if (means !== undefined) return typeOf(means);
  const isBeforeValue = next !== undefined && [t.Literal, t.Truth, t.CurlyText].includes(next.tokenType);
  const isBeforeText =
    next !== undefined && (tokenMatcher(next, t.TextOpen) || next.tokenType === t.SquareOpen);
  const isNear =
    next !== undefined &&
    t.startsValue(next) &&
    suggest(token.image, operatorWordsLike(token.image)) !== null;
  return !compared && (isBeforeValue || isBeforeText || isNear) ? t.Operator : null;
}

function typeOf(means: string): TokenType | null {
  if (isComparisonOperator(means)) return t.Operator;
  if (isPresenceTest(means)) return t.PresenceTest;
  if (means === 'is between') return t.Between;
  return means === 'mod' ? t.Times : null;
}

function retyped(token: IToken, tokenType: TokenType): IToken {
  return { ...token, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx ?? token.tokenTypeIdx };
}

function finding(index: number, diagnostic: Diagnostic): Finding {
  return { diagnostic, index, lost: false };
}

function lost(index: number, diagnostic: Diagnostic): Finding {
  return { diagnostic, index, lost: true };
}

/**
 * A comma begins a clause where commas belong, in lists and calls; `and` and `or` end one, so that a value missing
 * before them is missing there.
 */
function clauseBreaks(tokens: readonly IToken[]): readonly number[] {
  const breaks: number[] = [];
  const separates: boolean[] = [];
  tokens.forEach((token, index) => {
    const type = token.tokenType;
    const before = tokens[index - 1]?.tokenType;
    const isCall = type === t.RoundOpen && (before === t.Name || before === t.Member);
    if (CLOSERS.has(type)) separates.push(type === t.SquareOpen || isCall);
    if (CLOSING.has(type)) separates.pop();
    if (type === t.Comma && separates.at(-1) === true) breaks.push(token.startOffset);
    if (type === t.And || type === t.Or) breaks.push(endOf(token));
  });
  return breaks;
}
