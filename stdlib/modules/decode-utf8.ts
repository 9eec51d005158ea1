/**
 * Bytes to text with U+FFFD for what is no UTF-8, one for each longest beginning of a character, as the web has it:
 * https://encoding.spec.whatwg.org/#utf-8-decoder
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { point, length } = characterAt(bytes, at);
    parts.push(String.fromCodePoint(point));
    at += length;
  }
  return parts.join('');
}

interface Character {
  readonly point: number;
  readonly length: number;
}

const REPLACEMENT = 0xfffd;

function characterAt(bytes: Uint8Array, at: number): Character {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { point: first, length: 1 };
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return { point: REPLACEMENT, length: 1 };
  let point = first & (0x7f >> size);
  for (let index = 1; index < size; index += 1) {
    const next = bytes[at + index] ?? 0;
    const [least, most] = index === 1 ? secondRange(first) : [0x80, 0xbf];
    if (next < least || next > most) return { point: REPLACEMENT, length: index };
    point = (point << 6) | (next & 0x3f);
  }
  return { point, length: size };
}

/** Neither longer than needed, nor a surrogate, nor beyond the last character. */
function secondRange(first: number): readonly [least: number, most: number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  if (first === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}
