import { Body, readBody } from './body.ts';
import type { Reply } from './exchange.ts';
import { Headers } from './headers.ts';

interface ResponseInit {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: unknown;
}

/** The `Response` of fetch, and of node-fetch. */
export class Response extends Body {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly type: string = 'default';
  #url = '';
  #isRedirected = false;

  constructor(body?: unknown, init: ResponseInit = {}) {
    const { bytes, type } = readBody(body);
    super(bytes);
    this.status = Number(init.status ?? 200);
    this.statusText = String(init.statusText ?? '');
    this.headers = new Headers(init.headers);
    if (type !== null && !this.headers.has('content-type')) this.headers.set('content-type', type);
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get url(): string {
    return this.#url;
  }

  get redirected(): boolean {
    return this.#isRedirected;
  }

  /** An iterator over the bytes; there are no streams here. */
  get body(): AsyncIterable<Uint8Array> | null {
    return Body.peek(this) === null ? null : { [Symbol.asyncIterator]: () => this.#pieces() };
  }

  clone(): Response {
    const copy = new Response(Body.peek(this), this);
    copy.#url = this.#url;
    copy.#isRedirected = this.#isRedirected;
    return copy;
  }

  get [Symbol.toStringTag](): string {
    return 'Response';
  }

  async *#pieces(): AsyncGenerator<Uint8Array> {
    yield await this.bytes();
  }

  static json(value: unknown, init: ResponseInit = {}): Response {
    const response = new Response(JSON.stringify(value), init);
    response.headers.set('content-type', 'application/json');
    return response;
  }

  /** Of this class, or of the one that it is called on. */
  static of(reply: Reply): Response {
    const response = new this(reply.body, reply);
    response.#url = reply.url;
    response.#isRedirected = reply.redirected;
    return response;
  }
}
