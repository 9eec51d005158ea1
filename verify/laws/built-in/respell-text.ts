import { domainToUnicode } from 'node:url';
import { library } from '../../../stdlib/index.ts';

/** The types whose texts have more than one spelling. */
export const SPELLED = ['email', 'domain', 'country', 'group', 'role', 'app', 'connection'] as const;
export type SpelledKind = (typeof SPELLED)[number];

/** Ways to spell a text, each with a word for people. */
export const SPELLINGS = [
  'upper case',
  'lower case',
  'mixed case',
  'decomposed',
  'composed',
  'punycode',
  'unicode',
] as const;
export type Spelling = (typeof SPELLINGS)[number];

/** Those that change nothing but upper and lower case of ASCII letters. */
export const CASES: readonly Spelling[] = ['upper case', 'lower case', 'mixed case'];

/** The text spelled in a way that all of these types take for the same; null: there is no such spelling, or it is the same. */
export function respellText(text: string, spelling: Spelling, kinds: readonly SpelledKind[]): string | null {
  const spelled = respell(text, spelling);
  const isSame = kinds.every((kind) => fold(kind, spelled) === fold(kind, text));
  return spelled !== text && isSame ? spelled : null;
}

/** A value with all its texts as the types above compare them, so that spellings make no difference. */
export function foldAll(value: unknown): unknown {
  if (typeof value === 'string') return fold('email', value.includes('@') ? value : `@${value}`);
  if (Array.isArray(value)) return value.map(foldAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, foldAll(inner)]));
}

function respell(text: string, spelling: Spelling): string {
  switch (spelling) {
    case 'upper case':
      return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
    case 'lower case':
      return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    case 'mixed case':
      return text.replace(/[A-Za-z]/g, (letter, at: number) =>
        at % 2 === 0 ? letter.toUpperCase() : letter.toLowerCase(),
      );
    case 'decomposed':
      return text.normalize('NFD');
    case 'composed':
      return text.normalize('NFC');
    case 'punycode':
      return respellDomain(text, (domain) => fold('domain', domain));
    case 'unicode':
      return respellDomain(text, domainToUnicode);
  }
}

/** What follows the last `@`, or all of the text. */
function respellDomain(text: string, change: (domain: string) => string): string {
  const start = text.lastIndexOf('@') + 1;
  const domain = text.slice(start);
  const changed = change(domain);
  // In lower case it would be no other form, and told by the wrong name.
  const isOther = changed !== '' && changed.toLowerCase() !== domain.toLowerCase();
  return isOther ? text.slice(0, start) + changed : text;
}

const FOLDS: Readonly<Record<SpelledKind, string>> = {
  email: 'foldEmail',
  domain: 'foldDomain',
  country: 'foldAscii',
  group: 'foldAscii',
  role: 'foldAscii',
  app: 'foldAscii',
  connection: 'foldAscii',
};

function fold(kind: SpelledKind, text: string): string {
  const folded = library.get(FOLDS[kind])?.(text);
  if (typeof folded !== 'string')
    throw new Error(`\`${FOLDS[kind]}\` is a library function that folds every text`);
  return folded;
}
