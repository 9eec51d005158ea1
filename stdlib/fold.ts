import { lowerCharacter } from './case.ts';
import { punycode, punycodeBias, punycodeInteger } from './punycode.ts';

/**
 * The text with `A` to `Z` as `a` to `z` and nothing else changed. Groups, roles, countries, applications and
 * connections are equal when these are.
 */
export function foldAscii(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  let capitals = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127) return foldCapitals(text);
    if (code >= 65 && code <= 90) capitals = true;
  }
  // Engines lower a text as a whole far faster than its capitals one by one.
  return capitals ? text.toLowerCase() : text;
}

/** `foldAscii` for any text. */
export function foldCapitals(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Whether every fold leaves a text as it is: printable ASCII without capitals. */
export function isFolded(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 32 || code > 126 || (code >= 65 && code <= 90)) return false;
  }
  return true;
}

/**
 * Normalisation form C, except that a character which it would turn into an ASCII one stays: the Kelvin sign is not a
 * `k`, in an e-mail address no more than elsewhere.
 */
export function composeText(text: string): string {
  return text.replace(/[^\u037e\u1fef\u212a]+/g, (part) => part.normalize('NFC'));
}

/** `composeText` and `foldAscii` together; doing it again changes nothing. */
export function foldComposed(text: string): string {
  if (!/[^ -~]/.test(text)) return text.toLowerCase();
  // Once more afterwards: H with a line below has no single character, h with a line below has one.
  return composeText(foldAscii(composeText(text)) ?? '');
}

/**
 * One label of a domain as DNS knows it (`xn--…`). An A-label stands for a label in lower case, so other letters than
 * ASCII ones are lowered too, unless that makes them ASCII. A label too long for DNS stays as it is.
 */
export function asciiLabel(label: string): string {
  if (!/[^\0-\x7f]/.test(label) || label.length > 126) return label;
  const lowered = Array.from(label, (character) =>
    lowerCharacter(character) < '\x80' ? character : lowerCharacter(character),
  );
  return lowered.length <= 63 ? `xn--${punycode(composeText(lowered.join('')))}` : label;
}

/** A domain as it is compared: normalisation form C, ASCII letters in lower case, other labels as A-labels. */
export function foldDomain(domain: unknown): string | undefined {
  if (typeof domain !== 'string') return undefined;
  if (isFolded(domain)) return domain;
  if (!/[^ -~]/.test(domain)) return domain.toLowerCase();
  return foldComposed(domain).split('.').map(asciiLabel).join('.');
}

/** An e-mail address as it is compared: its domain as `foldDomain`, what stands before as `foldComposed`. */
export function foldEmail(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined;
  if (isFolded(address)) return address;
  if (!/[^ -~]/.test(address)) return address.toLowerCase();
  const at = address.lastIndexOf('@') + 1;
  if (at === 0) return foldComposed(address);
  return foldComposed(address.slice(0, at)) + foldDomain(address.slice(at));
}

/** The list with `fold` applied to every member; missing when it is none or a member cannot be folded. */
export function foldList(
  list: unknown,
  fold: (text: unknown) => string | undefined,
): readonly string[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const folded: string[] = [];
  for (const member of list) {
    const text = fold(member);
    if (text === undefined) return undefined;
    folded.push(text);
  }
  return folded;
}

export const foldFunctions = [
  foldAscii,
  foldCapitals,
  isFolded,
  composeText,
  foldComposed,
  asciiLabel,
  foldDomain,
  foldEmail,
  foldList,
  punycode,
  punycodeInteger,
  punycodeBias,
] as const;
