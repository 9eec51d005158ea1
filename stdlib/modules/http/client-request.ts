import { Buffer } from 'buffer';
import { EventEmitter } from 'events';
import { exchange } from './exchange.ts';
import { IncomingMessage } from './incoming.ts';
import { basicAuthorization, splitUrl } from './split-url.ts';

/** A request of Node's `http` under way: it goes out when it is ended. */
export class ClientRequest extends EventEmitter {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly protocol: string;
  aborted = false;
  destroyed = false;
  #timeout: unknown;
  #isEnded = false;
  readonly #headers: Map<string, { readonly name: string; readonly value: string | readonly string[] }>;
  readonly #chunks: Buffer[] = [];

  constructor(address: Address, listener: ((response: IncomingMessage) => void) | null) {
    super();
    this.method = address.method;
    this.path = address.path;
    this.host = address.host;
    this.protocol = address.protocol;
    this.#timeout = address.timeout;
    this.#headers = new Map();
    for (const [name, value] of Object.entries(address.headers)) this.setHeader(name, value);
    if (address.auth !== null && !this.hasHeader('authorization')) {
      this.setHeader('Authorization', basicAuthorization(address.auth));
    }
    if (listener !== null) this.once('response', (response) => listener(response));
  }

  setHeader(name: string, value: unknown): this {
    if (value === undefined) return this;
    const held = Array.isArray(value) ? value.map(String) : String(value);
    this.#headers.set(String(name).toLowerCase(), { name: String(name), value: held });
    return this;
  }

  getHeader(name: string): string | readonly string[] | undefined {
    return this.#headers.get(String(name).toLowerCase())?.value;
  }

  hasHeader(name: string): boolean {
    return this.#headers.has(String(name).toLowerCase());
  }

  removeHeader(name: string): void {
    this.#headers.delete(String(name).toLowerCase());
  }

  write(chunk: unknown, encoding?: unknown, done?: unknown): boolean {
    if (this.#isEnded)
      throw Object.assign(new Error('write after end'), { code: 'ERR_STREAM_WRITE_AFTER_END' });
    this.#chunks.push(bytesOf(chunk, encoding));
    const callback = [encoding, done].find((one) => typeof one === 'function');
    if (typeof callback === 'function') void Promise.resolve().then(() => callback());
    return true;
  }

  end(chunk?: unknown, encoding?: unknown, done?: unknown): this {
    if (this.#isEnded) return this;
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') this.write(chunk, encoding);
    const callback = [chunk, encoding, done].find((one) => typeof one === 'function');
    if (typeof callback === 'function') this.once('finish', () => callback());
    this.#isEnded = true;
    void Promise.resolve().then(() => this.#run());
    return this;
  }

  setTimeout(timeout: number, listener?: () => void): this {
    this.#timeout = timeout;
    if (listener !== undefined) this.once('timeout', listener);
    return this;
  }

  abort(): void {
    this.aborted = true;
    this.emit('abort');
    this.destroy();
  }

  destroy(error?: unknown): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    const reason = error ?? Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    void Promise.resolve().then(() => {
      this.emit('error', reason);
      this.emit('close');
    });
    return this;
  }

  setNoDelay(): void {}

  setSocketKeepAlive(): void {}

  flushHeaders(): void {}

  async #run(): Promise<void> {
    if (this.destroyed) return;
    this.emit('finish');
    const ending = await exchange({
      url: `${this.protocol}//${this.host}${this.path}`,
      method: this.method,
      headers: [...this.#headers.values()].flatMap(({ name, value }) =>
        (typeof value === 'string' ? [value] : value).map((one) => [name, one] as const),
      ),
      body: this.#chunks.length === 0 ? null : Buffer.concat(this.#chunks),
      timeout: this.#timeout,
      redirect: 'manual',
    }).catch((error: unknown) => ({ error }));
    if (this.destroyed) return;
    if ('error' in ending) this.#fail(ending.error);
    else this.#deliver(new IncomingMessage(ending));
  }

  #deliver(response: IncomingMessage): void {
    const isHeard = this.emit('response', response);
    if (!isHeard) response.resume();
    this.emit('close');
  }

  /** As in Node a time-out only tells; whoever does not give up then would wait for ever, so the request ends too. */
  #fail(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ESOCKETTIMEDOUT' || code === 'ETIMEDOUT') this.emit('timeout');
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('error', error);
    this.emit('close');
  }
}

/** Where a request goes, and how. */
export interface Address {
  readonly protocol: string;
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly headers: object;
  readonly auth: string | null;
  readonly timeout: unknown;
}

/** Reads `request(url, options)` and `request(options)`. Throws a `TypeError` for what is no address. */
export function readAddress(protocol: string, list: readonly unknown[]): Address {
  const [first, second] = list;
  const isUrl =
    typeof first === 'string' || (typeof first === 'object' && first !== null && 'searchParams' in first);
  const options = new Map(Object.entries(Object((isUrl ? second : first) ?? {})));
  const pieces = isUrl ? splitUrl(String(first)) : null;
  if (isUrl && pieces === null)
    throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' });
  const scheme = String(options.get('protocol') ?? pieces?.protocol ?? protocol);
  if (scheme !== protocol) {
    throw Object.assign(new TypeError(`Protocol "${scheme}" not supported. Expected "${protocol}"`), {
      code: 'ERR_INVALID_PROTOCOL',
    });
  }
  const auth = options.get('auth') ?? pieces?.auth ?? null;
  const headers = options.get('headers');
  return {
    protocol,
    host: hostOf(options) ?? pieces?.host ?? 'localhost',
    path: String(
      options.get('path') ?? pathOf(options) ?? `${pieces?.pathname ?? '/'}${pieces?.search ?? ''}`,
    ),
    method: String(options.get('method') ?? 'GET').toUpperCase(),
    headers: typeof headers === 'object' && headers !== null ? headers : {},
    auth: auth === null ? null : String(auth),
    timeout: options.get('timeout'),
  };
}

function hostOf(options: ReadonlyMap<string, unknown>): string | null {
  const name = options.get('hostname') ?? options.get('host');
  if (name === undefined || name === null) return null;
  const port = options.get('port');
  const isWritten = port === undefined || port === null || port === '' || /:\d+$/.test(String(name));
  return isWritten ? String(name) : `${String(name)}:${String(port)}`;
}

function pathOf(options: ReadonlyMap<string, unknown>): string | null {
  const path = options.get('pathname');
  return path === undefined || path === null ? null : `${String(path)}${String(options.get('search') ?? '')}`;
}

function bytesOf(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, isEncoding(encoding) ? encoding : 'utf8');
  if (chunk instanceof Uint8Array) return Buffer.from(chunk);
  throw new TypeError('The "chunk" argument must be of type string or an instance of Buffer or Uint8Array');
}

function isEncoding(value: unknown): value is BufferEncoding {
  return typeof value === 'string';
}
