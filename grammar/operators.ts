import {
  type Arithmetic,
  COMPARISON_OPERATORS,
  type ComparisonOperator,
  type Equality,
  type ListQuantifier,
  type Presence,
  type Quantified,
} from './expression.ts';

/** What an operator's words stand for. */
export interface Spelling {
  /** The canonical operator; `mod`, `and` and so on stand for themselves. */
  readonly means: string;
  /** False for words of other systems, which are understood only to say what to write instead. */
  readonly accepted: boolean;
  /** True when the words say the opposite of `means`, which has no word for its opposite. */
  readonly negated: boolean;
}

type Row = readonly [means: string, ...spellings: string[]];

const ACCEPTED: readonly Row[] = [
  ['is', '=', '=='],
  ['is not', "isn't", '!=', '<>'],
  ['in', 'is in', 'is one of'],
  ['is not in', 'not in', "isn't in", 'is not one of', "isn't one of"],
  ['contains'],
  ['does not contain', "doesn't contain"],
  ['contains any of'],
  ['contains all of'],
  ['contains none of'],
  ['starts with'],
  ['ends with'],
  ['like'],
  ['matches'],
  ['is more than', '>'],
  ['is less than', '<'],
  ['is at least', '>='],
  ['is at most', '<='],
  ['is before', 'is earlier than'],
  ['is after', 'is later than'],
  ['is older than'],
  ['is within the last'],
  ['during', 'is during'],
  ['outside', 'is outside'],
  ['is between'],
  ['exists', 'is present'],
  ['is missing', 'does not exist', "doesn't exist"],
  ['is empty'],
  ['and', '&&'],
  ['or', '||'],
  ['not', '!'],
  ['otherwise', '??'],
  ['mod'],
  ['*'],
  ['/'],
];

/** Words of other languages and systems with the same meaning. */
const FOREIGN: readonly Row[] = [
  ['is', '===', 'are', 'equals', 'equal', 'eq', 'is equal to', 'is equals to', 'equals to', 'is the same as'],
  [
    'is not',
    '!==',
    'are not',
    "aren't",
    'ne',
    'neq',
    'is not equal to',
    "isn't equal to",
    'does not equal',
    "doesn't equal",
    'is different from',
  ],
  [
    'in',
    'isIn',
    'are in',
    'are one of',
    'is any of',
    'is contained in',
    'is part of',
    'is a member of',
    'is member of',
    'memberOf',
  ],
  [
    'is not in',
    '!in',
    'are not in',
    'notIn',
    'is not any of',
    'is none of',
    "isn't any of",
    'is not part of',
  ],
  ['contains', 'contain', 'includes', 'include', 'has', 'have', 'containing'],
  [
    'does not contain',
    '!contains',
    'not contains',
    'does not include',
    "doesn't include",
    'does not have',
    "doesn't have",
    'lacks',
  ],
  ['contains any of', 'has any of', 'includes any of', 'contains any', 'contains one of', 'containsAny'],
  ['contains all of', 'has all of', 'includes all of', 'contains all', 'containsAll', 'hasAll'],
  [
    'contains none of',
    'has none of',
    'includes none of',
    'contains none',
    'does not contain any of',
    "doesn't contain any of",
  ],
  ['starts with', 'startsWith', 'start with', 'begins with', 'begin with', 'beginsWith', 'hasPrefix', 'sw'],
  ['ends with', 'endsWith', 'end with', 'hasSuffix', 'ew'],
  ['like', 'is like'],
  ['matches', '=~', 'match', 'is matching', 'regex', 'regexp', 'rlike', 'matchesRegex'],
  [
    'is more than',
    'gt',
    'more than',
    'greater than',
    'is greater than',
    'is larger than',
    'is bigger than',
    'is higher than',
  ],
  ['is less than', 'lt', 'less than', 'is lower than', 'is smaller than', 'is fewer than'],
  [
    'is at least',
    '=>',
    'ge',
    'gte',
    'at least',
    'is not less than',
    'is greater than or equal to',
    'greater than or equal to',
    'is more than or equal to',
    'is no less than',
    'is on or after',
    'on or after',
    'is at or after',
    'is not earlier than',
    'is no earlier than',
    'is from',
    'is since',
  ],
  [
    'is at most',
    '=<',
    'le',
    'lte',
    'at most',
    'is not more than',
    'is less than or equal to',
    'less than or equal to',
    'is no more than',
    'is up to',
    'up to',
    'is on or before',
    'on or before',
    'is at or before',
    'is not later than',
    'is no later than',
    'is until',
  ],
  ['is before', 'before', 'earlier than'],
  ['is after', 'after', 'later than'],
  ['is older than', 'older than'],
  ['is within the last', 'within the last', 'is newer than', 'is younger than', 'newer than'],
  ['during', 'is not outside'],
  ['outside', 'is not during', 'not during'],
  ['is between', 'between'],
  ['exists', 'exist', 'is not missing', "isn't missing", 'is not null', 'is not undefined'],
  ['is missing', 'is not present', "isn't present", 'not exists', 'is null', 'is undefined', 'isNull'],
  ['is empty', 'isEmpty'],
  ['and', '&'],
  ['or', '|'],
  ['mod', '%', 'modulo'],
];

