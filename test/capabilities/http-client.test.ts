import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { body, openCaller } from './http-caller.ts';
import { serve, servePlain, textOf } from './local-server.ts';

describe('a call', () => {
  it('carries method, path, headers and body, and brings back the answer', async (test) => {
    const server = await serve(test, async (request, response) => {
      response.writeHead(201, 'Made', { 'X-Kind': 'echo', 'set-cookie': ['a=1', 'b=2'] });
      response.end(`${request.method} ${request.url} ${request.headers['x-own']} ${await textOf(request)}`);
    });
    const sent = { method: 'post', headers: [['X-Own', 'yes'] as const], body: body('straße') };
    const answer = await openCaller(test).response(`${server.url}/a%20b?q=1#fragment`, sent);
    assert.equal(Buffer.from(answer.body, 'base64').toString(), 'POST /a%20b?q=1 yes straße');
    assert.deepEqual(
      [answer.status, answer.statusText, answer.redirected, answer.url],
      [201, 'Made', false, `${server.url}/a%20b?q=1`],
    );
    assert.deepEqual(
      answer.headers.filter(([name]) => name === 'x-kind' || name === 'set-cookie'),
      [
        ['x-kind', 'echo'],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ],
    );
  });

  it('sends a body with GET when it is given one', async (test) => {
    const server = await serve(test, async (request, response) => response.end(await textOf(request)));
    assert.equal(await openCaller(test).text(server.url, { body: body('x') }), 'x');
  });

  for (const [what, status, method] of [
    ['HEAD', 200, 'HEAD'],
    ['204', 204, 'GET'],
    ['304', 304, 'GET'],
  ] as const) {
    it(`understands that ${what} has no body, whatever its headers say`, async (test) => {
      const headers = {
        'content-encoding': 'gzip',
        ...(method === 'HEAD' && { 'content-length': '99999999' }),
      };
      const server = await serve(test, (_, response) => response.writeHead(status, headers).end());
      const answer = await openCaller(test).response(server.url, { method });
      assert.deepEqual([answer.status, answer.body], [status, '']);
    });
  }

  it('takes an answer in pieces', async (test) => {
    const server = await serve(test, (_, response) => {
      response.write('one ');
      setImmediate(() => response.end('two'));
    });
    assert.equal(await openCaller(test).text(server.url), 'one two');
  });

  it('waits for the real answer after an interim one', async (test) => {
    const server = await serve(test, (_, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.end('real');
    });
    assert.equal(await openCaller(test).text(server.url), 'real');
  });
});

