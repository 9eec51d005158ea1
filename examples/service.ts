import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** What stands in for the systems of an example; each `service.ts` has a `startService(port)` that resolves to one. */
export interface Service {
  /** What it was asked and told, in order. */
  readonly heard: readonly Heard[];
  /**
   * Plays the person on the page that a redirect leads to. Gives the query parameters with which the page sends the browser
   * back.
   */
  readonly answerVisit?: (url: string) => Promise<Record<string, string>>;
  /** Resolves when the port is free again. */
  readonly close: () => Promise<void>;
}

export interface Heard {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: string;
}

/** `body` is sent as JSON, a text as HTML. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Serves on this machine and keeps what it hears, but for the headers: there are tokens in them. */
export async function serve(
  port: number,
  answerTo: (request: Heard & { readonly headers: IncomingHttpHeaders }) => Answer,
): Promise<Service> {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const told = { method, path: url, body: await text(request) };
    heard.push(told);
    const answer = answerTo({ ...told, headers });
    const isPage = typeof answer.body === 'string';
    const type = isPage ? 'text/html; charset=utf-8' : 'application/json';
    response.writeHead(answer.status, { 'content-type': type, ...answer.headers });
    response.end(isPage ? answer.body : JSON.stringify(answer.body));
  });
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return {
    heard,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The value of a secret while an example runs with its service. */
export function standInSecret(name: string): string {
  return `the stand-in for ${name}, long enough to sign with`;
}
