import { foldDomain } from './fold.ts';

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

/** Whether `text`, as `foldAscii` folds it, begins with `part`, which is no longer. */
export function foldsTo(text: string, part: string): boolean {
  for (let index = 0; index < part.length; index++) {
    const code = text.charCodeAt(index);
    if ((code >= 65 && code <= 90 ? code + 32 : code) !== part.charCodeAt(index)) return false;
  }
  return true;
}

export const foldedFunctions = [containsFolded, startsFolded, foldedDomain, foldsTo] as const;
