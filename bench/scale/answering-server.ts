/* A process that answers every request with a little JSON after 20 ms; it tells its port on the first line. */
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  setTimeout(() => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ plan: 'team', asked: request.url }));
  }, 20);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on a port has a port');
  console.log(address.port);
});
