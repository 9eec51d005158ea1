import { Body, readBody } from './body.ts';
import { Headers } from './headers.ts';

/** What the second argument of fetch may hold. */
export interface RequestInit {
  readonly method?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly redirect?: unknown;
  readonly signal?: unknown;
  /** Of node-fetch, in milliseconds. */
  readonly timeout?: unknown;
}

/** The `Request` of fetch, and of node-fetch. */
export class Request extends Body {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly redirect: 'follow' | 'manual' | 'error';
  readonly signal: unknown;
  readonly timeout: unknown;

  constructor(input: unknown, init: RequestInit = {}) {
    const from = input instanceof Request ? input : null;
    const { bytes, type } =
      from !== null && init.body === undefined ? { bytes: Body.peek(from), type: null } : readBody(init.body);
    super(bytes);
    this.url = from?.url ?? addressOf(input);
    this.method = String(init.method ?? from?.method ?? 'GET').toUpperCase();
    this.headers = new Headers(init.headers ?? from?.headers);
    this.redirect = redirectOf(init.redirect ?? from?.redirect);
    this.signal = init.signal ?? from?.signal;
    this.timeout = init.timeout ?? from?.timeout;
    if (type !== null && !this.headers.has('content-type')) this.headers.set('content-type', type);
    if (bytes !== null && (this.method === 'GET' || this.method === 'HEAD')) {
      throw new TypeError('Request with GET/HEAD method cannot have body');
    }
  }

  clone(): Request {
    return new Request(this);
  }

  get [Symbol.toStringTag](): string {
    return 'Request';
  }
}

/** Texts, and whatever writes itself as an address. */
function addressOf(input: unknown): string {
  if (typeof input === 'object' && input !== null && 'href' in input) return String(input.href);
  return String(input);
}

function redirectOf(value: unknown): 'follow' | 'manual' | 'error' {
  return value === 'manual' || value === 'error' ? value : 'follow';
}
