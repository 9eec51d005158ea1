import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Visit } from './answer-call.ts';

export interface EchoServer {
  readonly address: string;
  readonly visits: Visit[];
  close(): void;
}

/**
 * A server that says what it was asked. `/text`, `/empty` and `/bytes` answer with those, `/never` not at all,
 * `/late` after a while, `/status/404` with a status, and `/moved` sends on to `/here`.
 */
export async function openEchoServer(): Promise<EchoServer> {
  const visits: Visit[] = [];
  const server = createServer(async (request, response) => {
    const visit = await read(request);
    visits.push(visit);
    answer(visit, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on a port has one');
  return {
    address: `http://127.0.0.1:${address.port}`,
    visits,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function read(request: IncomingMessage): Promise<Visit> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { 'x-host': host, ...headers } = request.headers;
  return {
    method: request.method ?? '',
    host: String(host),
    url: request.url ?? '',
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function answer(visit: Visit, response: ServerResponse): void {
  const [path = '/'] = visit.url.split('?');
  if (path === '/never') return;
  if (path === '/late') return void setTimeout(() => response.end('late'), 500);
  response.setHeader('set-cookie', ['a=1', 'b=2']);
  if (path === '/text') return void response.end('plain');
  if (path === '/empty') return void response.end();
  if (path === '/bytes') return void response.end(Buffer.from([0, 255, 128]));
  if (path === '/moved') return void response.writeHead(302, { location: '/here' }).end();
  if (path.startsWith('/status/')) response.statusCode = Number(path.slice('/status/'.length));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ method: visit.method, url: visit.url, body: visit.body }));
}