describe('where a call may go', () => {
  it('is where the project and the rule allow it, and the refusal says what to add', async (test) => {
    const caller = openCaller(test, { network: { allow: ['a.test', 'b.test'], private: [] } });
    const secret = 'http://c.test/secret?token=secret';
    assert.equal(
      await caller.message(secret),
      '`c.test` is not allowed: add it under `network: { allow: [c.test] }` in lintel.yaml',
    );
    assert.equal(
      await caller.message('http://b.test/secret', { only: ['a.test', 'c.test'] }),
      '`b.test` is not allowed for this rule: add it under `may: { network: [b.test] }` of the rule',
    );
    assert.equal(await caller.call(secret, { only: ['c.test'] }), 'HOST_NOT_ALLOWED');
  });

  it('is not looked up when the host is not allowed', async (test) => {
    const asked: string[] = [];
    const resolve = async (name: string) => [name, '127.0.0.1'].slice(asked.push(name));
    const caller = openCaller(test, { network: { allow: ['a.test'], private: [] }, resolve });
    await caller.call('http://data.evil.test/');
    assert.deepEqual(asked, []);
  });

  for (const url of [
    'ftp://a.test/',
    'file:///etc/passwd',
    'unix:/var/run/docker.sock:/x',
    'http+unix://%2Fvar%2Frun%2Fdocker.sock/x',
    'data:text/plain,x',
    'javascript:1',
    'http://user@a.test/',
    'http://:password@a.test/',
    'a.test/path',
    '//a.test',
    'http://',
    'http://a b.test/',
    `http://${'a.'.repeat(200)}test/`,
  ]) {
    it(`is not ${url.slice(0, 50)}`, async (test) => {
      assert.equal(await openCaller(test).call(url), 'BAD_URL');
    });
  }

  for (const host of [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    '0',
  ]) {
    it(`is not the private address ${host}`, async (test) => {
      const caller = openCaller(test, { network: { allow: ['*'], private: [] } });
      assert.equal(await caller.call(`http://${host}/`), 'ADDRESS_NOT_ALLOWED');
    });
  }

  it('is not a name that stands for a private address, which the refusal does not tell', async (test) => {
    const resolve = async () => ['10.11.12.13'];
    const caller = openCaller(test, { network: { allow: ['*'], private: [] }, resolve });
    assert.match(
      await caller.message('http://inner.test/'),
      /^`inner.test` stands for an address that is not public/,
    );
    assert.doesNotMatch(await caller.message('http://inner.test/'), /10\.11/);
  });

  it('is not a name of which one address is private', async (test) => {
    const resolve = async () => ['8.8.8.8', '127.0.0.1'];
    const caller = openCaller(test, { network: { allow: ['*'], private: [] }, resolve });
    assert.equal(await caller.call('http://mixed.test/'), 'ADDRESS_NOT_ALLOWED');
  });

  it('is checked anew when a name means something else the next time', async (test) => {
    const server = await serve(test, (_, response) => response.setHeader('connection', 'close').end());
    const answers = ['127.0.0.1', '127.0.0.2'];
    const resolve = async () => answers.splice(0, 1);
    const caller = openCaller(test, { network: { allow: ['*'], private: ['127.0.0.1'] }, resolve });
    const url = `http://rebinding.test:${server.port}/`;
    assert.deepEqual([await caller.call(url), await caller.call(url)], [200, 'ADDRESS_NOT_ALLOWED']);
    assert.equal(server.requests.length, 1);
  });

  it('is the address that was checked, asked for once', async (test) => {
    const server = await serve(test, (_, response) => response.end());
    const asked: string[] = [];
    const resolve = async (name: string) => (asked.push(name) === 1 ? ['127.0.0.1'] : ['127.0.0.2']);
    const caller = openCaller(test, { network: { allow: ['*'], private: ['127.0.0.1'] }, resolve });
    assert.equal(await caller.call(`http://once.test:${server.port}/`), 200);
    assert.deepEqual(asked, ['once.test']);
  });

  it('is found with the resolver of the system', async (test) => {
    const server = await serve(test, (request, response) => response.end(request.headers.host));
    const network = { allow: ['localhost'], private: ['127.0.0.0/8', '::1'] };
    const caller = openCaller(test, { network, resolve: undefined });
    assert.equal(await caller.text(`http://localhost.:${server.port}/`), `localhost:${server.port}`);
    assert.equal(
      await openCaller(test, { resolve: undefined }).call('http://no-such-name.invalid/'),
      'ENOTFOUND',
    );
  });
});

describe('the headers of a call', () => {
  for (const header of [
    ['x-a', 'b\r\nhost: evil.test'],
    ['x-a', 'b\nc'],
    ['x-a', 'b\0c'],
    ['x-a', 'ключ'],
    ['x-a\r\nx-b', 'c'],
    ['x a', 'b'],
    ['x-a:', 'b'],
    ['', 'b'],
  ] as const) {
    it(`are refused with ${JSON.stringify(header)}`, async (test) => {
      assert.equal(await openCaller(test).call('http://a.test/', { headers: [header] }), 'BAD_HEADER');
    });
  }

  for (const method of ['CONNECT', 'TRACE', 'GET /x HTTP/1.1\r\nX:', '', 'G T']) {
    it(`are not led by the method ${JSON.stringify(method)}`, async (test) => {
      assert.equal(await openCaller(test).call('http://a.test/', { method }), 'BAD_METHOD');
    });
  }

  it('are ours where they belong to the connection', async (test) => {
    const server = await serve(test, async (request, response) => {
      const {
        host,
        upgrade,
        expect,
        'content-length': length,
        'transfer-encoding': coding,
      } = request.headers;
      response.end(JSON.stringify({ host, upgrade, expect, length, coding, text: await textOf(request) }));
    });
    const names = ['Host', 'Content-Length', 'Transfer-Encoding', 'Upgrade', 'Expect', 'Connection', 'TE'];
    const headers = names.map((name) => [name, '3'] as const);
    const text = await openCaller(test).text(server.url, { method: 'POST', headers, body: body('hello') });
    assert.deepEqual(JSON.parse(text), { host: `127.0.0.1:${server.port}`, length: '5', text: 'hello' });
  });
});

