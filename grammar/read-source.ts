import type { Result } from './diagnostic.ts';
import { notUtf8 } from './file-messages.ts';
import type { Source } from './source.ts';

/**
 * The text of a file. Bytes that are not UTF-8 give an error, and the value then holds a replacement character in
 * their place, so that the message can show the line. Nothing is taken away: a byte order mark stays the first
 * character of the text, and offsets count it.
 */
export function readSource(name: string, bytes: Uint8Array): Result<Source> {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const source = { name, text };
  if (!text.includes(REPLACEMENT)) return { value: source, diagnostics: [] };
  let line = 1;
  let offset = 0;
  for (let start = 0; start <= bytes.length; line++) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found === -1 ? bytes.length : found + 1;
    const read = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, end));
    if (!isUtf8(bytes.subarray(start, end))) {
      const at = offset + read.indexOf(REPLACEMENT);
      return { value: source, diagnostics: [notUtf8({ line, span: { start: at, end: at + 1 } })] };
    }
    offset += read.length;
    if (found === -1) break;
    start = end;
  }
  return { value: source, diagnostics: [] };
}

const REPLACEMENT = '\ufffd';
const LINE_FEED = 0x0a;

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
