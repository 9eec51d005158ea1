import type { IToken } from 'chevrotain';
import { AtomParser } from './atom-parser.ts';
import type { Parts, Rule } from './base-parser.ts';
import {
  buildBetween,
  buildComparison,
  buildNegation,
  buildPresence,
  type LeftSide,
} from './build-comparison.ts';
import type { Expression } from './expression.ts';
import { type Joint, joinOperands, type Operand } from './join-operands.ts';
import * as operators from './operators.ts';
import { readOperator } from './read-operator.ts';
import type { Range, Reading } from './reading.ts';
import * as t from './tokens.ts';

/** Reads tokens whose brackets are balanced. What is wrong is noted in `reading`; the tree is unreadable there. */
export function parseTokens(reading: Reading, tokens: IToken[]): Expression {
  return parser.read(reading, tokens, () => parser.sentence());
}

/** Reads the tokens of a text with `${…}` that stands without quotes. */
export function parseTextTokens(reading: Reading, tokens: IToken[]): Parts {
  return parser.read(reading, tokens, () => parser.textParts(null));
}

/**
 * The grammar. `where` reaches as far to the right as it can, and so does `for each` to the left; parentheses end them.
 * Where a value is missing, `unary` says so and takes nothing, so that the rest is read as if it were there.
 */
class ExpressionParser extends AtomParser {
  constructor() {
    super();
    this.performSelfAnalysis();
  }

  readonly sentence: Rule<Expression> = this.RULE(
    'sentence',
    (): Expression => this.SUBRULE(this.formula),
    this.recovery,
  );

  readonly formula: Rule<Expression> = this.RULE(
    'formula',
    (): Expression => {
      const from = this.here();
      let value = this.SUBRULE(this.condition);
      this.MANY(() => {
        this.keyword(this.CONSUME(t.ForEach));
        const variable = this.SUBRULE(this.name);
        this.keyword(this.CONSUME(t.In));
        const list = this.SUBRULE(this.value);
        const condition = this.OPTION(() => {
          this.keyword(this.CONSUME(t.Where));
          return this.SUBRULE2(this.condition);
        });
        value = {
          ...{ kind: 'projection', value, variable, list },
          ...{ condition: condition ?? null, span: this.spanFrom(from) },
        };
      });
      return value;
    },
    this.recovery,
  );

  readonly condition: Rule<Expression> = this.RULE(
    'condition',
    (): Expression => {
      const operands: Operand[] = [];
      const joints: Joint[] = [];
      operands.push(this.SUBRULE(this.operand));
      this.MANY(() => {
        const joint: IToken = this.OR([
          { ALT: () => this.CONSUME(t.And) },
          { ALT: () => this.CONSUME(t.Or) },
        ]);
        const range = this.range(joint);
        const means = readOperator(this.reading, range, { from: range.from, isQuantified: false });
        joints.push({ ...range, kind: means === 'or' ? 'or' : 'and' });
        operands.push(this.SUBRULE2(this.operand));
      });
      return this.ACTION(() => joinOperands(this.reading, operands, joints));
    },
    this.recovery,
  );

  readonly operand: Rule<Operand> = this.RULE(
    'operand',
    () => {
      const from = this.here();
      const signs: Range[] = [];
      this.MANY(() => {
        const sign = this.range(this.CONSUME(t.Not));
        this.keyword(this.LA(0));
        signs.push(sign);
      });
      let expression = this.SUBRULE(this.comparison);
      for (const sign of signs.reverse()) {
        expression = { kind: 'not', operand: expression, span: this.spanFrom(sign.from) };
      }
      return { expression, from, to: Math.max(from, this.done()) };
    },
    { recoveryValueFunc: () => ({ expression: this.unreadable(), from: this.done(), to: this.done() }) },
  );

