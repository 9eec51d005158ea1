import { type CustomPatternMatcherFunc, createToken, type IToken, Lexer, type TokenType } from 'chevrotain';
import { findSpelling, isComparisonOperator, isPresenceTest, SPELLINGS } from './operators.ts';
import { LITERAL } from './parse-literal.ts';

/** No name goes on here: a keyword ends where a name would, so that every word is one or the other. */
const WORD_END = '(?!\\w|-+\\w)';

const ANY_CHARACTER = Array.from({ length: 0x10000 }, (_, code) => code);
/** Characters with which a name can begin, those that are not allowed included. */
const NAME_STARTS = ANY_CHARACTER.filter((code) => code > 127 || /[A-Za-z_]/.test(String.fromCharCode(code)));

/** The words and signs of a sentence. A category stands for all its members in a rule of the grammar. */
export const Name = token('Name', 'a name', /[A-Za-z_]\w*(?:-+\w+)*/);
/** A name with letters outside a to z, which is told and then read like any other. */
export const StrangeName = token('StrangeName', 'a name', strangeName, Name, NAME_STARTS);
/** `.email`: any word may follow the dot, `.is` as well, so dot and name are read as one. */
export const Member = token('Member', 'a name', /\.[A-Za-z_]\w*(?:-+\w+)*/);
export const StrangeMember = token('StrangeMember', 'a name', strangeMember, Member, ['.']);

export const Operator = token('Operator', 'an operator', spelled(isComparisonOperator));
export const In = token('In', '`in`', word('in'), Operator);
export const PresenceTest = token('PresenceTest', '`exists`', spelled(isPresenceTest));
export const Between = token(
  'Between',
  '`is between`',
  spelled((means) => means === 'is between'),
);
export const And = token(
  'And',
  '`and`',
  spelled((means) => means === 'and'),
);
export const Or = token(
  'Or',
  '`or`',
  spelled((means) => means === 'or'),
);
export const Not = token(
  'Not',
  '`not`',
  spelled((means) => means === 'not'),
);
export const Otherwise = token(
  'Otherwise',
  '`otherwise`',
  spelled((means) => means === 'otherwise'),
);
export const Times = token(
  'Times',
  '`*`',
  spelled((means) => ['*', '/', 'mod'].includes(means)),
);
export const Plus = token('Plus', '`+`', /\+/);
export const Minus = token('Minus', '`-`', /-/);
export const Suffix = token('Suffix', '`exactly`', word('ignoring case|exactly'));
export const ListQuantifierWords = token('ListQuantifierWords', '`any of`', word('any of|all of|none of'));
export const QuantifierWords = token('QuantifierWords', '`every`', word('every|any|count of'));
export const ForEach = token('ForEach', '`for each`', word('for each'));
export const Where = token('Where', '`where`', word('where'));
export const If = token('If', '`if`', word('if'));
export const Then = token('Then', '`then`', word('then'));
export const Else = token('Else', '`else`', word('else'));
export const LookupWord = token('LookupWord', '`lookup`', word('lookup'));

