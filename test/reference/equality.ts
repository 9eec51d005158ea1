import { domainToASCII } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Equality } from '../../grammar/index.ts';
import { isTextKind, type Type, type Value } from '../../stdlib/index.ts';

const FOLDED_KINDS: readonly string[] = ['email', 'domain', 'country', 'group', 'role', 'app', 'connection'];

/** Equality of two present values of one type. */
export function isSame(a: Value, b: Value, type: Type, equality: Equality): boolean {
  return isDeepStrictEqual(fold(a, type, equality), fold(b, type, equality));
}

/** A value as its type compares it: texts of the types without regard to case in one case, all else as it is. */
export function fold(value: Value, type: Type, equality: Equality): Value {
  if (type.kind === 'list' && Array.isArray(value)) return value.map((item) => fold(item, type.of, equality));
  if (typeof value !== 'string' || equality === 'exactly') return value;
  if (equality === 'ignoring case' && (isTextKind(type.kind) || type.kind === 'any'))
    return value.toLowerCase();
  if (type.kind === 'email') return foldEmail(value);
  if (type.kind === 'domain') return foldDomain(value);
  if (type.kind === 'ip') return sameIpText(value);
  return FOLDED_KINDS.includes(type.kind) ? foldAscii(value) : value;
}

/** `A` to `Z` in lower case, nothing else. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
}

function foldEmail(text: string): string {
  const normal = text.normalize('NFC');
  const at = normal.lastIndexOf('@');
  if (at === -1) return foldAscii(normal);
  return `${foldAscii(normal.slice(0, at))}@${foldDomain(normal.slice(at + 1))}`;
}

function foldDomain(text: string): string {
  const normal = foldAscii(text.normalize('NFC'));
  return domainToASCII(normal) || normal;
}

/** The URL parser writes every IPv6 address in one way. */
function sameIpText(text: string): string {
  return text.includes(':') ? new URL(`http://[${text}]/`).hostname : text;
}
