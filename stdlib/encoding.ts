import { boundedText } from './bounds.ts';
import type { Builtin } from './builtin.ts';
import { utf8Bytes } from './hash.ts';
import { scalar } from './type.ts';

/**
 * Everything but ASCII letters, digits and `-._~` as `%XX` of its UTF-8 bytes (RFC 3986); half a surrogate pair counts
 * as U+FFFD.
 */
export function urlEncode(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const strict = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return boundedText(encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, strict));
}

/** The text that `%XX` sequences stand for; missing when one of them is broken or the bytes are not UTF-8. */
export function urlDecode(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The standard alphabet of RFC 4648: 64 digits. */
export function base64Digits(): string {
  return 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
}

/** The UTF-8 bytes of a text in base64, with padding. */
export function base64Encode(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = utf8Bytes(text);
  const digits = base64Digits();
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const padding = Math.max(0, at + 3 - bytes.length);
    for (let shift = 18; shift >= 6 * padding; shift -= 6) encoded += digits.charAt((group >> shift) & 63);
    encoded += '='.repeat(padding);
  }
  return boundedText(encoded);
}

/** The text whose UTF-8 bytes a base64 text holds, in either alphabet, with or without padding; missing when none. */
export function base64Decode(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) return undefined;
  const digits = text.replace(/=+$/, '').replace(/-/g, '+').replace(/_/g, '/');
  if (digits.length % 4 === 1 || (text.endsWith('=') && text.length % 4 !== 0)) return undefined;
  const alphabet = base64Digits();
  let escaped = '';
  let bits = 0;
  let pending = 0;
  for (const digit of digits) {
    bits = (bits << 6) | alphabet.indexOf(digit);
    pending += 6;
    if (pending < 8) continue;
    pending -= 8;
    escaped += `%${((bits >> pending) & 255).toString(16).padStart(2, '0')}`;
    bits &= 255;
  }
  return urlDecode(escaped);
}

export const encodingFunctions = [base64Digits] as const;

const text = scalar('text');

export const encodingBuiltins: readonly Builtin[] = [
  {
    name: 'urlEncode',
    summary: 'The text as one part of an address: all but letters, digits and `-._~` as `%XX`.',
    subject: 'text',
    parameters: [{ name: 'text', type: text }],
    returns: text,
    examples: [
      ['urlEncode("a b&c/é")', 'a%20b%26c%2F%C3%A9'],
      ['urlEncode("it\'s *(me)*!")', 'it%27s%20%2A%28me%29%2A%21'],
      ['urlEncode(missing)', undefined],
    ],
    run: urlEncode,
  },
  {
    name: 'urlDecode',
    summary:
      'The text that `%XX` in a part of an address stands for; missing when the part is broken. A `+` stays.',
    subject: 'text',
    parameters: [{ name: 'text', type: text }],
    returns: text,
    examples: [
      ['urlDecode("a%20b%26c")', 'a b&c'],
      ['urlDecode("a+b")', 'a+b'],
      ['urlDecode("100%")', undefined],
      ['urlDecode(missing)', undefined],
    ],
    run: urlDecode,
  },
  {
    name: 'base64Encode',
    summary: 'The UTF-8 bytes of the text in base64, with padding.',
    subject: 'text',
    parameters: [{ name: 'text', type: text }],
    returns: text,
    examples: [
      ['base64Encode("Ada")', 'QWRh'],
      ['base64Encode("né")', 'bsOp'],
      ['base64Encode("a")', 'YQ=='],
      ['base64Encode(missing)', undefined],
    ],
    run: base64Encode,
  },
  {
    name: 'base64Decode',
    summary:
      'The text that base64 holds, in the standard or the URL alphabet, with or without padding; missing when it is no text in UTF-8.',
    subject: 'text',
    parameters: [{ name: 'text', type: text }],
    returns: text,
    examples: [
      ['base64Decode("bsOp")', 'né'],
      ['base64Decode("YQ")', 'a'],
      ['base64Decode("_w==")', undefined],
      ['base64Decode("not base64!")', undefined],
      ['base64Decode(missing)', undefined],
    ],
    run: base64Decode,
  },
];