export const Literal = token('Literal', 'a value', LITERAL);
export const Truth = token('Truth', '`yes`', /(?:true|false|yes|no)(?!\w|-+\w)/);
export const Pattern = token('Pattern', 'a pattern', pattern, [], ['/']);
/** A `/` where a value belongs, without an end. */
export const LonePattern = token('LonePattern', 'a pattern', lonePattern, [], ['/']);
/** A text in the quotes of a word processor, which is told and then read as a text. */
export const CurlyText = token('CurlyText', 'a text', /[“”„«»][^“”„«»"]*[“”»«]|‘[^‘’']*’/);

export const RoundOpen = token('RoundOpen', '`(`', /\(/);
export const RoundClose = token('RoundClose', '`)`', /\)/);
export const SquareOpen = token('SquareOpen', '`[`', /\[/);
export const SquareClose = token('SquareClose', '`]`', /\]/);
export const Comma = token('Comma', '`,`', /,/);

export const TextOpen = token('TextOpen', 'a text', Lexer.NA);
export const TextClose = token('TextClose', 'the end of the text', Lexer.NA);
export const TextPart = token('TextPart', 'a text', Lexer.NA);
export const DoubleOpen = mode('DoubleOpen', /"/, TextOpen, { push_mode: 'double' });
export const DoubleClose = mode('DoubleClose', /"/, TextClose, { pop_mode: true });
export const SingleOpen = mode('SingleOpen', /'/, TextOpen, { push_mode: 'single' });
export const SingleClose = mode('SingleClose', /'/, TextClose, { pop_mode: true });
export const DoubleCharacters = token('DoubleCharacters', 'a text', /(?:[^"\\$]|\$(?!\{|\$\{))+/, TextPart);
export const SingleCharacters = token('SingleCharacters', 'a text', /(?:[^'$]|''|\$(?!\{|\$\{))+/, TextPart);
export const PlainCharacters = token('PlainCharacters', 'a text', /(?:[^$]|\$(?!\{|\$\{))+/, TextPart);
/** `$${` writes `${`. */
export const DollarBrace = token('DollarBrace', 'a text', /\$\$\{/, TextPart);
export const Escape = token(
  'Escape',
  'a text',
  /\\(?:u\{[^}"\\]*\}?|u[0-9A-Fa-f]{4}|[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S])?/,
  TextPart,
);
export const EmbedOpen = mode('EmbedOpen', /\$\{/, [], { push_mode: 'embedded' });
export const EmbedClose = mode('EmbedClose', /\}/, [], { pop_mode: true });

/** Any other character: nothing is left over for the lexer to fail on. */
export const Unknown = token('Unknown', 'a sign', /[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S]/, [], ANY_CHARACTER);

const Blank = createToken({ name: 'Blank', pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });

const KEYWORDS = [
  ...[ListQuantifierWords, QuantifierWords, ForEach, Where, If, Then, Else, LookupWord, Otherwise, Suffix],
  ...[PresenceTest, Between, Operator, In, And, Or, Not, Truth],
];
const SENTENCE = [
  ...[Blank, StrangeName, StrangeMember, Literal, Member, CurlyText, DoubleOpen, SingleOpen, Pattern],
  ...[LonePattern, ...KEYWORDS, Times, Plus, Minus, RoundOpen, RoundClose, SquareOpen, SquareClose, Comma],
  ...[Name, Unknown],
];
const modes = {
  sentence: SENTENCE,
  embedded: [EmbedClose, ...SENTENCE],
  double: [DoubleCharacters, DollarBrace, EmbedOpen, Escape, DoubleClose],
  single: [SingleCharacters, DollarBrace, EmbedOpen, SingleClose],
  plain: [PlainCharacters, DollarBrace, EmbedOpen],
};

export const LEXER_DEFINITION = { modes, defaultMode: 'sentence' };

/** Splits a text. `sentence` reads a sentence, `plain` a text in which only `${…}` is special. */
export const lexer = new Lexer(LEXER_DEFINITION, {
  positionTracking: 'onlyOffset',
  // It takes as long as all else that happens before a sentence is read; a test does it.
  skipValidations: true,
});

/** What the grammar is made of. */
export const VOCABULARY: TokenType[] = [
  ...new Set([...Object.values(modes).flat(), TextOpen, TextClose, TextPart]),
].filter((type) => type !== Blank);

/** The words that cannot be the first name of a path: a policy cannot give them to a list or a condition. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'not', 'is', 'in', 'contains', 'like', 'matches', 'during', 'outside', 'exists', 'mod'],
  ...['any', 'every', 'where', 'if', 'then', 'else', 'lookup', 'otherwise', 'exactly'],
  ...['yes', 'no', 'true', 'false'],
]);

/** True when a value ends with this token, so that an operator is due. */
export function endsValue(found: IToken | undefined): boolean {
  return found !== undefined && VALUE_ENDS.has(found.tokenType);
}

/** True when a value can begin with this token. */
export function startsValue(found: IToken): boolean {
  return VALUE_STARTS.has(found.tokenType);
}

const VALUE_ENDS = withMembers([
  ...[Name, Member, Literal, Truth, Pattern, CurlyText, RoundClose, SquareClose, TextClose, PresenceTest],
  Suffix,
]);
const VALUE_STARTS = withMembers([
  ...[Name, Literal, Truth, Pattern, CurlyText, RoundOpen, SquareOpen, TextOpen, If, LookupWord],
  ...[QuantifierWords],
]);

/** The types, and those of which they are the categories. */
function withMembers(types: readonly TokenType[]): ReadonlySet<TokenType> {
  const isMember = ({ CATEGORIES = [] }: TokenType) =>
    CATEGORIES.some((category) => types.includes(category));
  return new Set([...types, ...VOCABULARY.filter(isMember)]);
}

/**
 * `starts`: the characters with which a token can begin, where the lexer does not find them out from the pattern. It knows
 * them of all tokens, so that it tries few patterns at each place.
 */
function token(
  name: string,
  label: string,
  tokenPattern: RegExp | CustomPatternMatcherFunc,
  categories: TokenType | TokenType[] = [],
  starts: (string | number)[] = [],
): TokenType {
  const hint = starts.length === 0 ? {} : { start_chars_hint: starts };
  return createToken({ name, label, pattern: tokenPattern, categories, line_breaks: true, ...hint });
}

function mode(
  name: string,
  sign: RegExp,
  categories: TokenType | TokenType[],
  change: { readonly push_mode: string } | { readonly pop_mode: true },
): TokenType {
  return createToken({
    name,
    label: `\`${sign.source.replace(/\\/g, '')}\``,
    pattern: sign,
    categories,
    ...change,
  });
}

/** Whole words in any case: capitals are told afterwards, which is kinder than not to know them. */
function word(alternatives: string): RegExp {
  return new RegExp(`(?:${alternatives.replace(/ /g, '\\s+')})${WORD_END}`, 'i');
}

/** Every spelling of several words or of signs whose meaning passes; longer ones first, since `is` begins `is not`. */
function spelled(passes: (means: string) => boolean): RegExp {
  const words = [...SPELLINGS]
    .filter(([spelling, { accepted, means }]) => passes(means) && (accepted || !/^[a-z]+$/.test(spelling)))
    .map(([spelling]) => spelling)
    // A bare `in` is a token of its own, since `every x in` and `lookup x in` need it.
    .filter((spelling) => spelling !== 'in')
    .sort((a, b) => b.length - a.length);
  return new RegExp(words.map(spellingPattern).join('|'), 'i');
}

function spellingPattern(spelling: string): string {
  const escaped = spelling
    .replace(/[?*/|<>=!&~%]/g, '\\$&')
    .replace(/^\\!(?=[a-z])/, '\\!\\s*')
    .replace(/ /g, '\\s+')
    .replace(/'/g, "['’]");
  return /[a-z]$/.test(spelling) ? `${escaped}${WORD_END}` : escaped;
}

function strangeName(text: string, offset: number): RegExpExecArray | null {
  if (matchAt(/[\w-]*[^\p{ASCII}]/uy, text, offset) === null) return null;
  const match = matchAt(/[\p{L}_][\p{L}\p{M}\p{N}_-]*/uy, text, offset);
  return match !== null && /[^\p{ASCII}]/u.test(match[0]) ? match : null;
}

/** `.2fa`, `.größe`. */
function strangeMember(text: string, offset: number): RegExpExecArray | null {
  const match = matchAt(/\.[\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*/uy, text, offset);
  return match !== null && /^\.\d|[^\p{ASCII}]/u.test(match[0]) ? match : null;
}

/** After a value a `/` divides; anywhere else it begins a pattern. */
function pattern(text: string, offset: number, before: IToken[]): RegExpExecArray | null {
  if (text[offset] !== '/' || dividesAfter(before)) return null;
  return matchAt(/\/(?:[^/\\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])*\/\w*/y, text, offset);
}

function lonePattern(text: string, offset: number, before: IToken[]): RegExpExecArray | null {
  return dividesAfter(before) ? null : matchAt(/\//y, text, offset);
}

function dividesAfter(before: readonly IToken[]): boolean {
  const last = before.at(-1);
  if (!endsValue(last)) return false;
  const operatorWord = last?.tokenType === Name && findSpelling(last.image) !== null;
  return !(operatorWord && endsValue(before.at(-2)));
}

function matchAt(expression: RegExp, text: string, offset: number): RegExpExecArray | null {
  expression.lastIndex = offset;
  return expression.exec(text);
}
