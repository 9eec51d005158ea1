import { countryAlpha2, dateOf, type Type } from '../../../stdlib/index.ts';

/** Why a text can never be a value of a type, and what may have been meant. */
export interface Misfit {
  /** What was expected, in words: `a country code such as "DE"`. */
  readonly expected: string;
  readonly help: string;
  /** The text that was meant, where it can be told. */
  readonly meant: string | null;
}

/** What is wrong with a text as a value of a type; null when it can be one. The text stands in quotes or in a list. */
export function fitText(text: string, type: Type): Misfit | null {
  switch (type.kind) {
    case 'country':
      return fitCountry(text);
    case 'email':
      return fitEmail(text);
    case 'domain':
      return fitDomain(text);
    case 'scope':
      return fitScope(text);
    case 'date':
      if (dateOf(text) !== undefined) return null;
      return { expected: 'a date', help: 'write a date such as `2026-12-24`', meant: null };
    default:
      return null;
  }
}

function fitCountry(text: string): Misfit | null {
  const code = countryAlpha2(text);
  if (code !== undefined && code === text.toUpperCase()) return null;
  const help =
    code === undefined
      ? 'write the two letters of the country, such as `DE` for Germany'
      : `did you mean \`${code}\`?`;
  return { expected: 'a country code', help, meant: code ?? null };
}

function fitEmail(text: string): Misfit | null {
  const at = text.lastIndexOf('@');
  if (at > 0 && at < text.length - 1) return null;
  const help =
    at === -1 && text.includes('.')
      ? 'an e-mail address has an `@`; to compare the domain, write `.domain` behind the field'
      : 'write an address such as `ada@example.com`';
  return { expected: 'an e-mail address', help, meant: null };
}

function fitDomain(text: string): Misfit | null {
  const bare = text.slice(text.lastIndexOf('@') + 1);
  if (text.includes('@')) {
    return {
      expected: 'a domain',
      help: `a domain has no \`@\`: write \`${bare}\``,
      meant: bare === '' ? null : bare,
    };
  }
  if (text.includes('*')) {
    return {
      expected: 'a domain',
      help: `\`*\` has a meaning only behind \`like\`: write \`like "${text}"\``,
      meant: null,
    };
  }
  return null;
}

/** In a token, scopes stand with spaces between them. */
function fitScope(text: string): Misfit | null {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words[0] === text) return null;
  const help =
    words.length === 0
      ? 'write a name such as `read:reports`'
      : `a scope has no spaces; write a list: \`[${words.join(', ')}]\``;
  return { expected: 'a scope', help, meant: null };
}
