import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import nock from 'nock';
import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici';
import { loadRule } from '../../testing/index.ts';

const ASK = `function ask(user, context, callback) {
  const request = require('request');
  request.post({ url: 'https://crm.example.com/plan', json: { id: user.user_id } }, (error, response, body) => {
    if (error) return callback(error);
    user.plan = body.plan;
    callback(null, user, context);
  });
}`;

/** What the rule makes of a user who asks the CRM. */
function plan(): Promise<unknown> {
  const rule = loadRule(ASK);
  const user: { user_id: string; plan?: string } = { user_id: 'auth0|1' };
  return new Promise((done, fail) => {
    rule(user, {}, (error: unknown) => (error ? fail(error) : done(user.plan)));
  });
}

describe('HTTP of a rule under test', () => {
  beforeEach(() => {
    if (!nock.isActive()) nock.activate();
  });
  afterEach(() => {
    if (nock.isActive()) nock.restore();
  });

  it('is answered by nock', async () => {
    const scope = nock('https://crm.example.com')
      .post('/plan', { id: 'auth0|1' })
      .reply(200, { plan: 'gold' });
    assert.equal(await plan(), 'gold');
    scope.done();
  });

  it('fails with the error that nock gives', async () => {
    nock('https://crm.example.com').post('/plan').replyWithError('the line is dead');
    await assert.rejects(plan(), /the line is dead/);
  });

  it('is answered by a MockAgent of undici', async () => {
    nock.restore();
    const before = getGlobalDispatcher();
    const agent = new MockAgent();
    agent.disableNetConnect();
    agent
      .get('https://crm.example.com')
      .intercept({ path: '/plan', method: 'POST' })
      .reply(200, { plan: 'silver' }, { headers: { 'content-type': 'application/json' } });
    setGlobalDispatcher(agent);
    try {
      assert.equal(await plan(), 'silver');
      agent.assertNoPendingInterceptors();
    } finally {
      setGlobalDispatcher(before);
      await agent.close();
    }
  });
});