  readonly comparison: Rule<Expression> = this.RULE(
    'comparison',
    (): Expression => {
      const from = this.here();
      const words = this.OPTION(() => this.keyword(this.CONSUME(t.ListQuantifierWords)));
      const quantifier = words === undefined ? null : operators.toListQuantifier(words);
      const operand = this.SUBRULE(this.value);
      const tail = this.OPTION2(() => this.SUBRULE(this.tail, { ARGS: [{ from, quantifier, operand }] }));
      let isTold = false;
      this.MANY(() => {
        if (!isTold) this.missOperator(tail !== undefined);
        isTold = true;
        this.SUBRULE(this.stray);
      });
      if (tail === undefined && quantifier !== null && !isTold) this.missComparison(from, operand);
      return tail ?? operand;
    },
    this.recovery,
  );

  readonly tail: Rule<Expression, [LeftSide]> = this.RULE(
    'tail',
    (left: LeftSide): Expression =>
      this.OR([
        {
          ALT: () => {
            const operator = this.range(this.CONSUME(t.PresenceTest));
            return this.ACTION(() => buildPresence(this.reading, left, operator));
          },
        },
        {
          ALT: () => {
            const operator = this.range(this.CONSUME(t.Between));
            const low = this.SUBRULE(this.value);
            this.keyword(this.CONSUME(t.And));
            const high = this.SUBRULE2(this.value);
            const to = this.done();
            return this.ACTION(() => buildBetween(this.reading, left, operator, { low, high, to }));
          },
        },
        {
          ALT: () => {
            const operator = this.range(this.CONSUME(t.Operator));
            const operand = this.SUBRULE3(this.value);
            const suffix = this.OPTION(() => this.keyword(this.CONSUME(t.Suffix)));
            const equality = suffix === undefined ? 'by type' : operators.toEquality(suffix);
            const right = { operand, equality, to: this.done() };
            return this.ACTION(() => buildComparison(this.reading, left, operator, right));
          },
        },
      ]),
    this.recovery,
  );

  readonly value: Rule<Expression> = this.RULE(
    'value',
    (): Expression => {
      const from = this.here();
      const options = [this.SUBRULE(this.sum)];
      this.MANY(() => {
        this.keyword(this.CONSUME(t.Otherwise));
        options.push(this.SUBRULE2(this.sum));
      });
      const [only] = options;
      if (only !== undefined && options.length === 1) return only;
      return { kind: 'otherwise', options, span: this.spanFrom(from) };
    },
    this.recovery,
  );

  readonly sum: Rule<Expression> = this.RULE(
    'sum',
    (): Expression => {
      const from = this.here();
      let left = this.SUBRULE(this.product);
      this.MANY(() => {
        const sign: IToken = this.OR([
          { ALT: () => this.CONSUME(t.Plus) },
          { ALT: () => this.CONSUME(t.Minus) },
        ]);
        const right = this.SUBRULE2(this.product);
        left = {
          kind: 'arithmetic',
          operator: sign.image === '+' ? '+' : '-',
          left,
          right,
          span: this.spanFrom(from),
        };
      });
      return left;
    },
    this.recovery,
  );

  readonly product: Rule<Expression> = this.RULE(
    'product',
    (): Expression => {
      const from = this.here();
      let left = this.SUBRULE(this.unary);
      this.MANY(() => {
        const range = this.range(this.CONSUME(t.Times));
        const means = readOperator(this.reading, range, { from: range.from, isQuantified: false });
        const right = this.SUBRULE2(this.unary);
        const operator = operators.toProductOperator(means);
        left = { kind: 'arithmetic', operator, left, right, span: this.spanFrom(from) };
      });
      return left;
    },
    this.recovery,
  );

  readonly unary: Rule<Expression> = this.RULE(
    'unary',
    (): Expression => {
      const signs: Range[] = [];
      this.MANY(() => signs.push(this.range(this.CONSUME(t.Minus))));
      const isThere = this.RECORDING_PHASE || t.startsValue(this.LA(1));
      let value = isThere ? this.SUBRULE(this.atom) : this.missOperand();
      for (const sign of signs.reverse()) value = buildNegation(this.reading, sign, value, this.done());
      return value;
    },
    this.recovery,
  );
}

/** Making the parser analyses the grammar, which takes a while: there is one for the process. */
const parser = new ExpressionParser();
