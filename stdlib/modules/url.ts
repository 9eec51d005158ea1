import * as legacy from 'url';

declare const module: { exports: unknown };
declare function require(name: string): Readonly<Record<string, unknown>>;

/* The old functions, and the classes of the web when they are first asked for. */
const url = {
  Url: legacy.Url,
  parse: (text: unknown, parseQuery?: unknown, slashes?: unknown) =>
    legacy.parse(
      (typeof text === 'string' ? sound(text) : text) as string,
      parseQuery as boolean,
      slashes as boolean,
    ),
  resolve: legacy.resolve,
  resolveObject: legacy.resolveObject,
  format: (address: unknown, options?: object) =>
    isAddress(address) ? formatAddress(address, { ...options }) : legacy.format(address as never),
  urlToHttpOptions: (address: Address) => ({
    protocol: address.protocol,
    hostname: address.hostname.replace(/^\[|\]$/g, ''),
    hash: address.hash,
    search: address.search,
    pathname: address.pathname,
    path: `${address.pathname}${address.search}`,
    href: address.href,
    ...(address.port === '' ? {} : { port: Number(address.port) }),
    ...(address.username === '' && address.password === ''
      ? {}
      : { auth: `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}` }),
  }),
};

for (const name of ['URL', 'URLSearchParams', 'domainToASCII', 'domainToUnicode']) {
  Object.defineProperty(url, name, { enumerable: true, get: () => require('whatwg-url')[name] });
}

module.exports = url;

type Address = Record<
  | 'href'
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
>;

/** Where there is no fragment, the package takes a backslash in the query for a slash. */
function sound(text: string): string {
  const query = text.includes('#') ? -1 : text.indexOf('?');
  return query === -1 ? text : text.slice(0, query) + text.slice(query).replaceAll('\\', '%5C');
}

function isAddress(value: unknown): value is Address {
  return typeof value === 'object' && value !== null && 'href' in value && 'searchParams' in value;
}

function formatAddress(
  address: Address,
  options: { auth?: boolean; fragment?: boolean; search?: boolean },
): string {
  const login = address.password === '' ? address.username : `${address.username}:${address.password}`;
  const slashes = address.href.startsWith(`${address.protocol}//`) ? '//' : '';
  return [
    address.protocol,
    slashes,
    login === '' || options.auth === false ? '' : `${login}@`,
    address.host,
    address.pathname,
    options.search === false ? '' : address.search,
    options.fragment === false ? '' : address.hash,
  ].join('');
}
