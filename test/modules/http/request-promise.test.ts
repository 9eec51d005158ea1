import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRuleRoom } from './rule-room.ts';

describe('require(`request-promise`)', () => {
  const run = openRuleRoom();

  it('resolves with the body', async () => {
    const { answer } = await run(`
      const result = await require('request-promise').post(HERE + '/score', { body: { a: 1 }, json: true, timeout: 3000 });
      answer(result.body);`);
    assert.equal(answer, '{"a":1}');
  });

  it('rejects for a status that is no success', async () => {
    const { answer } = await run(`
      const rp = require('request-promise-native');
      const error = await rp({ uri: HERE + '/status/404', json: true }).catch((error) => error);
      const { name, statusCode, message, response } = error;
      answer([name, statusCode, message.slice(0, 6), error.error.method, response.statusCode, error instanceof rp.errors.StatusCodeError]);`);
    assert.deepEqual(answer, ['StatusCodeError', 404, '404 - ', 'GET', 404, true]);
  });

  it('rejects when nobody can be reached', async () => {
    const { answer } = await run(`
      const error = await require('request-promise')('http://closed.example').catch((error) => error);
      answer([error.name, error.cause.code, error.error === error.cause]);`);
    assert.deepEqual(answer, ['RequestError', 'ECONNREFUSED', true]);
  });

  it('resolves with any status, and with the whole response, if it is told to', async () => {
    const { answer } = await run(`
      const options = { uri: HERE + '/status/500', simple: false, resolveWithFullResponse: true };
      answer((await require('request-promise')(options)).statusCode);`);
    assert.equal(answer, 500);
  });

  it('transforms', async () => {
    const { answer } = await run(`
      const rp = require('request-promise').defaults({ json: true });
      const good = await rp({ uri: HERE, transform: (body, response) => [body.method, response.statusCode] });
      const bad = await rp({ uri: HERE, transform() { throw new Error('oops'); } }).catch((error) => error);
      answer([good, bad.name, bad.message]);`);
    assert.deepEqual(answer, [['GET', 200], 'TransformError', 'Error: oops']);
  });

  it('can be used with a callback alone', async () => {
    const { answer } = await run(`
      require('request-promise')('http://closed.example', (error) => setTimeout(() => answer(error.code), 20));`);
    assert.equal(answer, 'ECONNREFUSED');
  });
});
