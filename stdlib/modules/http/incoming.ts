import type { Buffer } from 'buffer';
import { EventEmitter } from 'events';
import type { HeaderList, Reply } from './exchange.ts';
import { incomingHeaders } from './header-list.ts';

/**
 * A response as Node's `http` hands it out: it flows, in one piece, once somebody listens to `data`, asks it to
 * `resume` or iterates over it.
 */
export class IncomingMessage extends EventEmitter {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: Record<string, string | string[]>;
  readonly rawHeaders: readonly string[];
  readonly httpVersion = '1.1';
  readonly url: string;
  complete = false;
  #body: Buffer;
  #encoding: BufferEncoding | null = null;
  #isFlowing = false;

  constructor(reply: Reply) {
    super();
    this.statusCode = reply.status;
    this.statusMessage = reply.statusText;
    this.headers = incomingHeaders(reply.headers);
    this.rawHeaders = flatten(reply.headers);
    this.url = reply.url;
    this.#body = reply.body;
  }

  override on(name: string, listener: (...values: unknown[]) => void): this {
    super.on(name, listener);
    if (name === 'data') this.resume();
    return this;
  }

  override addListener(name: string, listener: (...values: unknown[]) => void): this {
    return this.on(name, listener);
  }

  setEncoding(encoding: BufferEncoding): this {
    this.#encoding = encoding;
    return this;
  }

  resume(): this {
    if (this.#isFlowing) return this;
    this.#isFlowing = true;
    void Promise.resolve().then(() => {
      if (this.#body.length > 0) this.emit('data', this.#chunk());
      this.complete = true;
      this.emit('end');
      this.emit('close');
    });
    return this;
  }

  pause(): this {
    return this;
  }

  destroy(): this {
    this.removeAllListeners();
    return this;
  }

  pipe<T extends { write(chunk: unknown): unknown; end(): unknown }>(target: T): T {
    this.on('data', (chunk) => target.write(chunk));
    this.on('end', () => target.end());
    return target;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer | string> {
    this.#isFlowing = true;
    this.complete = true;
    if (this.#body.length > 0) yield this.#chunk();
  }

  #chunk(): Buffer | string {
    return this.#encoding === null ? this.#body : this.#body.toString(this.#encoding);
  }
}

function flatten(headers: HeaderList): readonly string[] {
  return headers.flat();
}
