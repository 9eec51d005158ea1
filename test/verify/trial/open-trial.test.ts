import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { DataField } from '../../../grammar/index.ts';
import { NO_OPTIONS } from '../../../project/read-environment.ts';
import type { Step } from '../../../runtime/index.ts';
import { openTrial } from '../../../verify/trial/open-trial.ts';
import type { Trial } from '../../../verify/trial/trial.ts';
import { ruleOf } from '../../runtime/javascript-rule.ts';
import { dataOf } from '../tests/data-of.ts';

const ASK = `fetch('https://crm.example.com/people/' + user.email + '?key=secret').then(
  async (answer) => {
    user.plan = answer.status + ' ' + (await answer.text());
    callback(null, user, context);
  },
  callback,
);`;

const LOGIN = {
  user: { user_id: 'auth0|1', email: 'ada', app_metadata: { plan: 'free' } },
  context: { clientName: 'wiki', protocol: 'oidc-basic-profile' },
  now: Date.parse('2026-11-23T12:00:00Z'),
};

async function trialOf(test: TestContext, ...steps: readonly Step[]): Promise<Trial> {
  const pipelineOptions = { ...NO_OPTIONS, network: { allow: ['crm.example.com'], private: [] } };
  const trial = await openTrial({ steps, pipelineOptions });
  test.after(() => trial.dispose());
  return trial;
}

function answersOf(yaml: string): readonly DataField[] {
  const data = dataOf(yaml);
  assert.ok(data.kind === 'record');
  return data.fields;
}

describe('a trial', () => {
  it('answers what rules ask, and nothing of one login in the next', async (test) => {
    const trial = await trialOf(test, ruleOf(ASK));
    const planOf = async (answers: string) => {
      const { report } = await trial.run(LOGIN, { answers: answersOf(answers) });
      return report.user.plan ?? report.message;
    };
    assert.equal(await planOf('{ "https://crm.example.com/people/ada": gold }'), '200 gold');
    assert.equal(await planOf('{ "POST *": gold }'), 'fetch failed');
    assert.equal(await planOf('{ "*": { status: 503 } }'), '503 ');
  });

  it('says what was asked without an answer, once and without the query', async (test) => {
    const quiet = ASK.replace('callback,', '() => callback(null, user, context),');
    const trial = await trialOf(test, ruleOf(quiet, { id: 'one' }), ruleOf(quiet, { id: 'two' }));
    const { report, unanswered } = await trial.run(LOGIN);
    assert.equal(report.outcome, 'allow');
    assert.deepEqual(unanswered, ['GET https://crm.example.com/people/ada']);
    assert.deepEqual((await trial.run(LOGIN, { answers: answersOf('{ "*": x }') })).unanswered, []);
  });

  it('says what is stored afterwards, and forgets it for the next login', async (test) => {
    const keep = ruleOf(`auth0.users.updateAppMetadata(user.user_id, { plan: null, [user.email]: true })
        .then(() => auth0.users.updateUserMetadata(user.user_id, { seen: true }))
        .then(() => callback(null, user, context), callback);`);
    const trial = await trialOf(test, keep);
    for (const email of ['ada', 'bob']) {
      const { metadata } = await trial.run({ ...LOGIN, user: { ...LOGIN.user, email } });
      assert.deepEqual(metadata, { app_metadata: { [email]: true }, user_metadata: { seen: true } });
    }
  });

  it('says what the login said where nothing is stored', async (test) => {
    const trial = await trialOf(test, ruleOf('callback(null, user, context);'));
    const { metadata } = await trial.run(LOGIN);
    assert.deepEqual(metadata, { app_metadata: { plan: 'free' }, user_metadata: {} });
    assert.deepEqual((await trial.run({ ...LOGIN, user: {} })).metadata, {
      app_metadata: {},
      user_metadata: {},
    });
  });

  it('takes one login after the other, however they come', async (test) => {
    const trial = await trialOf(test, ruleOf(ASK));
    const plans = ['a', 'b', 'c'].map((plan) => trial.run(LOGIN, { answers: answersOf(`{ "*": ${plan} }`) }));
    assert.deepEqual(
      (await Promise.all(plans)).map(({ report }) => report.user.plan),
      ['200 a', '200 b', '200 c'],
    );
  });

  it('sends a login elsewhere without a state, so that each time is like the other', async (test) => {
    const redirect = ruleOf(
      `context.redirect = { url: 'https://terms.example/?v=2' }; callback(null, user, context);`,
    );
    const trial = await trialOf(test, redirect);
    const { report } = await trial.run(LOGIN);
    assert.deepEqual(report.redirect, { url: 'https://terms.example/?v=2' });
  });

  it('has the clock of the login, and tells what rules did when asked', async (test) => {
    const trial = await trialOf(
      test,
      ruleOf('user.now = new Date().toISOString().slice(0, 16); callback(null, user, context);'),
    );
    assert.equal((await trial.run(LOGIN)).report.user.now, '2026-11-23T12:00');
    assert.equal((await trial.run(LOGIN)).report.trace, null);
    assert.equal((await trial.run(LOGIN, { trace: true })).report.trace?.length, 1);
  });

  it('is of no project with errors', async () => {
    await assert.rejects(openTrial({ steps: null, pipelineOptions: NO_OPTIONS }), /look at its findings/);
  });
});
