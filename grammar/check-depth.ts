import { type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import { DEEPEST_SENTENCE } from './sentence-codes.ts';
import * as t from './tokens.ts';

const OPENING = [t.RoundOpen, t.SquareOpen, t.EmbedOpen];
const CLOSING = [t.RoundClose, t.SquareClose, t.EmbedClose];
/** What follows these stands inside them until the bracket or the item ends. */
const STRETCHING = [t.If, t.QuantifierWords, t.ForEach];
/** What follows these stands inside them until the next `and`, `or`, `then` or `else`. */
const PREFIXES = [t.Not, t.Minus, t.Plus, t.Times, t.LookupWord];
const ENDING_PREFIXES = [t.And, t.Or, t.Then, t.Else];

interface Level {
  stretches: number;
  prefixes: number;
}

/**
 * The first token that stands too deep inside others, or null. It is decided before parsing, because parsing and every
 * walk over the tree go as deep on the stack as the sentence does.
 */
export function findTooDeep(tokens: readonly IToken[]): IToken | null {
  const levels: Level[] = [{ stretches: 0, prefixes: 0 }];
  let depth = 0;
  for (const token of tokens) {
    const level = levels.at(-1) ?? { stretches: 0, prefixes: 0 };
    if (isOneOf(token, OPENING)) {
      levels.push({ stretches: 0, prefixes: 0 });
      depth++;
    } else if (isOneOf(token, CLOSING)) {
      levels.pop();
      depth -= 1 + level.stretches + level.prefixes;
    } else if (isOneOf(token, STRETCHING)) {
      // The prefixes before it stay open as long as it does.
      level.stretches += level.prefixes + 1;
      level.prefixes = 0;
      depth++;
    } else if (isOneOf(token, PREFIXES)) {
      level.prefixes++;
      depth++;
    } else if (tokenMatcher(token, t.Comma)) {
      depth -= level.stretches + level.prefixes;
      level.stretches = 0;
      level.prefixes = 0;
    } else if (isOneOf(token, ENDING_PREFIXES)) {
      depth -= level.prefixes;
      level.prefixes = 0;
    }
    if (depth > DEEPEST_SENTENCE) return token;
  }
  return null;
}

function isOneOf(token: IToken, types: readonly TokenType[]): boolean {
  return types.some((type) => tokenMatcher(token, type));
}
