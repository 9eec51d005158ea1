import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRuleRoom } from './rule-room.ts';

describe('the global fetch', () => {
  const run = openRuleRoom();

  it('posts and reads', async () => {
    const { answer, visits } = await run(`
      const response = await fetch(HERE + '/a', { method: 'post', headers: { 'X-One': '1' }, body: JSON.stringify({ a: 1 }) });
      const { method, body } = await response.json();
      answer([response.ok, response.status, method, body, response.headers.get('Content-Type'), response.headers.getSetCookie()]);`);
    assert.deepEqual(answer, [true, 200, 'POST', '{"a":1}', 'application/json', ['a=1', 'b=2']]);
    assert.equal(visits[0]?.headers['x-one'], '1');
    assert.equal(visits[0]?.headers['content-type'], 'text/plain;charset=UTF-8');
  });

  it('takes an address as an object, a request and a form', async () => {
    const { answer, visits } = await run(`
      const request = new Request(new URL('/r', HERE), { method: 'PUT', body: new URLSearchParams({ a: 'b c' }) });
      answer(await (await fetch(request)).json());`);
    assert.deepEqual(answer, { method: 'PUT', url: '/r', body: 'a=b+c' });
    assert.match(String(visits[0]?.headers['content-type']), /^application\/x-www-form-urlencoded/);
  });

  it('sends parts of a form', async () => {
    const { visits } = await run(`
      const body = new FormData();
      body.append('file', new Blob(['a', new Uint8Array([98])], { type: 'text/plain' }), 'a.txt');
      await fetch(HERE, { method: 'POST', body });
      answer(1);`);
    const { headers, body } = visits[0]!;
    const form = await new Response(body, {
      headers: { 'content-type': `${headers['content-type']}` },
    }).formData();
    const file = form.get('file') as File;
    assert.deepEqual([file.name, file.type, await file.text()], ['a.txt', 'text/plain', 'ab']);
  });

  it('rejects only when there is no answer', async () => {
    const { answer } = await run(`
      const { ok, status } = await fetch(HERE + '/status/500');
      const error = await fetch('http://closed.example/?key=secret').catch((error) => error);
      answer([ok, status, error instanceof TypeError, error.message, error.cause.code]);`);
    assert.deepEqual(answer, [false, 500, true, 'fetch failed', 'ECONNREFUSED']);
  });

  for (const [address, message] of [
    ['/path', 'Failed to parse URL'],
    ['https://u:p@a.example', 'Request cannot be constructed from a URL that includes credentials'],
  ] as const) {
    it(`refuses ${address}`, async () => {
      const { answer } = await run(
        `answer(await fetch('${address}').catch(({ name, message }) => [name, message]));`,
      );
      assert.deepEqual(answer, ['TypeError', message]);
    });
  }

  it('can be given up', async () => {
    const { answer } = await run(`
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 20);
      const signals = [controller.signal, AbortSignal.timeout(20), AbortSignal.abort(), AbortSignal.any([controller.signal])];
      const given = signals.map((signal) => fetch(HERE + '/late', { signal }).catch(({ name }) => name));
      answer(await Promise.all(given));`);
    assert.deepEqual(answer, ['AbortError', 'TimeoutError', 'AbortError', 'AbortError']);
  });

  it('reads a body once, in any form', async () => {
    const { answer } = await run(`
      const response = await fetch(HERE + '/bytes');
      const bytes = [...new Uint8Array(await response.clone().arrayBuffer())];
      const blob = await response.blob();
      answer([bytes, blob.size, response.bodyUsed, await response.text().catch(({ name }) => name)]);`);
    assert.deepEqual(answer, [[0, 255, 128], 3, true, 'TypeError']);
  });

  it('tells of redirects', async () => {
    const { answer } = await run(`
      const followed = await fetch(HERE + '/moved');
      const stayed = await fetch(HERE + '/moved', { redirect: 'manual' });
      answer([followed.redirected, followed.url.endsWith('/here'), stayed.status, stayed.headers.get('location')]);`);
    assert.deepEqual(answer, [true, true, 302, '/here']);
  });

  it('has headers that ignore case', async () => {
    const { answer } = await run(`
      const headers = new Headers([['B', '1'], ['a', '2']]);
      headers.append('b', '3');
      answer([[...headers], headers.has('B'), Object.prototype.toString.call(headers)]);`);
    assert.deepEqual(answer, [
      [
        ['a', '2'],
        ['b', '1, 3'],
      ],
      true,
      '[object Headers]',
    ]);
  });

  it('makes responses', async () => {
    const { answer } = await run(`
      const response = Response.json({ a: 1 }, { status: 201 });
      answer([response.status, response.headers.get('content-type'), await response.json()]);`);
    assert.deepEqual(answer, [201, 'application/json', { a: 1 }]);
  });
});
