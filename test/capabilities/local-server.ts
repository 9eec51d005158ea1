import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** A server on this machine for one test. */
export interface LocalServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** What it was asked, in order. */
  readonly requests: readonly IncomingMessage[];
}

/** Serves HTTP until the test ends. */
export async function serve(test: TestContext, answer: RequestListener): Promise<LocalServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  return { ...(await listen(test, server)), requests };
}

/** Serves what is no HTTP: `greet` gets each connection. */
export async function servePlain(test: TestContext, greet: (socket: Socket) => void): Promise<LocalServer> {
  const server = createPlainServer((socket) => {
    socket.on('error', () => undefined);
    greet(socket);
  });
  return { ...(await listen(test, server)), requests: [] };
}

/** The whole body of a request as text. */
export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function listen(test: TestContext, server: Server): Promise<Pick<LocalServer, 'port' | 'url'>> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  test.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  return { port: address.port, url: `http://127.0.0.1:${address.port}` };
}
