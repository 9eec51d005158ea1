import { isIP } from 'node:net';

/** Hosts that may be called. */
export interface AllowList {
  /** Whether the host and the port of an `http:` or `https:` URL are listed. */
  has(url: URL): boolean;
}

/** One line of `network: { allow: […] }`, read. */
export type HostPattern = {
  /** null: every port. */
  readonly port: number | null;
} & (
  | { readonly kind: 'any' }
  /** Lower case, A-labels, no dot at the end; IPv6 in brackets. */
  | { readonly kind: 'exact'; readonly host: string }
  /** `*.example.com`: `host` is `example.com`, which does not belong to it. */
  | { readonly kind: 'subdomains'; readonly host: string }
);

/**
 * Reads `api.example.com`, `*.example.com` (subdomains at any depth), `203.0.113.7`, `[2001:db8::1]` or `*` (everything
 * public), each perhaps with `:port`; null for anything else.
 */
export function readHostPattern(text: string): HostPattern | null {
  const bracketed = isIP(text) === 6 ? `[${text}]` : text;
  const [, name = '', digits] = /^(.*?)(?::(\d{1,5}))?$/.exec(bracketed) ?? [];
  const port = digits === undefined ? null : Number(digits);
  if (port !== null && (port < 1 || port > 65535)) return null;
  if (name === '*') return { kind: 'any', port };
  if (!name.startsWith('*.')) {
    const host = readHost(name);
    return host === null ? null : { kind: 'exact', host, port };
  }
  const host = readHost(name.slice(2));
  return host === null || isIP(host) !== 0 || host.startsWith('[')
    ? null
    : { kind: 'subdomains', host, port };
}

/** Makes a list of patterns as `readHostPattern` reads them; a text that it cannot read allows nothing. */
export function openAllowList(patterns: readonly string[]): AllowList {
  const read = patterns.map(readHostPattern).filter((pattern) => pattern !== null);
  return { has: (url) => read.some((pattern) => isMatch(pattern, url)) };
}

/** The host of a URL as patterns spell it: without the dot that a full name may end in. */
export function hostOf(url: URL): string {
  return url.hostname.endsWith('.') ? url.hostname.slice(0, -1) : url.hostname;
}

function isMatch(pattern: HostPattern, url: URL): boolean {
  if (pattern.port !== null && pattern.port !== portOf(url)) return false;
  switch (pattern.kind) {
    case 'any':
      return true;
    case 'exact':
      return hostOf(url) === pattern.host;
    case 'subdomains':
      return hostOf(url).endsWith(`.${pattern.host}`);
  }
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** Reads a name just as the URL of a call is read, so that all spellings of one host become the same text. */
function readHost(text: string): string | null {
  if (!/^(?:[^\s/\\?#@:%*[\]]+|\[[\da-fA-F:.]+\])$/.test(text) || !URL.canParse(`http://${text}/`))
    return null;
  const host = hostOf(new URL(`http://${text}/`));
  return host === '' ? null : host;
}
