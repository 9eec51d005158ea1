import { compute } from 'lintel:host';
import { URLSearchParams } from './url-search-params.ts';

declare const module: { exports: unknown };

/** As the operations `url.parse` and `url.set` give them. */
type Parts = Readonly<
  Record<
    | 'href'
    | 'origin'
    | 'protocol'
    | 'username'
    | 'password'
    | 'host'
    | 'hostname'
    | 'port'
    | 'pathname'
    | 'search'
    | 'hash',
    string
  >
>;

/** https://url.spec.whatwg.org/#url-class; the text is read outside, by the same reader that requests go through. */
class URL {
  #parts: Parts;
  #parameters: URLSearchParams | undefined;

  constructor(text: unknown, base?: unknown) {
    this.#parts = parse(String(text), base);
  }

  static canParse(text: unknown, base?: unknown): boolean {
    return URL.parse(text, base) !== null;
  }

  static parse(text: unknown, base?: unknown): URL | null {
    try {
      return new URL(text, base);
    } catch {
      return null;
    }
  }

  get href(): string {
    return this.#parts.href;
  }
  set href(value: unknown) {
    this.#replace(parse(String(value), undefined));
  }
  get origin(): string {
    return this.#parts.origin;
  }
  get protocol(): string {
    return this.#parts.protocol;
  }
  set protocol(value: unknown) {
    this.#set('protocol', value);
  }
  get username(): string {
    return this.#parts.username;
  }
  set username(value: unknown) {
    this.#set('username', value);
  }
  get password(): string {
    return this.#parts.password;
  }
  set password(value: unknown) {
    this.#set('password', value);
  }
  get host(): string {
    return this.#parts.host;
  }
  set host(value: unknown) {
    this.#set('host', value);
  }
  get hostname(): string {
    return this.#parts.hostname;
  }
  set hostname(value: unknown) {
    this.#set('hostname', value);
  }
  get port(): string {
    return this.#parts.port;
  }
  set port(value: unknown) {
    this.#set('port', value);
  }
  get pathname(): string {
    return this.#parts.pathname;
  }
  set pathname(value: unknown) {
    this.#set('pathname', value);
  }
  get search(): string {
    return this.#parts.search;
  }
  set search(value: unknown) {
    this.#set('search', value);
  }
  get hash(): string {
    return this.#parts.hash;
  }
  set hash(value: unknown) {
    this.#set('hash', value);
  }

  get searchParams(): URLSearchParams {
    this.#parameters ??= new URLSearchParams(this.search, (search: string) => {
      this.#parts = set(this.#parts, 'search', search);
    });
    return this.#parameters;
  }

  toString(): string {
    return this.href;
  }

  toJSON(): string {
    return this.href;
  }

  get [Symbol.toStringTag](): string {
    return 'URL';
  }

  /** What `util.inspect` and the console show: the parts are getters, which they would not see. */
  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return { ...this.#parts, searchParams: Object.fromEntries(this.searchParams) };
  }

  #set(part: keyof Parts, value: unknown): void {
    this.#replace(set(this.#parts, part, String(value)));
  }

  #replace(parts: Parts): void {
    this.#parts = parts;
    this.#parameters?.replace(parts.search);
  }
}

// As everywhere on the web: the parts are seen by `for … in`.
for (const name of Object.getOwnPropertyNames(URL.prototype)) {
  if (name !== 'constructor') Object.defineProperty(URL.prototype, name, { enumerable: true });
}

module.exports = {
  URL,
  URLSearchParams,
  domainToASCII: (domain: unknown) => compute('url.domainToAscii', { domain: String(domain) }),
  domainToUnicode: (domain: unknown) => compute('url.domainToUnicode', { domain: String(domain) }),
};

function parse(text: string, base: unknown): Parts {
  try {
    return partsOf(
      compute('url.parse', { text: text.toWellFormed(), base: base === undefined ? null : String(base) }),
    );
  } catch {
    const facts = base === undefined ? { input: text } : { input: text, base: String(base) };
    throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', ...facts });
  }
}

function set(parts: Parts, part: string, value: string): Parts {
  return partsOf(compute('url.set', { href: parts.href, part, value: value.toWellFormed() }));
}

function partsOf(value: unknown): Parts {
  if (typeof value === 'object' && value !== null && 'href' in value) return value as Parts;
  throw new Error('an address has parts: the operation gives all of them or fails');
}
