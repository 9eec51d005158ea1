import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from './judge-login.ts';

const ADA = {
  app: 'Wiki',
  user: { email: 'ada@example.com', groups: ['Staff'], app_metadata: { plan: 'pro' }, user_metadata: {} },
};

async function is(expected: string, text: string, login: Readonly<Record<string, unknown>> = ADA) {
  assert.equal(await judge('unnamed-things-change-nothing', text, login), expected);
}

function when(sentence: string, effect = 'deny: Sorry'): string {
  return `rules:\n  - id: r\n    when: >-\n      ${sentence}\n    then: { ${effect} }\n`;
}

function body(statement: string): string {
  return `function (user, context, callback) { ${statement} callback(null, user, context); }`;
}

const GROUP = 'with one more of `user.groups`, which no rule names,';
const OTHERWISE = 'it is allowed, not as before, when it is refused';

describe('the law that unnamed things change nothing', () => {
  it('holds where a policy asks for names', async () => {
    await is('held', when('user.groups contains "Staff"'));
    await is('held', when('user.groups contains any of ["Staff", "HR"]'));
    await is('held', when('any of user.groups starts with "st"'));
    await is('held', when('app is "wiki" or app starts with "hr-"'));
    await is('held', when('app matches /^[A-Z][a-z]+$/'));
  });

  it('holds where a list is copied into a claim', async () => {
    await is(
      'held',
      'rules:\n  - id: r\n    then: { set_claims: { groups: = user.groups, one: = first(user.groups), plan: = user.app_metadata, to: = app } }\n',
    );
  });

  it('lets lists and records alone of which a policy asks for all that is in them', async () => {
    await is('held', when('size(user.groups) is 1'));
    await is('held', when('all of user.groups is "Staff"'));
    await is('held', when('user.groups is ["Staff"]'));
    await is('held', when('any of user.groups is not "Staff"'));
    await is('held', when('["Staff", "HR"] contains all of user.groups'));
    await is('held', when('size(keys(user.app_metadata)) is 1'));
  });

  it('finds a rule that asks for the place of a group', async () => {
    await is(`broken: ${GROUP} ${OTHERWISE}`, when('first(user.groups) is "Staff"'));
    await is(`broken: ${GROUP} ${OTHERWISE}`, when('last(user.groups) is "Staff"'));
  });

  it('finds a rule in JavaScript that counts groups, fields or takes an unknown app for a known one', async () => {
    const demand = "context.multifactor = { provider: 'any' };";
    const asked = 'a second factor is asked for, not as before, when it is allowed';
    await is(`broken: ${GROUP} ${asked}`, body(`if (user.groups.join() !== 'Staff') ${demand}`));
    await is(
      `broken: with one more field of \`user.app_metadata\`, which no rule names, ${asked}`,
      body(`if (Object.keys(user.app_metadata).length > 1) ${demand}`),
    );
    await is(
      `broken: with another \`app\`, which no rule names either, ${asked}`,
      body(`if (context.clientName.length > 4) ${demand}`),
    );
  });

  it('changes no app that the project names, or may mean by a part of its name', async () => {
    await is('held', body("if (context.clientName === 'Wiki') context.idToken.a = 1;"));
    await is('held', body("if (context.clientName.indexOf('Wi') === 0) context.idToken.a = 1;"));
  });
});
