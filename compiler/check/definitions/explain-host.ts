import { parseNetwork } from '../../../stdlib/index.ts';

/** What is wrong with a host, and what was probably meant. */
export interface HostProblem {
  /** A part of a sentence: `it is a URL, and only its host counts`. */
  readonly reason: string;
  readonly instead: string | null;
}

/**
 * Null for `api.example.com`, `*.example.com` (all hosts below it), an address, or `*` (every public host), each perhaps
 * with a `:port`; for anything else what is wrong with it.
 */
export function explainHost(text: string): HostProblem | null {
  if (isHost(text)) return null;
  if (text.includes('@')) return { reason: 'it names a user or a password', instead: meantHost(text) };
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text))
    return { reason: 'it is a URL, and only its host counts', instead: meantHost(text) };
  if (text.includes('/') && parseNetwork(text) !== undefined)
    return { reason: 'it is a network; networks that may be called stand under `private`', instead: null };
  if (text.includes('/'))
    return { reason: 'it has a path, and only its host counts', instead: meantHost(text) };
  if (/\*/.test(text)) {
    return {
      reason: '`*` stands only at the beginning, before a dot',
      instead: meantHost(text.replace(/^\*+(?=[^.*])|^.*\*\.?/, '*.')),
    };
  }
  const port = /:(\d+)$/.exec(text)?.[1];
  if (port !== undefined && !isPort(port)) return { reason: `there is no port ${port}`, instead: null };
  return { reason: 'it is no name of a host', instead: null };
}

function isHost(text: string): boolean {
  if (isAddress(text)) return true;
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
  if (port !== undefined && !isPort(port)) return false;
  if (name === '*' || (/^\[.*\]$/.test(name) && isAddress(name.slice(1, -1)))) return true;
  const host = name.replace(/^\*\./, '').replace(/\.$/, '');
  if (/^[\d.]+$/.test(host)) return isAddress(host) && !name.startsWith('*');
  return host.length <= 253 && host.split('.').every((label) => LABEL.test(label));
}

const LABEL = /^(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?<!-)$/u;

function isPort(digits: string): boolean {
  return Number(digits) >= 1 && Number(digits) <= 65535;
}

function isAddress(text: string): boolean {
  return !text.includes('/') && parseNetwork(text) !== undefined;
}

function meantHost(text: string): string | null {
  const host = text.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/[/?#].*$/, '');
  const name = host.slice(host.lastIndexOf('@') + 1);
  return isHost(name) ? name : null;
}
