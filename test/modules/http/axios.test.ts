import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRuleRoom } from './rule-room.ts';

describe('require(`axios`)', () => {
  const run = openRuleRoom();

  it('posts JSON with headers', async () => {
    const { answer, visits } = await run(`
      const axios = require('axios@0.21.1');
      const response = await axios.post(HERE + '/run', { rule: 'x' }, { headers: { Authorization: 'Token token=1' } });
      answer([response.status, response.data.body, response.headers['content-type']]);`);
    assert.deepEqual(answer, [200, '{"rule":"x"}', 'application/json']);
    assert.equal(visits[0]?.headers['content-type'], 'application/json');
    assert.equal(visits[0]?.headers.authorization, 'Token token=1');
  });

  it('is a function, with base address and parameters', async () => {
    const { answer } = await run(`
      const { data } = await require('axios').default({ baseURL: HERE + '/v1', url: '/jobs', params: { id: 7, list: [1, 2] } });
      answer(data.url);`);
    assert.equal(decodeURIComponent(String(answer)), '/v1/jobs?id=7&list[]=1&list[]=2');
  });

  it('posts a form', async () => {
    const { visits } = await run(`
      await require('axios').post(HERE, new URLSearchParams({ code: 'a b' }));
      answer(1);`);
    assert.equal(visits[0]?.body, 'code=a+b');
    assert.match(String(visits[0]?.headers['content-type']), /^application\/x-www-form-urlencoded/);
  });

  it('posts parts of a form', async () => {
    const { visits } = await run(`
      const form = new FormData();
      form.append('field', 'value');
      await require('axios').post(HERE, form);
      answer(1);`);
    const { headers, body } = visits[0]!;
    const sent = await new Response(body, {
      headers: { 'content-type': `${headers['content-type']}` },
    }).formData();
    assert.equal(sent.get('field'), 'value');
  });

  it('rejects for a status that is no success', async () => {
    const { answer } = await run(`
      const axios = require('axios');
      const error = await axios.get(HERE + '/status/401').catch((error) => error);
      answer([error.response.status, error.response.data.method, error.code, error.message, axios.isAxiosError(error)]);`);
    assert.deepEqual(answer, [401, 'GET', 'ERR_BAD_REQUEST', 'Request failed with status code 401', true]);
  });

  it('takes any status that the rule takes', async () => {
    const { answer } = await run(`
      const options = { validateStatus: null, maxRedirects: 0 };
      const statuses = [HERE + '/status/500', HERE + '/moved'].map((url) => require('axios').get(url, options));
      answer((await Promise.all(statuses)).map(({ status }) => status));`);
    assert.deepEqual(answer, [500, 302]);
  });

  it('says when time is up', async () => {
    const { answer } = await run(`
      const { code, message } = await require('axios').get(HERE + '/never', { timeout: 100 }).catch((error) => error);
      answer([code, message]);`);
    assert.deepEqual(answer, ['ECONNABORTED', 'timeout of 100ms exceeded']);
  });

  it('gives the errors of Node', async () => {
    const { answer } = await run(`
      const error = await require('axios').get('http://closed.example').catch((error) => error);
      answer([error.code, error.isAxiosError, typeof error.response]);`);
    assert.deepEqual(answer, ['ECONNREFUSED', true, 'undefined']);
  });

  it('can be given up', async () => {
    const { answer } = await run(`
      const axios = require('axios');
      const controller = new AbortController();
      const source = axios.CancelToken.source();
      const first = axios.get(HERE + '/late', { signal: controller.signal }).catch((error) => error.code);
      const second = axios.get(HERE + '/late', { cancelToken: source.token }).catch(axios.isCancel);
      controller.abort();
      source.cancel('enough');
      answer([await first, await second]);`);
    assert.deepEqual(answer, ['ERR_CANCELED', true]);
  });

  it('runs interceptors of an instance', async () => {
    const { answer, visits } = await run(`
      const api = require('axios').create({ baseURL: HERE, auth: { username: 'u', password: 'p' } });
      api.interceptors.request.use((config) => ({ ...config, url: config.url + '/more' }));
      api.interceptors.response.use(({ data }) => data.url);
      answer(await api.get('/path'));`);
    assert.equal(answer, '/path/more');
    assert.equal(visits[0]?.headers.authorization, `Basic ${btoa('u:p')}`);
  });

  it('reads bytes', async () => {
    const { answer } = await run(`
      const { data } = await require('axios').get(HERE + '/bytes', { responseType: 'arraybuffer' });
      answer([...data]);`);
    assert.deepEqual(answer, [0, 255, 128]);
  });
});
