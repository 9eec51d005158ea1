import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRuleRoom, type RoomReport } from './rule-room.ts';

const HOOK = `const slack = require('slack-notify')('https://hooks.slack.com/services/T/B/secret');`;

describe('require(`slack-notify`)', () => {
  const run = openRuleRoom();

  it('posts a message', async () => {
    const report = await run(`${HOOK} slack.success({ text: 'New user', channel: '#people' }, answer);`);
    assert.equal(report.answer, null);
    assert.deepEqual(
      [report.visits[0]?.host, report.visits[0]?.url],
      ['hooks.slack.com', '/services/T/B/secret'],
    );
    assert.deepEqual(messageOf(report), {
      channel: '#people',
      icon_emoji: ':trophy:',
      username: 'Success',
      text: 'New user',
    });
  });

  it('makes an attachment of fields', async () => {
    const report = await run(
      `${HOOK} await slack.alert({ text: 'Down', fields: { error: { code: 1 }, CPU: '7%' } }); answer(1);`,
    );
    assert.deepEqual(messageOf(report).attachments, [
      {
        fallback: 'error: {"code":1}, CPU: 7%',
        fields: [
          { title: 'error', value: '{"code":1}', short: true },
          { title: 'CPU', value: '7%', short: true },
        ],
      },
    ]);
  });

  it('makes kinds of messages', async () => {
    const report = await run(
      `${HOOK} slack.extend({ channel: '#stats', username: 'Stats' })('text', answer);`,
    );
    assert.deepEqual(messageOf(report), { channel: '#stats', username: 'Stats', text: 'text' });
  });

  it('goes on in the background after the rule', async () => {
    const { ending, visits } = await run(`${HOOK} slack.note('on the way'); answer(1);`);
    assert.deepEqual([ending, visits.length], ['next', 1]);
  });

  it('lets nobody notice a failure but who asks', async () => {
    const { answer, ending } = await run(`
      const slack = require('slack-notify')(HERE + '/status/404');
      slack.bug('nobody asks');
      slack.bug('somebody asks', (error) => answer(error.message.slice(0, 19)));`);
    assert.deepEqual([answer, ending], ['Slack answered 404:', 'next']);
  });

  it('tells onError, or else rejects', async () => {
    const { answer } = await run(`
      const slack = require('slack-notify')('http://closed.example');
      const rejected = await slack.send('x').catch(({ code }) => code);
      slack.onError = ({ code }) => answer([rejected, code]);
      slack.send('x');`);
    assert.deepEqual(answer, ['ECONNREFUSED', 'ECONNREFUSED']);
  });
});

function messageOf({ visits }: RoomReport): Record<string, unknown> {
  return JSON.parse(new URLSearchParams(visits[0]?.body).get('payload') ?? '{}');
}
