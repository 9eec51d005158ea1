import { findTextFrom, hashEnd, hashStart, hashStep, shifted } from './flat-texts.ts';
import { foldAscii, foldDomain, foldEmail } from './fold.ts';
import { type Members, memberOf } from './membership.ts';
import { flatTextsOf } from './text-set.ts';

/* What sentences ask of folded texts, answered without making the folded text. */

/** `contains(foldList(list, foldAscii), text)`. */
export function containsFolded(list: unknown, text: unknown): boolean | undefined {
  if (!Array.isArray(list)) return undefined;
  let found = false;
  for (const member of list) {
    if (typeof member !== 'string') return undefined;
    found ||= typeof text === 'string' && member.length === text.length && foldsTo(member, text);
  }
  return typeof text === 'string' ? found : undefined;
}

/** `contains(foldList(list, foldAscii), foldAscii(text))`. */
export function containsFoldOf(list: unknown, text: unknown): boolean | undefined {
  if (!Array.isArray(list)) return undefined;
  let found = false;
  for (const member of list) {
    if (typeof member !== 'string') return undefined;
    found ||= typeof text === 'string' && member.length === text.length && foldAlike(member, text);
  }
  return typeof text === 'string' ? found : undefined;
}

/** `isSame(foldAscii(text), folded)`. */
export function isFoldOf(text: unknown, folded: unknown): boolean | undefined {
  if (typeof text !== 'string' || typeof folded !== 'string') return undefined;
  return text.length === folded.length && foldsTo(text, folded);
}

/** `startsWith(foldAscii(text), part)`. */
export function startsFolded(text: unknown, part: unknown): boolean | undefined {
  if (typeof text !== 'string' || typeof part !== 'string') return undefined;
  return text.length >= part.length && foldsTo(text, part);
}

/** `foldDomain(emailDomain(address))`. */
export function foldedDomain(address: unknown): string | undefined {
  const at = typeof address === 'string' ? address.lastIndexOf('@') : -1;
  if (typeof address !== 'string' || at < 1 || at === address.length - 1) return undefined;
  // Whatever is lowered first: a domain is folded to the same.
  return foldDomain(address.slice(at + 1));
}

/** `memberOf(foldedDomain(address), members)`. */
export function domainIn(address: unknown, members: Members): boolean | undefined {
  const flat = flatTextsOf(members);
  if (typeof address !== 'string' || flat === null) return memberOf(foldedDomain(address), members);
  let hash = hashStart();
  for (let index = address.length - 1; index > 0; index--) {
    const code = address.charCodeAt(index);
    if (code < 32 || code > 126 || (code === 64 && index === address.length - 1)) break;
    if (code === 64) return findTextFrom(flat, hashEnd(hash), address, index + 1, 32) !== 0;
    hash = hashStep(hash, shifted(code, 32));
  }
  return memberOf(foldedDomain(address), members);
}

/** `memberOf(foldEmail(address), members)`. */
export function emailIn(address: unknown, members: Members): boolean | undefined {
  return foldedIn(address, members) ?? memberOf(foldEmail(address), members);
}

/** `memberOf(foldAscii(text), members)`. */
export function asciiIn(text: unknown, members: Members): boolean | undefined {
  return foldedIn(text, members) ?? memberOf(foldAscii(text), members);
}

/** Whether a text of printable ASCII, of which every fold only lowers the capitals, is then one of a set; missing for others. */
export function foldedIn(text: unknown, members: Members): boolean | undefined {
  const flat = flatTextsOf(members);
  if (typeof text !== 'string' || flat === null) return undefined;
  let hash = hashStart();
  for (let index = text.length - 1; index >= 0; index--) {
    const code = text.charCodeAt(index);
    if (code < 32 || code > 126) return undefined;
    hash = hashStep(hash, shifted(code, 32));
  }
  return findTextFrom(flat, hashEnd(hash), text, 0, 32) !== 0;
}

/** Whether `text`, as `foldAscii` folds it, begins with `part`, which is no longer. */
export function foldsTo(text: string, part: string): boolean {
  for (let index = 0; index < part.length; index++) {
    const code = text.charCodeAt(index);
    if ((code >= 65 && code <= 90 ? code + 32 : code) !== part.charCodeAt(index)) return false;
  }
  return true;
}

/** Whether two texts of the same length are the same as `foldAscii` folds them. */
export function foldAlike(text: string, other: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (shifted(text.charCodeAt(index), 32) !== shifted(other.charCodeAt(index), 32)) return false;
  }
  return true;
}

export const foldedFunctions = [
  containsFolded,
  containsFoldOf,
  isFoldOf,
  startsFolded,
  foldedDomain,
  domainIn,
  emailIn,
  asciiIn,
  foldedIn,
  foldsTo,
  foldAlike,
] as const;
