import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRuleRoom } from './rule-room.ts';

describe('require(`node-fetch`)', () => {
  const run = openRuleRoom();

  it('posts a form of the module url', async () => {
    const { answer } = await run(`
      const fetch = require('node-fetch');
      const { URLSearchParams } = require('url');
      const response = await fetch(HERE + '/token', { method: 'POST', body: new URLSearchParams({ grant_type: 'x y' }) });
      answer([response.ok, await response.json()]);`);
    assert.deepEqual(answer, [true, { method: 'POST', url: '/token', body: 'grant_type=x+y' }]);
  });

  it('signs in with what stands in the address', async () => {
    const { visits } = await run(`
      await require('node-fetch@2.6.0')(HERE.replace('//', '//key:p%40ss@'));
      answer(1);`);
    assert.equal(visits[0]?.headers.authorization, `Basic ${btoa('key:p@ss')}`);
  });

  it('has the errors of the package, without what may be secret in an address', async () => {
    const { answer } = await run(`
      const { default: fetch, FetchError } = require('node-fetch');
      const error = await fetch('http://closed.example/?key=secret').catch((error) => error);
      answer([error instanceof FetchError, error.name, error.type, error.code, error.message]);`);
    assert.deepEqual(answer, [
      true,
      'FetchError',
      'system',
      'ECONNREFUSED',
      'request to http://closed.example/ failed, reason: `closed.example` refused the connection',
    ]);
  });

  it('says when time is up, and when it was given up', async () => {
    const { answer } = await run(`
      const fetch = require('node-fetch');
      const controller = new AbortController();
      const late = fetch(HERE + '/never', { timeout: 100 }).catch(({ type }) => type);
      const left = fetch(HERE + '/late', { signal: controller.signal }).catch(({ name, type }) => [name, type]);
      controller.abort();
      answer([await late, await left]);`);
    assert.deepEqual(answer, ['request-timeout', ['AbortError', 'aborted']]);
  });

  it('says of a body that is no JSON', async () => {
    const { answer } = await run(`
      const response = await require('node-fetch')(HERE + '/text');
      answer(await response.json().catch(({ name, type }) => [name, type]));`);
    assert.deepEqual(answer, ['FetchError', 'invalid-json']);
  });

  it('gives buffers and all values of a header', async () => {
    const { answer } = await run(`
      const response = await require('node-fetch')(HERE + '/bytes');
      answer([Buffer.isBuffer(await response.buffer()), response.headers.raw()['set-cookie']]);`);
    assert.deepEqual(answer, [true, ['a=1', 'b=2']]);
  });
});
