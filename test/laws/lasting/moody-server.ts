import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { serve } from '../../capabilities/local-server.ts';
import type { Behaviour } from './plan.ts';

/** A request that arrived: the last part of its path, and its key. */
export interface Arrival {
  readonly name: string;
  readonly key: string;
}

/** A server that answers each path as it is told. Paths begin with a number, one for each time that it is asked to be one. */
export async function serveMoods(test: TestContext) {
  const rooms = new Map<string, { arrivals: Arrival[]; moods: ReadonlyMap<string, readonly Behaviour[]> }>();
  const { url } = await serve(test, (request, response) => {
    const [, room = '', name = ''] = request.url?.split('/') ?? [];
    const found = rooms.get(room);
    if (found === undefined) throw new Error('nobody is told of a room that is not open');
    const before = found.arrivals.filter((one) => one.name === name).length;
    found.arrivals.push({ name, key: String(request.headers['idempotency-key']) });
    const moods = found.moods.get(name) ?? [];
    answer(moods[Math.min(before, moods.length - 1)] ?? 'dies', request, response);
  });
  return {
    open(moods: ReadonlyMap<string, readonly Behaviour[]>) {
      const room = String(rooms.size);
      const arrivals: Arrival[] = [];
      rooms.set(room, { arrivals, moods });
      return { url: `${url}/${room}`, arrivals: arrivals as readonly Arrival[] };
    },
  };
}

function answer(mood: Behaviour, request: IncomingMessage, response: ServerResponse): void {
  switch (mood) {
    case 'takes':
      response.end();
      return;
    case 'fails':
      response.writeHead(500).end();
      return;
    case 'gone':
      response.writeHead(410).end();
      return;
    case 'dies':
      request.socket.resetAndDestroy();
      return;
    case 'never answers':
      return;
  }
}
