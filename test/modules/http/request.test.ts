import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRuleRoom } from './rule-room.ts';

describe('require(`request`)', () => {
  const run = openRuleRoom();

  it('posts a form and hands over error, response and body', async () => {
    const { answer, visits } = await run(`
      require('request').post(HERE + '/sign', { form: { a: 'b c!', none: null, gone: undefined, d: { x: [1] } } },
        (error, response, body) => answer([error, response.statusCode, body === response.body, JSON.parse(body).method]));`);
    assert.deepEqual(answer, [null, 200, true, 'POST']);
    assert.equal(visits[0]?.body, 'a=b%20c%21&none=&d%5Bx%5D%5B0%5D=1');
    assert.equal(visits[0]?.headers['content-type'], 'application/x-www-form-urlencoded');
  });

  it('sends and reads JSON', async () => {
    const { answer, visits } = await run(`
      request({ method: 'POST', url: HERE + '/lead', headers: { Authorization: 'OAuth x' }, json: { name: 'Ada' } },
        (error, response, body) => answer(body.body));`);
    assert.equal(answer, '{"name":"Ada"}');
    assert.equal(visits[0]?.headers['content-type'], 'application/json');
    assert.equal(visits[0]?.headers.accept, 'application/json');
    assert.equal(visits[0]?.headers.authorization, 'OAuth x');
  });

  it('leaves a body that is no JSON as text, and no body as nothing', async () => {
    const { answer } = await run(`
      request.get({ url: HERE + '/text', json: true }, (error, response, text) =>
        request.get({ url: HERE + '/empty', json: true }, (error, response, empty) =>
          answer([text, typeof empty])));`);
    assert.deepEqual(answer, ['plain', 'undefined']);
  });

  it('adds to the query and replaces what is there', async () => {
    const { answer } = await run(`
      request({ url: HERE + '/q?a=1&b=2', qs: { a: 3, list: ['x', 'y'] }, json: true }, (e, r, body) => answer(body.url));`);
    assert.equal(answer, '/q?b=2&a=3&list%5B0%5D=x&list%5B1%5D=y');
  });

  for (const [name, options, expected] of [
    ['a name and a password', `auth: { user: 'api', pass: 'key' }`, 'Basic YXBpOmtleQ=='],
    ['their long names', `auth: { username: 'api', password: 'key' }`, 'Basic YXBpOmtleQ=='],
    ['a bearer', `auth: { bearer: 'token' }`, 'Bearer token'],
  ] as const) {
    it(`signs in with ${name}`, async () => {
      const { visits } = await run(`request({ url: HERE, ${options} }, () => answer(1));`);
      assert.equal(visits[0]?.headers.authorization, expected);
    });
  }

  it('takes the password out of the address', async () => {
    const { visits } = await run(`request(HERE.replace('//', '//us%20er:p@'), () => answer(1));`);
    assert.equal(visits[0]?.headers.authorization, `Basic ${btoa('us er:p')}`);
  });

  // The example of Twitter's documentation, with the signature that it gives.
  it('signs with OAuth 1.0', async () => {
    const { visits } = await run(`
      const oauth = {
        consumer_key: 'xvz1evFS4wEEPTGEFPHBog',
        consumer_secret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
        token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
        token_secret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
        nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
        timestamp: '1318622958',
      };
      const form = { status: 'Hello Ladies + Gentlemen, a signed OAuth request!' };
      const url = 'https://api.twitter.com/1/statuses/update.json?include_entities=true';
      request.post({ url, oauth, form }, () => answer(1));`);
    assert.match(
      String(visits[0]?.headers.authorization),
      /^OAuth oauth_consumer_key="xvz1.*,oauth_signature="tnnArxj06cWHq44gCs1OSKk%2FjLY%3D"$/,
    );
  });

  it('sends parts of a form', async () => {
    const { visits } = await run(`
      const file = { value: Buffer.from('bytes'), options: { filename: 'a.txt', contentType: 'text/plain' } };
      request.post({ url: HERE, formData: { field: 'value', file } }, () => answer(1));`);
    const form = await new Response(visits[0]?.body, {
      headers: { 'content-type': String(visits[0]?.headers['content-type']) },
    }).formData();
    assert.equal(form.get('field'), 'value');
    assert.equal(await (form.get('file') as File).text(), 'bytes');
  });

  it('takes a name without a password', async () => {
    const { visits } = await run(`request(HERE.replace('//', '//name@'), () => answer(1));`);
    assert.equal(visits[0]?.headers.authorization, `Basic ${btoa('name:')}`);
  });

  it('keeps defaults, and merges their headers', async () => {
    const { answer, visits } = await run(`
      const client = request.defaults({ baseUrl: HERE + '/v1/', headers: { one: '1' }, json: true });
      client.patch('/users', { headers: { two: '2' }, body: { a: 1 } }, (error, response, body) => answer(body));`);
    assert.deepEqual(answer, { method: 'PATCH', url: '/v1/users', body: '{"a":1}' });
    assert.deepEqual([visits[0]?.headers.one, visits[0]?.headers.two], ['1', '2']);
  });

  it('gives the errors of Node', async () => {
    const { answer } = await run(`
      request('http://closed.example/?key=secret', (error, response, body) =>
        answer([error instanceof Error, error.code, typeof response, typeof body]));`);
    assert.deepEqual(answer, [true, 'ECONNREFUSED', 'undefined', 'undefined']);
  });

  it('says when time is up', async () => {
    const { answer } = await run(
      `request({ url: HERE + '/never', timeout: 100 }, (e) => answer([e.code, e.message, e.connect]));`,
    );
    assert.deepEqual(answer, ['ESOCKETTIMEDOUT', 'ESOCKETTIMEDOUT', false]);
  });

  for (const [options, message] of [
    ['{}', 'options.uri is a required argument'],
    [`{ url: '' }`, 'options.uri is a required argument'],
    [`'foo/bar?key=secret'`, 'Invalid URI "foo/bar"'],
    [`{ url: HERE, body: { a: 1 } }`, 'Argument error, options.body.'],
    [`{ url: HERE, baseUrl: HERE }`, 'options.uri must be a path when using options.baseUrl'],
  ] as const) {
    it(`refuses ${options}`, async () => {
      const { answer } = await run(`request(${options}, (error) => answer(error.message));`);
      assert.equal(answer, message);
    });
  }

  it('follows redirects of what only reads', async () => {
    const { answer } = await run(`
      request(HERE + '/moved', (error, got) => request.post(HERE + '/moved', (error, posted) =>
        answer([got.statusCode, got.request.path, posted.statusCode, posted.headers.location])));`);
    assert.deepEqual(answer, [200, '/here', 302, '/here']);
  });

  it('has bytes with the encoding null', async () => {
    const { answer } = await run(
      `request({ url: HERE + '/bytes', encoding: null }, (e, r, body) => answer([Buffer.isBuffer(body), [...body]]));`,
    );
    assert.deepEqual(answer, [true, [0, 255, 128]]);
  });

  it('tells of itself by events', async () => {
    const { answer } = await run(`
      const seen = [];
      request(HERE + '/text')
        .on('response', (response) => {
          seen.push(response.statusCode, response.headers['set-cookie']);
          response.on('data', (chunk) => seen.push(chunk.toString()));
          response.on('end', () => answer(seen));
        })
        .on('complete', () => seen.push('complete'));`);
    assert.deepEqual(answer, [200, ['a=1', 'b=2'], 'complete', 'plain']);
  });

  it('lets the rule go on without a callback, even if nobody can be reached', async () => {
    const { ending, visits, console } = await run(`
      request('http://closed.example/track?key=secret');
      request({ method: 'POST', url: HERE + '/track', body: '{}' }).on('complete', () => answer(1));`);
    assert.deepEqual([ending, visits.length], ['next', 1]);
    assert.deepEqual(console, [
      'error: request: GET http://closed.example/track failed: `closed.example` refused the connection',
    ]);
  });

  it('can be written down as JSON', async () => {
    const { answer } = await run(
      `request(HERE + '/text', (error, response) => answer(JSON.parse(JSON.stringify(response))));`,
    );
    const { statusCode, body, request } = answer as Record<string, unknown>;
    assert.deepEqual(
      [statusCode, body, Object.keys(request as object)],
      [200, 'plain', ['uri', 'method', 'headers']],
    );
  });

  it('lets what a callback throws be an error of the rule', async () => {
    const { ending } = await run(`request(HERE, () => { throw new Error('oops'); });`);
    assert.match(ending, /oops/);
  });

  it('is quiet once given up', async () => {
    const { answer, visits } = await run(`
      const seen = [];
      request(HERE + '/first', () => seen.push('called')).on('abort', () => seen.push('given up')).abort();
      request(HERE + '/second', () => answer(seen));`);
    assert.deepEqual(answer, ['given up']);
    assert.deepEqual(
      visits.map(({ url }) => url),
      ['/second'],
    );
  });

  it('says that it has no streams', async () => {
    const { ending } = await run(`request(HERE).pipe({});`);
    assert.match(ending, /take the body from the callback/);
  });

  it('warns that certificates are checked', async () => {
    const { console } = await run(`request({ url: HERE, strictSSL: false }, () => answer(1));`);
    assert.match(console[0] ?? '', /^warning: request: certificates are always checked/);
  });
});