/** Words of which only the opposite can be said here: `not x matches y`. */
const NEGATED: readonly Row[] = [
  ['starts with', 'does not start with', "doesn't start with", 'not starts with', '!startsWith'],
  ['ends with', 'does not end with', "doesn't end with", 'not ends with', '!endsWith'],
  ['like', 'is not like', 'not like', '!like'],
  ['matches', 'does not match', "doesn't match", 'not matches', '!matches', '!~'],
  ['is between', 'is not between', "isn't between"],
  ['is before', 'is not before', "isn't before"],
  ['is after', 'is not after', "isn't after"],
  ['is older than', 'is not older than', "isn't older than"],
  ['is within the last', 'is not within the last', "isn't within the last"],
  ['is empty', 'is not empty', "isn't empty"],
];

/** Every spelling that is understood, by `normalSpelling`. */
export const SPELLINGS: ReadonlyMap<string, Spelling> = new Map([
  ...FOREIGN.flatMap((row) => spellingsOf(row, false, false)),
  ...NEGATED.flatMap((row) => spellingsOf(row, false, true)),
  ...ACCEPTED.flatMap((row) => spellingsOf(row, true, false)),
]);

/** The tests that need no value on their right. */
export const PRESENCE_TESTS: readonly Presence['test'][] = ['exists', 'is missing', 'is empty'];

/** The operator as the tables have it: one space between words, small letters, straight apostrophes. */
export function normalSpelling(image: string): string {
  return image.toLowerCase().replace(/’/g, "'").replace(/^!\s+/, '!').replace(/\s+/g, ' ');
}

/** What an operator as written stands for, `starts_with` and `has_prefix` included; null when nobody knows. */
export function findSpelling(image: string): Spelling | null {
  const words = normalSpelling(image);
  const apart = words.replace(/[_-]/g, ' ');
  return SPELLINGS.get(words) ?? SPELLINGS.get(apart) ?? SPELLINGS.get(apart.replace(/ /g, '')) ?? null;
}

/** True when the words of an operator are written as they should be, not as `starts_with` or `IS`. */
export function isWellSpelled(image: string): boolean {
  return !/[A-Z]/.test(image) && SPELLINGS.has(normalSpelling(image));
}

/** True for the canonical words of an operator that compares two values. */
export function isComparisonOperator(words: string): words is ComparisonOperator {
  return (COMPARISON_OPERATORS as readonly string[]).includes(words);
}

/** True for the canonical words of a test that needs no value on its right. */
export function isPresenceTest(words: string): words is Presence['test'] {
  return (PRESENCE_TESTS as readonly string[]).includes(words);
}

/** `any of`, `all of`, `none of`, out of words that the lexer has let pass. */
export function toListQuantifier(words: string): ListQuantifier {
  return words === 'any of' || words === 'all of' ? words : 'none of';
}

/** `every`, `any`, `count of`, out of words that the lexer has let pass. */
export function toQuantifier(words: string): Quantified['quantifier'] {
  return words === 'every' || words === 'any' ? words : 'count of';
}

/** `ignoring case`, `exactly`, out of words that the lexer has let pass. */
export function toEquality(words: string): Equality {
  return words === 'exactly' ? words : 'ignoring case';
}

/** `*`, `/`, `mod`, out of words that the lexer has let pass. */
export function toProductOperator(words: string | null): Arithmetic['operator'] {
  return words === '*' || words === '/' ? words : 'mod';
}

/** The accepted words that a mistyped one may stand for: those with its first letter, on which nobody slips. */
export function operatorWordsLike(word: string): readonly string[] {
  const first = word.charAt(0).toLowerCase();
  return [...SPELLINGS]
    .filter(([words, { accepted, means }]) => accepted && words.startsWith(first) && means !== 'not')
    .map(([words]) => words);
}

function spellingsOf(row: Row, accepted: boolean, negated: boolean): [string, Spelling][] {
  const [means, ...others] = row;
  const words = accepted ? row : others;
  return words.map((word) => [normalSpelling(word), { means, accepted, negated }]);
}
