import { EventEmitter } from 'events';
import { exchange, type Question, type Reply } from '../exchange.ts';
import { IncomingMessage } from '../incoming.ts';
import { splitUrl, withoutQuery } from '../split-url.ts';
import { makeQuestion } from './make-question.ts';
import { asRecord, type RequestCallback, type RequestOptions } from './request-options.ts';

/** A response as rules get it from `request`. */
export type RequestResponse = IncomingMessage & { body?: unknown; request?: Request; elapsedTime?: number };

/**
 * One call of `request(…)`. It goes out a moment after it was made, so that the rule can still listen and add to it.
 * Events: `request`, `response`, `data`, `end`, `complete`, `error`, `abort`.
 */
export class Request extends EventEmitter {
  method: string;
  href = '';
  uri: unknown = null;
  path = '';
  readonly headers: Record<string, string> = {};
  response: RequestResponse | null = null;
  #options: RequestOptions;
  readonly #callback: RequestCallback | null;
  #isOver = false;

  constructor(options: RequestOptions, callback: RequestCallback | null) {
    super();
    this.#options = options;
    this.#callback = callback;
    this.method = String(options.method ?? 'GET').toUpperCase();
    warnOfCertificates(options);
    void Promise.resolve().then(() => this.#run());
  }

  abort(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.emit('abort');
  }

  destroy(): void {
    this.abort();
  }

  setHeader(name: string, value: unknown): this {
    return this.#with({ headers: { ...asRecord(this.#options.headers), [name]: value } });
  }

  auth(user: unknown, pass: unknown, sendImmediately: unknown, bearer: unknown): this {
    return this.#with({ auth: bearer === undefined ? { user, pass, sendImmediately } : { bearer } });
  }

  qs(fields: unknown): this {
    return this.#with({ qs: { ...asRecord(this.#options.qs), ...asRecord(fields) } });
  }

  json(value: unknown): this {
    return this.#with({ json: value });
  }

  oauth(oauth: unknown): this {
    return this.#with({ oauth });
  }

  /** With fields: sends them as a form. Without: what is returned takes parts of a multipart form. */
  form(fields?: unknown): unknown {
    if (fields !== undefined) return this.#with({ form: fields });
    const parts = new Map<string, unknown[]>();
    const append = (name: string, value: unknown, options?: unknown) => {
      const part = options === undefined ? value : { value, options: optionsOfPart(options) };
      parts.set(name, [...(parts.get(name) ?? []), part]);
      this.#with({ formData: Object.fromEntries(parts) });
    };
    return { append };
  }

  pipe(): never {
    throw new Error('`request(…).pipe` is not there in rules: take the body from the callback');
  }

  toJSON(): object {
    return { uri: { href: this.href }, method: this.method, headers: this.headers };
  }

  #with(more: RequestOptions): this {
    this.#options = { ...this.#options, ...more };
    return this;
  }

  async #run(): Promise<void> {
    if (this.#isOver) return;
    const started = Date.now();
    const ending = await this.#ask().catch((error: unknown) => ({ error }));
    if (this.#isOver) return;
    this.#isOver = true;
    // From here on what a listener or the callback throws is an error of the rule, not one of the call.
    if ('error' in ending) this.#fail(ending.error);
    else this.#deliver(ending, started);
  }

  async #ask(): Promise<Reply> {
    const question = makeQuestion(this.#options);
    this.#describe(question);
    this.emit('request', this);
    return exchange(question);
  }

  #describe({ url, method, headers }: Question): void {
    this.method = method;
    this.#locate(url);
    for (const [name, value] of headers) this.headers[name] = value;
  }

  #locate(url: string): void {
    const pieces = splitUrl(url);
    const path = `${pieces?.pathname ?? '/'}${pieces?.search ?? ''}`;
    const [hostname, port = null] = pieces?.host.split(/:(?=\d+$)/) ?? [];
    this.href = url;
    this.path = path;
    this.uri = { ...pieces, auth: null, hostname, port, path, query: pieces?.search.slice(1) || null };
  }

  #deliver(reply: Reply, started: number): void {
    const response: RequestResponse = new IncomingMessage(reply);
    if (reply.redirected) this.#locate(reply.url);
    response.request = this;
    const { statusCode, headers } = response;
    const toJSON = () => ({ statusCode, body: response.body, headers, request: this });
    Object.defineProperty(response, 'toJSON', { value: toJSON });
    if (this.#options.time) response.elapsedTime = Date.now() - started;
    this.response = response;
    response.body = readBody(reply, this.#options);
    this.emit('response', response);
    if (reply.body.length > 0) this.emit('data', reply.body);
    this.emit('end');
    this.emit('complete', response, response.body);
    this.#callback?.(null, response, response.body);
  }

  #fail(cause: unknown): void {
    const error = asRequestError(cause);
    const isHeard = this.listenerCount('error') > 0;
    if (isHeard) this.emit('error', error);
    if (this.#callback !== null) this.#callback(error);
    else if (!isHeard)
      console.error(`request: ${this.method} ${withoutQuery(this.href)} failed: ${error.message}`);
  }
}

/** A time-out says its code and nothing else, and whether there was a connection. */
function asRequestError(cause: unknown): Error {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const code = 'code' in error ? error.code : undefined;
  if (code !== 'ETIMEDOUT' && code !== 'ESOCKETTIMEDOUT') return error;
  return Object.assign(new Error(code), { code, connect: code === 'ETIMEDOUT' });
}

function readBody({ body }: Reply, { encoding, json }: RequestOptions): unknown {
  if (encoding === null) return body;
  const text = body.toString(isEncoding(encoding) ? encoding : 'utf8').replace(/^\uFEFF/, '');
  if (!json) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? undefined : text;
  }
}

function isEncoding(value: unknown): value is BufferEncoding {
  return typeof value === 'string';
}

function optionsOfPart(options: unknown): unknown {
  return typeof options === 'string' ? { filename: options } : options;
}

function warnOfCertificates({ strictSSL, rejectUnauthorized }: RequestOptions): void {
  if (strictSSL !== false && rejectUnauthorized !== false) return;
  console.warn(
    'request: certificates are always checked; `strictSSL` and `rejectUnauthorized` change nothing',
  );
}
