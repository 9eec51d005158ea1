import { Buffer } from 'buffer';

declare const module: { exports: unknown };

type Fields = Record<string, string | string[]>;

/* As Node has it: https://nodejs.org/api/querystring.html */
const querystring = {
  escape: escapeText,
  unescape: unescapeText,
  unescapeBuffer: (text: string) => Buffer.from(unescapeLatin(text), 'latin1'),
  parse,
  decode: parse,
  stringify,
  encode: stringify,
};

module.exports = querystring;

function escapeText(value: unknown): string {
  const text = typeof value === 'string' ? value : typeof value === 'object' ? String(value) : `${value}`;
  try {
    return encodeURIComponent(text);
  } catch {
    throw Object.assign(new URIError('URI malformed'), { code: 'ERR_INVALID_URI' });
  }
}

function unescapeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return Buffer.from(unescapeLatin(text), 'latin1').toString('utf8');
  }
}

/** Byte by byte, with what is no escape left as it stands. */
function unescapeLatin(text: string): string {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, digits) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return bytes.replace(/[^\0-\xff]/g, (character) => String.fromCharCode(character.charCodeAt(0) & 0xff));
}

function parse(
  text: unknown,
  separator?: unknown,
  equals?: unknown,
  options?: { maxKeys?: number; decodeURIComponent?: (text: string) => string },
): Fields {
  const fields: Fields = Object.create(null);
  if (typeof text !== 'string' || text === '') return fields;
  const between = separator ? String(separator) : '&';
  const is = equals ? String(equals) : '=';
  const decode = decoderOf(options?.decodeURIComponent ?? querystring.unescape);
  const most = typeof options?.maxKeys === 'number' ? options.maxKeys : 1000;
  const parts = text.split(between).filter((part) => part !== '');
  for (const part of most > 0 ? parts.slice(0, most) : parts) {
    const at = part.indexOf(is);
    const name = decode(at === -1 ? part : part.slice(0, at));
    const value = decode(at === -1 ? '' : part.slice(at + is.length));
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else if (typeof before === 'string') fields[name] = [before, value];
    else before.push(value);
  }
  return fields;
}

function decoderOf(decode: (text: string) => string): (text: string) => string {
  return (text) => {
    const spaced = text.replaceAll('+', ' ');
    if (!/%[0-9a-f]{2}/i.test(spaced)) return spaced;
    try {
      return decode(spaced);
    } catch {
      return unescapeText(spaced);
    }
  };
}

function stringify(
  fields: unknown,
  separator?: unknown,
  equals?: unknown,
  options?: { encodeURIComponent?: (text: string) => string },
): string {
  if (typeof fields !== 'object' || fields === null) return '';
  const between = typeof separator === 'string' && separator !== '' ? separator : '&';
  const is = typeof equals === 'string' && equals !== '' ? equals : '=';
  const encode = options?.encodeURIComponent ?? querystring.escape;
  const pair = (name: string, value: unknown) => `${encode(name)}${is}${encode(primitive(value))}`;
  return Object.entries(fields)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((one) => pair(name, one)) : [pair(name, value)],
    )
    .join(between);
}

function primitive(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : '';
  return typeof value === 'string' || typeof value === 'bigint' || typeof value === 'boolean'
    ? `${value}`
    : '';
}
