import { domainToASCII, domainToUnicode } from 'node:url';

/** A text and texts that are nearly it, the most telling first: other case, one character away, as a part, in disguise. */
export function textVariants(text: string): readonly string[] {
  if (text === '') return ['', ' ', 'x'];
  if (/[*?]/.test(text)) {
    const [none, one] = [text.replace(/[*?]/g, ''), text.replace(/[*?]/g, 'x')];
    return unique([one, none, text, ...textVariants(one), ...textVariants(none)]);
  }
  return unique([
    text,
    text.toUpperCase(),
    text.slice(0, -1),
    `${text}x`,
    `x${text}`,
    text.toLowerCase(),
    lookAlike(text),
    text.replace(/^./su, (first) => first.toUpperCase()),
    `${text} `,
    ` ${text}`,
    swapped(text),
    text.slice(1),
    text + text.slice(-1),
    text.replaceAll('.', 'x'),
    text.normalize('NFC'),
    text.normalize('NFD'),
    foldedDouble(text),
    `${text},${text}`,
  ]);
}

/** A domain and domains that look as if they were it. */
export function domainVariants(domain: string): readonly string[] {
  const bare = domain.replace(/^[@.]+/, '');
  const first = bare.split('.')[0] ?? '';
  return unique([
    bare,
    `${bare}.evil.test`,
    `not${bare}`,
    `sub.${bare}`,
    bare.toUpperCase(),
    lookAlike(bare),
    bare.replace(/\.[^.]*$/, '.test'),
    bare.replace('.', 'x'),
    bare.replace(first, first.slice(0, -1)),
    swapped(bare),
    `${first}-login.test`,
    domainToUnicode(bare),
    domainToASCII(bare),
    bare.normalize('NFD'),
    `${bare}.`,
  ]);
}

/** E-mail addresses near a text, which can be an address, a domain, or a part of either. */
export function emailVariants(text: string): readonly string[] {
  const at = text.lastIndexOf('@');
  if (at > 0 && at < text.length - 1) {
    const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
    return unique([
      text,
      text.toUpperCase(),
      `x${text}`,
      ...domainVariants(domain).map((other) => `${local}@${other}`),
      `${local.slice(0, -1)}@${domain}`,
      `${lookAlike(local)}@${domain}`,
      `${local}+x@${domain}`,
      `${swapped(local)}@${domain}`,
    ]);
  }
  const domains = domainVariants(text).map((domain) => `ada@${domain}`);
  const locals = [text, `${text}ada`, `ada${text}`, text.toUpperCase()].map(
    (local) => `${local}@example.com`,
  );
  const parts = [`ada@x${text}`, `ada@example${text}`, `ada@${text}example.com`];
  return unique(/[.@]/.test(text) ? [...domains, ...parts, ...locals] : [...locals, ...domains, ...parts]);
}

/** Web addresses near a text, which can be one or the domain of one. */
export function urlVariants(text: string): readonly string[] {
  if (!URL.canParse(text)) return domainVariants(text).map((domain) => `https://${domain}/`);
  const { host, protocol, pathname } = new URL(text);
  const others = domainVariants(host).map((other) => `${protocol}//${other}${pathname}`);
  return unique([text, ...others, `${text}/x`, text.replace(/^https/, 'http')]);
}

/** Countries near one: in the other case, turned round, and others. */
export function countryVariants(country: string): readonly string[] {
  return unique([country, country.toLowerCase(), country.toUpperCase(), swapped(country), 'DE', 'US', 'KP']);
}

/** The first letter that has a double in another script, or a digit that looks like it, as that one. */
function lookAlike(text: string): string {
  const at = text.search(/[loie]/i);
  if (at === -1) return text.replace(/a/i, '\u0430');
  const doubles = new Map([
    ['l', '1'],
    ['o', '0'],
    ['i', '1'],
    ['e', '3'],
  ]);
  return text.slice(0, at) + (doubles.get(text.charAt(at).toLowerCase()) ?? '') + text.slice(at + 1);
}

/** With a letter that only some ways to ignore case take for a letter of the alphabet: the sign of Kelvin, a long s. */
function foldedDouble(text: string): string {
  return text.replace(/[ks]/i, (letter) => (letter.toLowerCase() === 'k' ? '\u212a' : '\u017f'));
}

/** The first two characters that differ, the other way round. */
function swapped(text: string): string {
  return text.replace(/(.)(?!\1)(.)/su, '$2$1');
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