describe('a redirect', () => {
  const redirect = (status: number, location: string) => ({ status, location });

  for (const [status, method, arrives] of [
    [301, 'POST', 'GET '],
    [302, 'POST', 'GET '],
    [303, 'POST', 'GET '],
    [303, 'PUT', 'GET '],
    [301, 'PUT', 'PUT data'],
    [307, 'POST', 'POST data'],
    [308, 'POST', 'POST data'],
  ] as const) {
    it(`${status} turns ${method} into ${arrives}`, async (test) => {
      const server = await serve(test, async (request, response) => {
        const type = request.headers['content-type'] ?? '';
        if (request.url === '/end') response.end(`${request.method} ${await textOf(request)}${type}`);
        else response.writeHead(status, { location: '/end' }).end();
      });
      const headers = arrives.endsWith(' ') ? [['content-type', 'text/plain'] as const] : [];
      const answer = await openCaller(test).response(server.url, { method, headers, body: body('data') });
      assert.equal(Buffer.from(answer.body, 'base64').toString(), arrives);
      assert.deepEqual([answer.redirected, answer.url], [true, `${server.url}/end`]);
    });
  }

  it('is handed over, or refused, when the call does not follow it', async (test) => {
    const server = await serve(test, (_, response) => response.writeHead(302, { location: '/end' }).end());
    const caller = openCaller(test);
    assert.equal(await caller.call(server.url, { redirect: 'manual' }), 302);
    assert.equal(await caller.call(server.url, { redirect: 'error' }), 'UNEXPECTED_REDIRECT');
  });

  it('is an answer like others when it says no place', async (test) => {
    const server = await serve(test, (_, response) => response.writeHead(302).end());
    assert.equal(await openCaller(test).call(server.url), 302);
  });

  it('is followed ten times and no more', async (test) => {
    const server = await serve(test, (_, response) => response.writeHead(302, { location: '/again' }).end());
    assert.equal(await openCaller(test).call(server.url), 'TOO_MANY_REDIRECTS');
    assert.equal(server.requests.length, 11);
  });

  for (const [what, place, code] of [
    ['a host that is not allowed', 'http://other.test/', 'HOST_NOT_ALLOWED'],
    ['a private address', 'http://169.254.169.254/latest/meta-data', 'ADDRESS_NOT_ALLOWED'],
    ['a name of a private address', 'http://inner.test/', 'ADDRESS_NOT_ALLOWED'],
    ['another scheme', 'file:///etc/passwd', 'BAD_URL'],
    ['a place with a password', 'http://ada:secret@a.test/', 'BAD_URL'],
    ['a place that is none', 'http://', 'BAD_URL'],
  ] as const) {
    it(`does not lead to ${what}`, async (test) => {
      const { status, location } = redirect(302, place);
      const server = await serve(test, (_, response) => response.writeHead(status, { location }).end());
      const resolve = async (name: string) => [name === 'inner.test' ? '10.0.0.1' : '127.0.0.1'];
      const allow = ['a.test', 'inner.test', '169.254.169.254'];
      const caller = openCaller(test, { network: { allow, private: ['127.0.0.0/8'] }, resolve });
      assert.equal(await caller.call(`http://a.test:${server.port}/`), code);
    });
  }

  it('does not lead beyond what the rule may call', async (test) => {
    const server = await serve(test, (_, response) =>
      response.writeHead(302, { location: 'http://b.test/' }).end(),
    );
    const url = `http://a.test:${server.port}/`;
    assert.equal(await openCaller(test).call(url, { only: ['a.test'] }), 'HOST_NOT_ALLOWED');
  });

  it('to what is not allowed is told as the doing of the server', async (test) => {
    const server = await serve(test, (_, response) =>
      response.writeHead(302, { location: 'http://b.test/' }).end(),
    );
    const url = `http://a.test:${server.port}/`;
    const text = `\`a.test:${server.port}\` redirects to \`b.test\`, which is not allowed`;
    const network = { allow: ['a.test'], private: ['127.0.0.0/8'] };
    assert.equal(await openCaller(test, { network }).message(url), text);
    assert.equal(await openCaller(test).message(url, { only: ['a.test'] }), text);
  });

  for (const [what, host, kept] of [
    ['keeps what authorises at the same origin', 'a.test', ['secret', 'c=1', 'x']],
    ['takes what authorises away when the origin changes', 'b.test', [undefined, undefined, 'x']],
  ] as const) {
    it(what, async (test) => {
      const server = await serve(test, ({ url, headers }, response) => {
        const location = `http://${host}:${server.port}/end`;
        if (url !== '/end') return response.writeHead(307, { location }).end();
        return response.end(
          JSON.stringify([headers.authorization ?? null, headers.cookie ?? null, headers['x-own']]),
        );
      });
      const headers = [
        ['Authorization', 'secret'],
        ['Cookie', 'c=1'],
        ['Proxy-Authorization', 'secret'],
        ['X-Own', 'x'],
      ] as const;
      const text = await openCaller(test).text(`http://a.test:${server.port}/`, { headers });
      assert.deepEqual(
        JSON.parse(text),
        kept.map((value) => value ?? null),
      );
    });
  }
});

