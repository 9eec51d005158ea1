import type { IToken, TokenType } from 'chevrotain';
import { DEEPEST_SENTENCE } from './sentence-codes.ts';
import * as t from './tokens.ts';

/**
 * `open`, `close`: a bracket. `stretch`: what follows stands inside it until the bracket or the item ends. `prefix`: what
 * follows stands inside it until the next `and`, `or`, `then` or `else`, which end one.
 */
type Role = 'open' | 'close' | 'stretch' | 'prefix' | 'end of prefixes' | 'end of item';

const ROLES: ReadonlyMap<TokenType, Role> = new Map([
  ...withRole('open', t.RoundOpen, t.SquareOpen, t.EmbedOpen),
  ...withRole('close', t.RoundClose, t.SquareClose, t.EmbedClose),
  ...withRole('stretch', t.If, t.QuantifierWords, t.ForEach),
  ...withRole('prefix', t.Not, t.Minus, t.Plus, t.Times, t.LookupWord),
  ...withRole('end of prefixes', t.And, t.Or, t.Then, t.Else),
  ...withRole('end of item', t.Comma),
]);

function withRole(role: Role, ...types: readonly TokenType[]): readonly (readonly [TokenType, Role])[] {
  return types.map((type) => [type, role]);
}

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
    switch (ROLES.get(token.tokenType)) {
      case 'open':
        levels.push({ stretches: 0, prefixes: 0 });
        depth++;
        break;
      case 'close':
        levels.pop();
        depth -= 1 + level.stretches + level.prefixes;
        break;
      case 'stretch':
        // The prefixes before it stay open as long as it does.
        level.stretches += level.prefixes + 1;
        level.prefixes = 0;
        depth++;
        break;
      case 'prefix':
        level.prefixes++;
        depth++;
        break;
      case 'end of prefixes':
        depth -= level.prefixes;
        level.prefixes = 0;
        break;
      case 'end of item':
        depth -= level.stretches + level.prefixes;
        level.stretches = 0;
        level.prefixes = 0;
        break;
      case undefined:
    }
    if (depth > DEEPEST_SENTENCE) return token;
  }
  return null;
}
