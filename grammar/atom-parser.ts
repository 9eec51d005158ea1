import type { IOrAlt } from 'chevrotain';
import { BaseParser, type Parts, type Rule } from './base-parser.ts';
import type { Expression, Segment } from './expression.ts';
import { toQuantifier } from './operators.ts';
import { bracketStep, buildCall, buildPath, dotStep, readPattern, type Step } from './read-path.ts';
import { joinParts, type Quote, readQuote, readTextPart, textOf } from './read-text-part.ts';
import { wordsOf } from './reading.ts';
import * as t from './tokens.ts';

/** The rules for what operators stand between. */
export abstract class AtomParser extends BaseParser {
  abstract readonly formula: Rule<Expression>;
  abstract readonly condition: Rule<Expression>;
  abstract readonly value: Rule<Expression>;

  /** Made once, since there is hardly anything that sentences have more of than values. */
  readonly #atoms: IOrAlt<Expression>[] = [
    {
      ALT: () => {
        const from = this.here();
        this.CONSUME(t.RoundOpen);
        const inner = this.SUBRULE(this.formula);
        this.CONSUME(t.RoundClose);
        return { ...inner, span: this.spanFrom(from) };
      },
    },
    { ALT: () => this.SUBRULE(this.list) },
    { ALT: () => this.SUBRULE(this.choice) },
    { ALT: () => this.SUBRULE(this.lookup) },
    { ALT: () => this.SUBRULE(this.quantified) },
    { ALT: () => this.SUBRULE(this.text) },
    { ALT: () => this.literal(this.CONSUME(t.Literal)) },
    { ALT: () => readPattern(this.reading, this.range(this.CONSUME(t.Pattern))) },
    { ALT: () => this.truth(this.CONSUME(t.Truth)) },
    { ALT: () => this.SUBRULE(this.path) },
  ];

  readonly atom: Rule<Expression> = this.RULE('atom', (): Expression => this.OR(this.#atoms), this.recovery);

  /** What stands after the end of a comparison. It has been told, and is read only to get past it. */
  readonly stray: Rule<Expression> = this.RULE(
    'stray',
    (): Expression => {
      this.OR([
        { ALT: () => this.CONSUME(t.Operator) },
        { ALT: () => this.CONSUME(t.PresenceTest) },
        { ALT: () => this.CONSUME(t.Between) },
        { ALT: () => this.CONSUME(t.Suffix) },
        { ALT: () => this.CONSUME(t.ListQuantifierWords) },
        { ALT: () => this.CONSUME(t.Not) },
        { ALT: () => this.CONSUME(t.Otherwise) },
        { ALT: () => this.CONSUME(t.Times) },
        { ALT: () => this.CONSUME(t.Plus) },
        { ALT: () => this.CONSUME(t.Minus) },
        { ALT: () => this.CONSUME(t.Member) },
        { ALT: () => this.SUBRULE(this.atom) },
      ]);
      return this.unreadable();
    },
    this.recovery,
  );

  readonly list: Rule<Expression> = this.RULE(
    'list',
    (): Expression => {
      const from = this.here();
      const items: Expression[] = [];
      this.CONSUME(t.SquareOpen);
      this.MANY_SEP({
        SEP: t.Comma,
        // Most lists hold many texts: reading one as a formula goes through ten rules to the same.
        DEF: () => items.push(this.isPlainItem() ? this.SUBRULE(this.atom) : this.SUBRULE(this.formula)),
      });
      this.CONSUME(t.SquareClose);
      return { kind: 'list', items, span: this.spanFrom(from) };
    },
    this.recovery,
  );

  readonly choice: Rule<Expression> = this.RULE(
    'choice',
    (): Expression => {
      const from = this.here();
      this.keyword(this.CONSUME(t.If));
      const condition = this.SUBRULE(this.condition);
      this.keyword(this.CONSUME(t.Then));
      const then = this.SUBRULE2(this.condition);
      this.keyword(this.CONSUME(t.Else));
      const otherwise = this.SUBRULE(this.value);
      this.checkElse(from);
      return { kind: 'if', condition, then, else: otherwise, span: this.spanFrom(from) };
    },
    this.recovery,
  );

  readonly lookup: Rule<Expression> = this.RULE(
    'lookup',
    (): Expression => {
      const from = this.here();
      this.keyword(this.CONSUME(t.LookupWord));
      const key = this.SUBRULE(this.value);
      this.keyword(this.CONSUME(t.In));
      const table = this.SUBRULE(this.name);
      return { kind: 'lookup', key, table, span: this.spanFrom(from) };
    },
    this.recovery,
  );

  readonly quantified: Rule<Expression> = this.RULE(
    'quantified',
    (): Expression => {
      const from = this.here();
      const quantifier = toQuantifier(this.keyword(this.CONSUME(t.QuantifierWords)));
      const variable = this.SUBRULE(this.name);
      this.keyword(this.CONSUME(t.In));
      const list = this.SUBRULE(this.value);
      this.keyword(this.CONSUME(t.Where));
      const condition = this.SUBRULE(this.condition);
      return { kind: 'quantified', quantifier, variable, list, condition, span: this.spanFrom(from) };
    },
    this.recovery,
  );

  readonly name: Rule<Segment> = this.RULE('name', () => this.segment(this.CONSUME(t.Name)), {
    recoveryValueFunc: () => ({ name: '', span: this.unreadable().span }),
  });

  readonly text: Rule<Expression> = this.RULE(
    'text',
    (): Expression => {
      const from = this.here();
      return this.OR([
        {
          ALT: (): Expression => {
            const value = wordsOf(this.reading, this.range(this.CONSUME(t.CurlyText))).slice(1, -1);
            return { kind: 'text', value, span: this.spanFrom(from) };
          },
        },
        {
          ALT: (): Expression => {
            const quote = readQuote(this.CONSUME(t.TextOpen).image);
            const parts = this.SUBRULE(this.textParts, { ARGS: [quote] });
            this.CONSUME(t.TextClose);
            return this.ACTION(() => textOf(parts, this.spanFrom(from)));
          },
        },
      ]);
    },
    this.recovery,
  );

  /** Texts and values in turn, as they stand between quotes. */
  readonly textParts: Rule<Parts, [Quote | null]> = this.RULE(
    'textParts',
    (quote: Quote | null) => {
      const parts: (string | Expression)[] = [];
      this.MANY(() => {
        this.OR([
          { ALT: () => parts.push(readTextPart(this.reading, this.range(this.CONSUME(t.TextPart)), quote)) },
          {
            ALT: () => {
              this.CONSUME(t.EmbedOpen);
              parts.push(this.SUBRULE(this.formula));
              this.CONSUME(t.EmbedClose);
            },
          },
        ]);
      });
      return joinParts(parts);
    },
    { recoveryValueFunc: () => [] },
  );

  readonly path: Rule<Expression> = this.RULE(
    'path',
    (): Expression => {
      const from = this.here();
      const head = this.CONSUME(t.Name);
      const steps: Step[] = [{ ...this.range(head), segment: this.segment(head) }];
      this.MANY(() => {
        this.OR([
          { ALT: () => steps.push(dotStep(this.reading, this.range(this.CONSUME(t.Member)))) },
          {
            ALT: () => {
              const opening = this.range(this.CONSUME(t.SquareOpen));
              const content = this.SUBRULE(this.formula);
              this.CONSUME(t.SquareClose);
              const range = { from: opening.from, to: this.done() };
              steps.push(bracketStep(this.reading, range, { from, to: opening.from }, content));
            },
          },
        ]);
      });
      const call = this.OPTION(() => {
        const opening = this.range(this.CONSUME(t.RoundOpen));
        const values: Expression[] = [];
        this.MANY_SEP({ SEP: t.Comma, DEF: () => values.push(this.SUBRULE2(this.formula)) });
        this.CONSUME(t.RoundClose);
        return { opening, values };
      });
      return this.ACTION(() =>
        call === undefined
          ? buildPath(this.reading, steps)
          : buildCall(this.reading, steps, call.values, { opening: call.opening, to: this.done() }),
      );
    },
    this.recovery,
  );
}
