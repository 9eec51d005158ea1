/**
 * Whether a project that allows hosts such as `api.example.com`, `*.example.com` (all hosts below it), `203.0.113.7` or
 * `*`, each perhaps with a `:port`, lets an origin be called. All spellings of a host are one host.
 */
export function isAllowedHost(origin: string, allowed: readonly string[]): boolean {
  const url = new URL(origin);
  return allowed.some((pattern) => matches(pattern, url));
}

function matches(text: string, url: URL): boolean {
  const bracketed = text.split(':').length > 2 && !text.startsWith('[') ? `[${text}]` : text;
  const [, name = '', port] = /^(.*?)(?::(\d{1,5}))?$/.exec(bracketed) ?? [];
  if (port !== undefined && Number(port) !== portOf(url)) return false;
  if (name === '*') return true;
  const isBelow = name.startsWith('*.');
  const host = readHost(isBelow ? name.slice(2) : name);
  if (host === null) return false;
  return isBelow ? hostOf(url).endsWith(`.${host}`) : hostOf(url) === host;
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** A name just as addresses have it; null when no address can. */
function readHost(name: string): string | null {
  const isPlain = /^(?:[^\s/\\?#@:%*[\]]+|\[[\da-fA-F:.]+\])$/.test(name);
  return isPlain && URL.canParse(`http://${name}/`) ? hostOf(new URL(`http://${name}/`)) : null;
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, '');
}
