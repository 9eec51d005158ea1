import type { Builtin } from './builtin.ts';
import { countryTable } from './country-table.ts';
import { scalar } from './type.ts';

/**
 * What a country's code or name is compared by: ASCII letters in lower case, `St` and `&` written out, no `the`, and
 * neither punctuation nor spaces.
 */
export function countryKey(text: string): string {
  return text
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/&/g, ' and ')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bthe\b/g, '')
    .replace(/[\s.,\u0027\u2019()-]/g, '');
}

/** The line of `countryTable` that a code or name stands in; missing for what is no country. */
export function countryLine(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 100) return undefined;
  if (countryLine.index === undefined) {
    countryLine.index = new Map();
    for (const line of countryTable()) {
      for (const name of [line.slice(0, 2), line.slice(3, 6), ...line.slice(10).split('|')]) {
        countryLine.index.set(countryKey(name), line);
      }
    }
  }
  return countryLine.index.get(countryKey(text));
}
countryLine.index = undefined as Map<string, string> | undefined;

/** Whether a text is the code or the English name of a country. */
export function isCountry(text: unknown): boolean | undefined {
  return typeof text === 'string' ? countryLine(text) !== undefined : undefined;
}

/** The two-letter code of a country. */
export function countryAlpha2(country: unknown): string | undefined {
  return countryLine(country)?.slice(0, 2);
}

/** The three-letter code of a country. */
export function countryAlpha3(country: unknown): string | undefined {
  return countryLine(country)?.slice(3, 6);
}

/** The continent of a country: AF, AN, AS, EU, NA, OC or SA. */
export function continentOf(country: unknown): string | undefined {
  return countryLine(country)?.slice(7, 9);
}

/** What the builtins call. */
export const countryFunctions = [countryTable, countryKey, countryLine] as const;

const COUNTRY = { name: 'country', type: scalar('text') } as const;

/** What sentences may call. */
export const countryBuiltins: readonly Builtin[] = [
  {
    name: 'isCountry',
    summary: 'Yes when a text is the two-letter code, three-letter code or English name of a country.',
    subject: 'countries and versions',
    parameters: [{ name: 'text', type: scalar('text') }],
    returns: scalar('yes/no'),
    examples: [
      ['isCountry("DE")', true],
      ['isCountry("germany")', true],
      ['isCountry("Atlantis")', false],
    ],
    run: isCountry,
  },
  {
    name: 'countryAlpha2',
    summary: 'The two-letter code (ISO 3166-1) of a country given by a code or its English name.',
    subject: 'countries and versions',
    parameters: [COUNTRY],
    returns: scalar('country'),
    examples: [
      ['countryAlpha2("Germany")', 'DE'],
      ['countryAlpha2("DEU")', 'DE'],
      ['countryAlpha2("Korea (the Republic of)")', 'KR'],
      ['countryAlpha2("Atlantis")', undefined],
    ],
    run: countryAlpha2,
  },
  {
    name: 'countryAlpha3',
    summary: 'The three-letter code (ISO 3166-1) of a country given by a code or its English name.',
    subject: 'countries and versions',
    parameters: [COUNTRY],
    returns: scalar('text'),
    examples: [
      ['countryAlpha3("DE")', 'DEU'],
      ['countryAlpha3("Türkiye")', 'TUR'],
    ],
    run: countryAlpha3,
  },
  {
    name: 'continentOf',
    summary:
      'The continent of a country: `AF` Africa, `AN` Antarctica, `AS` Asia, `EU` Europe, `NA` North America, `OC` ' +
      'Oceania, `SA` South America.',
    subject: 'countries and versions',
    parameters: [COUNTRY],
    returns: scalar('text'),
    examples: [
      ['continentOf("DE")', 'EU'],
      ['continentOf("Brazil")', 'SA'],
    ],
    run: continentOf,
  },
];