describe('a server that does harm', () => {
  const FAST = { manners: { timeout: 500 } };

  it('does not hold a call up by saying nothing', async (test) => {
    const server = await serve(test, () => undefined);
    assert.equal(await openCaller(test, FAST).call(server.url), 'ESOCKETTIMEDOUT');
    assert.equal(await openCaller(test).call(server.url, { timeout: 500 }), 'ESOCKETTIMEDOUT');
    assert.equal(await openCaller(test).call(server.url, { left: 500 }), 'ESOCKETTIMEDOUT');
  });

  it('does not hold a call up by saying a little all the time', async (test) => {
    const server = await servePlain(test, (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    assert.equal(await openCaller(test, FAST).call(server.url), 'ESOCKETTIMEDOUT');
  });

  it('is not connected to for ever', async (test) => {
    const resolve = () => new Promise<never>(() => undefined);
    assert.equal(await openCaller(test, { ...FAST, resolve }).call('http://a.test/'), 'ETIMEDOUT');
  });

  it('gets nothing of a call that nobody waits for once it is connected', async (test) => {
    const server = await serve(test, (_, response) => response.end());
    const found = Promise.withResolvers<readonly string[]>();
    const caller = openCaller(test, { manners: { connections: 1 }, resolve: () => found.promise });
    const url = `http://a.test:${server.port}`;
    assert.equal(await caller.call(`${url}/early`, { timeout: 50 }), 'ETIMEDOUT');
    found.resolve(['127.0.0.1']);
    assert.equal(await caller.call(`${url}/late`), 200);
    assert.deepEqual(
      server.requests.map((request) => request.url),
      ['/late'],
    );
  });

  it('is not called when no time is left', async (test) => {
    const server = await serve(test, (_, response) => response.end());
    assert.equal(await openCaller(test).call(server.url, { left: 0 }), 'ETIMEDOUT');
    assert.equal(server.requests.length, 0);
  });

  it('is hung up on when the login ends', async (test) => {
    const ending = new AbortController();
    const closed = Promise.withResolvers<void>();
    const server = await serve(test, (request) => {
      request.socket.on('close', closed.resolve);
      ending.abort();
    });
    assert.equal(await openCaller(test).call(server.url, { signal: ending.signal }), 'LOGIN_OVER');
    await closed.promise;
  });

  it('is named by the codes that Node has for it', async (test) => {
    const resetting = await servePlain(test, (socket) => socket.once('data', () => socket.resetAndDestroy()));
    const closing = await servePlain(test, (socket) => socket.once('data', () => socket.end()));
    const babbling = await servePlain(test, (socket) =>
      socket.once('data', () => socket.end('hello?\r\n\r\n')),
    );
    const refusing = await serve(test, () => undefined);
    const caller = openCaller(test);
    assert.equal(await caller.call(resetting.url), 'ECONNRESET');
    assert.equal(await caller.call(closing.url), 'ECONNRESET');
    assert.equal(await caller.call(babbling.url), 'EPROTO');
    assert.equal(await caller.call(refusing.url.replace('127.0.0.1', '127.0.0.9')), 'ECONNREFUSED');
  });

  it('that speaks no TLS gives an error', async (test) => {
    const server = await serve(test, (_, response) => response.end());
    assert.equal(await openCaller(test).call(server.url.replace('http:', 'https:')), 'EPROTO');
  });

  it('cannot send more than fits', async (test) => {
    const server = await serve(test, (request, response) => {
      const size = Number(request.url?.slice(1));
      if (request.headers['x-told'] === 'yes') response.setHeader('content-length', size);
      response.on('error', () => undefined);
      for (let sent = 0; sent < size; sent += 1000) response.write('x'.repeat(Math.min(1000, size - sent)));
      response.end();
    });
    const caller = openCaller(test, { manners: { responseBytes: 5000 } });
    const headers = [['x-told', 'yes'] as const];
    assert.equal(await caller.call(`${server.url}/5000`), 200);
    assert.equal(await caller.call(`${server.url}/5000`, { headers }), 200);
    assert.equal(await caller.call(`${server.url}/5001`), 'TOO_LARGE');
    assert.equal(await caller.call(`${server.url}/5001`, { headers }), 'TOO_LARGE');
    assert.equal(await openCaller(test).call(`${server.url}/10000000`), 'TOO_LARGE');
  });

  it('cannot send headers without end', async (test) => {
    const server = await serve(test, (_, response) =>
      response.setHeader('x-long', 'x'.repeat(100_000)).end(),
    );
    assert.equal(await openCaller(test).call(server.url), 'TOO_LARGE');
  });

  for (const [what, encoding, pack] of [
    ['gzip', 'gzip', gzipSync],
    ['gzip by its old name', 'x-gzip', gzipSync],
    ['deflate', 'deflate', deflateSync],
    ['deflate without its head', 'deflate', deflateRawSync],
    ['brotli', 'br', brotliCompressSync],
    ['two of them', 'gzip, br', (bytes: Buffer) => brotliCompressSync(gzipSync(bytes))],
    ['none of them', 'identity', (bytes: Buffer) => bytes],
  ] as const) {
    it(`cannot fill the memory with ${what}`, async (test) => {
      const server = await serve(test, (request, response) => {
        const bytes = Buffer.alloc(Number(request.url?.slice(1)), 'x');
        response.setHeader('content-encoding', encoding).end(pack(bytes));
      });
      const caller = openCaller(test, { manners: { responseBytes: 10_000 } });
      assert.equal(await caller.text(`${server.url}/9000`), 'x'.repeat(9000));
      assert.equal(await caller.call(`${server.url}/5000000`), 'TOO_LARGE');
    });
  }

  for (const [what, encoding, content, expected] of [
    ['breaks off what it packed', 'gzip', gzipSync('hello hello').subarray(0, 15), 'BAD_ENCODING'],
    ['says that it packed what it did not', 'gzip', Buffer.from('hello'), 'BAD_ENCODING'],
    ['packs again and again', 'gzip, gzip, gzip', gzipSync(gzipSync(gzipSync('x'))), 'BAD_ENCODING'],
    ['packs in an unknown way', 'own', Buffer.from('x'), 200],
    ['packs nothing', 'gzip', Buffer.alloc(0), 200],
  ] as const) {
    it(`that ${what} is answered for with ${expected}`, async (test) => {
      const server = await serve(test, (_, response) =>
        response.setHeader('content-encoding', encoding).end(content),
      );
      assert.equal(await openCaller(test).call(server.url), expected);
    });
  }

  it('tells no more of packing once it is unpacked', async (test) => {
    const server = await serve(test, (_, response) => {
      response.setHeader('content-encoding', 'gzip').setHeader('content-length', gzipSync('x').length);
      response.end(gzipSync('x'));
    });
    const { headers } = await openCaller(test).response(server.url);
    assert.deepEqual(
      headers.filter(([name]) => name.startsWith('content-')),
      [],
    );
  });
});

describe('a call that is too large', () => {
  it('is not sent', async (test) => {
    const caller = openCaller(test, { manners: { requestBytes: 100, requestHeadBytes: 1000 } });
    const url = 'http://a.test/';
    assert.equal(await caller.call(url, { method: 'POST', body: body('x'.repeat(101)) }), 'TOO_LARGE');
    assert.equal(await caller.call(url, { headers: [['x-a', 'x'.repeat(1000)]] }), 'TOO_LARGE');
    assert.equal(await caller.call(`${url}?${'x'.repeat(1000)}`), 'TOO_LARGE');
  });
});

describe('the messages of a call', () => {
  it('have nothing of path, query, header or body', async (test) => {
    const server = await servePlain(test, (socket) => socket.once('data', () => socket.destroy()));
    const caller = openCaller(test, { network: { allow: ['127.0.0.1'], private: ['127.0.0.0/8'] } });
    const sent = { method: 'POST', headers: [['x-a', 'secret'] as const], body: body('secret') };
    const urls = [
      `${server.url}/secret?secret`,
      'http://x.test/secret?secret',
      'ftp://x.test/secret',
      'http://u:secret@x',
    ];
    const messages = await Promise.all(urls.map((url) => caller.message(url, sent)));
    assert.deepEqual(
      messages.filter((message) => message === '' || message.includes('secret')),
      [],
    );
  });
});

describe('a client', () => {
  it('breaks off what is under way when it is closed, and may be closed twice', async (test) => {
    const caller = openCaller(test);
    const server = await serve(test, () => caller.close());
    assert.equal(await caller.call(server.url), 'ECONNRESET');
    caller.close();
    assert.equal(await caller.call(server.url), 'ECONNRESET');
  });
});
