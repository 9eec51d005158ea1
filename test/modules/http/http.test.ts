import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRuleRoom } from './rule-room.ts';

describe('require(`http`) and require(`https`)', () => {
  const run = openRuleRoom();

  it('sends what is written and hands over what comes', async () => {
    const { answer, visits } = await run(`
      const options = { hostname: 'api.example', port: 8443, path: '/v1?a=1', method: 'POST', auth: 'u:p', headers: { 'X-One': 1 } };
      const request = require('https').request(options, (response) => {
        const chunks = [];
        response.setEncoding('utf8');
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => answer([response.statusCode, response.headers['set-cookie'], JSON.parse(chunks.join('')).body]));
      });
      request.on('error', callback);
      request.write('one ');
      request.end('two');`);
    assert.deepEqual(answer, [200, ['a=1', 'b=2'], 'one two']);
    const { host, url, headers } = visits[0]!;
    assert.deepEqual(
      [host, url, headers['x-one'], headers.authorization],
      ['api.example:8443', '/v1?a=1', '1', `Basic ${btoa('u:p')}`],
    );
  });

  it('gets an address, and its answer piece by piece', async () => {
    const { answer } = await run(`
      require('http').get(HERE + '/text', async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        answer(text);
      });`);
    assert.equal(answer, 'plain');
  });

  it('gets an address with options', async () => {
    const { visits } = await run(
      `require('http').get(new URL(HERE + '/u'), { headers: { a: 'b' } }, () => answer(1));`,
    );
    assert.deepEqual([visits[0]?.url, visits[0]?.headers.a], ['/u', 'b']);
  });

  it('follows no redirects', async () => {
    const { answer } = await run(
      `require('http').get(HERE + '/moved', ({ statusCode }) => answer(statusCode));`,
    );
    assert.equal(answer, 302);
  });

  it('gives the errors of Node', async () => {
    const { answer } = await run(`
      require('https').get('https://closed.example').on('error', ({ code }) => answer(code));`);
    assert.equal(answer, 'ECONNREFUSED');
  });

  it('says when time is up, and lets the rule give up', async () => {
    const { answer } = await run(`
      const request = require('http').get(HERE + '/never', { timeout: 100 });
      request.on('timeout', () => request.destroy(new Error('too slow')));
      request.on('error', ({ message }) => answer(message));`);
    assert.equal(answer, 'too slow');
  });

  it('refuses the other scheme and servers', async () => {
    const { answer } = await run(`
      const messages = [() => require('https').get('http://a.example'), () => require('http').createServer()].map((make) => {
        try { make(); } catch ({ message }) { return message; }
      });
      answer(messages);`);
    assert.deepEqual(answer, [
      'Protocol "http:" not supported. Expected "https:"',
      'a rule cannot listen: `http.createServer` is not there',
    ]);
  });
});
