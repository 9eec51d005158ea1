import {
  EmbeddedActionsParser,
  type IToken,
  type ParserMethod,
  type TokenType,
  tokenMatcher,
} from 'chevrotain';
import type { Expression, Segment } from './expression.ts';
import { parseLiteral } from './parse-literal.ts';
import { LABEL_PROVIDER, rangeOf, reportErrors, reportUnexpected } from './parser-errors.ts';
import { UNMOVED } from './placement.ts';
import { readKeyword } from './read-operator.ts';
import { parenthesise, type Range, type Reading, report, reportLost, spanOf, wordsOf } from './reading.ts';
import {
  chainedComparison,
  missingComparison,
  missingOperand,
  missingOperator,
  unclearElse,
} from './sentence-messages.ts';
import type { Span } from './source.ts';
import * as t from './tokens.ts';

export type Rule<T, A extends readonly unknown[] = []> = ParserMethod<[...A], T>;

/** The inside of a text: texts and values in turn. */
export type Parts = readonly (string | Expression)[];

/** What the grammar's rules share: where they are in the sentence, and what they say when it does not go on. */
export class BaseParser extends EmbeddedActionsParser {
  protected reading: Reading = { text: '', placement: UNMOVED, findings: [] };
  /** For every rule: where the parser gets lost, the tree is unreadable. */
  protected readonly recovery = { recoveryValueFunc: (): Expression => this.unreadable() };

  constructor() {
    super(t.VOCABULARY, { recoveryEnabled: true, maxLookahead: 1, errorMessageProvider: LABEL_PROVIDER });
  }

  /** Reads tokens by a rule. The one parser of the process is used by one call at a time. */
  read<T>(reading: Reading, tokens: IToken[], rule: () => T): T {
    this.reading = reading;
    this.input = tokens;
    const value = rule();
    reportErrors(reading, tokens, this.errors);
    return value;
  }

  /** The index at which the next token begins. */
  protected here(): number {
    const { startOffset } = this.LA(1);
    return startOffset >= 0 ? startOffset : this.done();
  }

  /** The index at which the last token ended. */
  protected done(): number {
    const { startOffset, image } = this.LA(0);
    return startOffset >= 0 ? startOffset + image.length : 0;
  }

  /** Where a token stands; one that the parser only imagined stands where the last one ended. */
  protected range(token: IToken): Range {
    return token.startOffset >= 0 ? rangeOf(token) : { from: this.done(), to: this.done() };
  }

  protected spanFrom(from: number): Span {
    return spanOf(this.reading, { from, to: Math.max(from, this.done()) });
  }

  protected spanOfToken(token: IToken): Span {
    return spanOf(this.reading, this.range(token));
  }

  protected segment(token: IToken): Segment {
    const range = this.range(token);
    return { name: wordsOf(this.reading, range), span: spanOf(this.reading, range) };
  }

  /** The canonical word; capitals are told. */
  protected keyword(token: IToken): string {
    return readKeyword(this.reading, this.range(token));
  }

  protected unreadable(): Expression {
    return { kind: 'unreadable', span: spanOf(this.reading, { from: this.done(), to: this.done() }) };
  }

  protected isNext(...types: readonly TokenType[]): boolean {
    return types.some((type) => tokenMatcher(this.LA(1), type));
  }

  /** True for a text without values in it, or a literal, that is all of an item of a list. */
  protected isPlainItem(): boolean {
    const first = this.LA(1).tokenType;
    if (first === t.Literal) return ITEM_ENDS.has(this.LA(2).tokenType);
    if (first !== t.DoubleOpen || this.LA(2).tokenType !== t.DoubleCharacters) return false;
    return this.LA(3).tokenType === t.DoubleClose && ITEM_ENDS.has(this.LA(4).tokenType);
  }

  /** A number, date, address and so on. */
  protected literal(token: IToken): Expression {
    const range = this.range(token);
    const { value, diagnostics } = parseLiteral(token.image, spanOf(this.reading, range));
    for (const diagnostic of diagnostics) report(this.reading, range, diagnostic);
    return value;
  }

  protected truth(token: IToken): Expression {
    return { kind: 'truth', value: /yes|true/.test(token.image), span: this.spanOfToken(token) };
  }

  /** There is no value where one belongs. The word after the gap is underlined, or at the end the word before it. */
  protected missOperand(): Expression {
    const [previous, next] = [this.LA(0), this.LA(1)];
    const found = next.startOffset >= 0 ? next.image : null;
    const before = previous.startOffset >= 0 ? previous.image : null;
    // The operator before the gap is what an author looks for; a closing bracket says little.
    const place = found === null || (before !== null && !t.startsValue(previous)) ? previous : next;
    const range = this.range(place.startOffset >= 0 ? place : next);
    reportLost(this.reading, range, missingOperand({ span: spanOf(this.reading, range), before, found }));
    return this.unreadable();
  }

  /** A word after the end of a comparison, or of a value (`isCompared` false). */
  protected missOperator(isCompared: boolean): void {
    const [previous, next] = [this.LA(0), this.LA(1)];
    const range = { from: this.range(next).from, to: this.endOfText(next) };
    const place = { span: spanOf(this.reading, range), text: wordsOf(this.reading, range) };
    const isOperator = this.isNext(t.Operator, t.PresenceTest, t.Between);
    if (isCompared && isOperator) {
      const isCount = /\bcount\s+of\b/i.test(this.reading.text.slice(0, range.from));
      const meant = isCount ? 'count' : 'comparison';
      reportLost(this.reading, range, chainedComparison({ ...place, meant }));
    } else if (!isCompared && t.startsValue(next) && !this.isNext(t.Name)) {
      reportLost(this.reading, range, missingOperator({ ...place, before: previous.image }));
    } else {
      reportUnexpected(this.reading, this.input, this.input.indexOf(next));
    }
  }

  /** Where a token ends, and if it opens a text, the text. */
  private endOfText(token: IToken): number {
    let depth = 0;
    for (const later of this.input.slice(this.input.indexOf(token))) {
      if (tokenMatcher(later, t.TextOpen)) depth++;
      if (tokenMatcher(later, t.TextClose)) depth--;
      if (depth === 0) return this.range(later).to;
    }
    return this.range(token).to;
  }

  /** `any of user.groups` without a comparison. */
  protected missComparison(from: number, list: Expression): void {
    const range = { from, to: Math.max(from, this.done()) };
    if (list.kind === 'unreadable') return;
    const place = { span: spanOf(this.reading, range), text: wordsOf(this.reading, range) };
    reportLost(this.reading, range, missingComparison(place));
  }

  /** After `if … else y` without parentheses an operator could belong to `y` or to the whole. */
  protected checkElse(from: number): void {
    if (!this.isNext(t.Operator, t.PresenceTest, t.Between, t.And, t.Or)) return;
    const next = this.LA(1);
    const edits = parenthesise(this.reading, { from, to: this.done() });
    const place = { span: this.spanOfToken(next), text: next.image, edits };
    reportLost(this.reading, this.range(next), unclearElse(place));
  }
}

const ITEM_ENDS: ReadonlySet<TokenType> = new Set([t.Comma, t.SquareClose]);
