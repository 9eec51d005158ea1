import { domainToASCII, domainToUnicode } from 'node:url';
import { type Payload, wrongPayload } from './payload.ts';

/** Longer than any browser takes, and read in a millisecond. */
const LONGEST_URL = 256 * 1024;

const PARTS = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;

type Part = (typeof PARTS)[number];

/** Addresses as the host itself reads them: what a rule checks is then what a request goes to. */
export const urlOperations = {
  /** `{ text, base? }` → its parts by the names of `URL`. */
  'url.parse': (payload: Payload) => {
    const base = payload.isSet('base') ? payload.text('base', LONGEST_URL) : undefined;
    return partsOf(new URL(payload.text('text', LONGEST_URL), base));
  },
  /** `{ href, part, value }` → the parts after one was set. */
  'url.set': (payload: Payload) => {
    const url = new URL(payload.text('href', LONGEST_URL));
    const part = PARTS.find((name) => name === payload.text('part'));
    if (part === undefined || part === 'origin') throw wrongPayload('this part of an address cannot be set');
    url[part] = payload.text('value', LONGEST_URL);
    return partsOf(url);
  },
  'url.domainToAscii': (payload: Payload) => domainToASCII(payload.text('domain', LONGEST_URL)),
  'url.domainToUnicode': (payload: Payload) => domainToUnicode(payload.text('domain', LONGEST_URL)),
};

function partsOf(url: URL): Readonly<Record<Part, string>> {
  const entries = PARTS.map((part) => [part, url[part]] as const);
  return Object.fromEntries(entries) as Record<Part, string>;
}
