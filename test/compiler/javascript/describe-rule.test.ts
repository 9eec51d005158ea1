import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeRule, type RuleDescription } from '../../../compiler/index.ts';

describe('describeRule', () => {
  it('tells what a rule uses and changes', () => {
    const text = `function (user, ctx, cb) {
      const { HOOK } = configuration;
      const moment = require('moment-timezone@0.5.1');
      ctx.idToken['https://acme.example/roles'] = _.uniq(user.groups);
      ctx.accessToken.scope.length = 0;
      ctx['redirect'] = { url: 'https://forms.example.com:8443/consent?x=1' };
      delete ctx.multifactor;
      Object.assign(ctx.samlConfiguration, { audience: 'http://audience.example' });
      user.app_metadata.visits++;
      auth0.users.updateAppMetadata(user.user_id, user.app_metadata)
        .then(() => fetch(configuration['CRM_URL'] + \`https://\${user.id}.example.com\`));
      return cb(null, user, ctx);
    }`;
    const expected: RuleDescription = {
      shape: 'rule',
      requires: ['moment-timezone@0.5.1'],
      globals: ['_', 'auth0', 'fetch'],
      writes: ['accessToken', 'idToken', 'multifactor', 'redirect', 'samlConfiguration'],
      userWrites: ['app_metadata'],
      hosts: ['audience.example', 'forms.example.com:8443'],
      configurationKeys: ['CRM_URL', 'HOOK'],
      usesUsers: true,
      keywords: [],
    };
    const { globals, ...rest } = describeRule({ name: 'r.js', text });
    const { globals: known, ...others } = expected;
    assert.deepEqual(rest, others);
    assert.ok(globals.every((name) => known.includes(name)) && globals.includes('_'), globals.join(' '));
  });

  it('tells what an Action calls, and its secrets', () => {
    const text = `exports.onExecutePostLogin = async (event, api) => {
      if (event.secrets.BLOCK) api.access.deny('No.');
      api.idToken.setCustomClaim('a', event.secrets['TIER']);
    };`;
    const { shape, writes, configurationKeys } = describeRule({ name: 'a.js', text });
    assert.deepEqual(
      [shape, writes, configurationKeys],
      ['action', ['access', 'idToken'], ['BLOCK', 'TIER']],
    );
  });

  it('tells the values behind the management interface', () => {
    const keys = (body: string) =>
      describeRule({ name: 'r.js', text: `function (user, context, cb) { ${body} }` }).configurationKeys;
    assert.deepEqual(
      keys("request(auth0.baseUrl + '/users', { auth: { bearer: auth0.accessToken } }, cb);"),
      ['AUTH0_ACCESS_TOKEN', 'AUTH0_DOMAIN'],
    );
    assert.deepEqual(keys('const { domain, users } = auth0; cb();'), ['AUTH0_DOMAIN']);
    assert.deepEqual(keys('auth0.users.updateAppMetadata(user.user_id, {}, cb);'), []);
    assert.deepEqual(keys('const auth0 = context; cb(auth0.domain);'), []);
  });

  it('tells hosts that are called, and not those that name claims', () => {
    const hosts = (body: string) =>
      describeRule({ name: 'r.js', text: `function (user, context, cb) { ${body} }` }).hosts;
    assert.deepEqual(
      hosts("const ns = 'https://acme.example/'; context.idToken[ns + 'plan'] = 1; cb();"),
      [],
    );
    assert.deepEqual(hosts("context.idToken['https://' + 'acme.example/plan'] = 1; cb();"), []);
    assert.deepEqual(hosts("const url = 'https://crm.example/'; if (!global.seen[url]) fetch(url); cb();"), [
      'crm.example',
    ]);
    const action = `exports.onExecutePostLogin = async (event, api) => {
      api.idToken.setCustomClaim('https://acme.example/plan', 'https://pay.example');
    };`;
    assert.deepEqual(describeRule({ name: 'a.js', text: action }).hosts, ['pay.example']);
  });

  it('tells the keywords of what cannot be read yet', () => {
    const { shape, keywords } = describeRule({ name: 'r.js', text: 'function () { return @@A@@ + ##B##; }' });
    assert.deepEqual([shape, keywords], [null, ['##B##', '@@A@@']]);
  });
});
