import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findReplacements } from '../../../project/import/find-replacements.ts';
import { callsOut, needsJavaScript } from '../../../project/import/rule-calls.ts';
import { stripComments } from '../../../project/import/strip-comments.ts';

const NOTHING = {
  modules: [],
  globals: [],
  hosts: [],
  buildsAddresses: false,
  configuration: [],
  updatesUsers: false,
};

/** What could take the place of a rule with this in it. */
const found = (text: string) =>
  findReplacements(stripComments(text), NOTHING).map(({ construct }) => construct);

const DENY = "return callback(new UnauthorizedError('no'));";

describe('findReplacements', () => {
  const guards: readonly (readonly [string, string])[] = [
    ['if (!list.includes(user.email))', 'user.email in … (a list)'],
    ['if (!list.some((email) => email === user.email))', 'user.email in … (a list)'],
    ["if (user.email.split('@')[1] !== 'example.com')", 'user.email.domain in …'],
    ['if (!user.email_verified)', 'user.email_verified'],
    ["if (context.request.geoip.country_code !== 'DE')", 'request.country in …'],
    ['if (new Date().getDay() === 0)', 'now outside … (a schedule)'],
    ["if (context.request.ip !== '203.0.113.7')", 'request.ip in … (a network)'],
    ["if (user.groups.indexOf('HR') < 0)", 'user.groups contains …'],
    ["if (!context.authorization.roles.includes('a'))", 'roles contains …'],
    ['if (context.stats.loginsCount > 3)', 'login.count …'],
    ['if (user.last_password_reset < then)', 'user.last_password_reset is older than …'],
    ["if (context.clientID === 'x')", 'for: { app: … }'],
    ["if (context.connection === 'x')", 'for: { connection: … }'],
  ];
  for (const [condition, construct] of guards) {
    it(`knows \`${construct}\` in ${condition}`, () =>
      assert.deepEqual(found(`${condition} ${DENY}`), [construct, 'deny']));
  }

  it('knows effects', () => {
    assert.deepEqual(found("context.multifactor = { provider: 'any' };"), ['require_mfa']);
    assert.deepEqual(found("context.idToken['https://a.example/x'] = 1;"), ['set_claims']);
    assert.deepEqual(found('context.accessToken.scope = [];'), ['limit_scopes or add_scopes']);
    assert.deepEqual(found('user.plan = 1;'), ['set_profile']);
  });

  it('knows effects of actions', () => {
    assert.deepEqual(found("api.access.deny('no');"), ['deny']);
    assert.deepEqual(found("api.idToken.setCustomClaim('a', 1);"), ['set_claims']);
  });

  it('knows what lasts, and what leads elsewhere', () => {
    assert.deepEqual(found('auth0.users.updateAppMetadata(user.user_id, { a: 1 });'), ['set_app_metadata']);
    assert.deepEqual(found("api.user.setUserMetadata('a', 1);"), ['set_user_metadata']);
    assert.deepEqual(found("context.redirect = { url: 'https://forms.example.com' };"), ['redirect']);
    assert.deepEqual(found('context.primaryUser = other.user_id;'), ['link_to']);
  });

  it('knows the tokens that are filled elsewhere, and not those that are only made sure of', () => {
    assert.deepEqual(found('const claims = context.idToken || {}; context.idToken = claims;'), [
      'set_claims',
    ]);
    assert.deepEqual(found('context.idToken = context.idToken || {};'), []);
  });

  const asking: readonly (readonly [string, string])[] = [
    ["request('https://crm.example.com', (error, response) => {});", 'sources: …'],
    ["request({ url: 'https://crm.example.com', json: true }, done);", 'sources: …'],
    ["axios.get('https://crm.example.com');", 'sources: …'],
    ["request.post({ url: 'https://hooks.example.com' }, done);", 'notify, call or sources'],
    ["request({ method: 'POST', url: 'https://hooks.example.com' }, done);", 'notify, call or sources'],
  ];
  for (const [text, construct] of asking) {
    it(`knows \`${construct}\` in ${text}`, () => {
      const constructs = (uses: object) =>
        findReplacements(text, { ...NOTHING, ...uses }).map((one) => one.construct);
      assert.deepEqual(constructs({ modules: ['request@2.56.0', 'axios'] }), [construct]);
      assert.deepEqual(constructs({ modules: ['lodash'] }), []);
    });
  }

  it('takes the interface that manages profiles for no service', () =>
    assert.deepEqual(
      findReplacements("request.get(auth0.baseUrl + '/users');", {
        ...NOTHING,
        globals: ['auth0', 'request'],
      }),
      [],
    ));

  it('takes no comparison for an effect', () =>
    assert.deepEqual(found('if (context.multifactor == 1) {}'), []));

  it('finds nothing in comments', () =>
    assert.deepEqual(found(`// ${DENY}\n/* context.multifactor = 1; */ const url = 'http://a';`), []));

  it('sees what stands behind a text that looks like a comment', () =>
    assert.deepEqual(found(`const a = 'http://x'; const b = /\\/\\/['"]/; ${DENY}`), ['deny']));

  it('names no condition of a rule that only adds', () =>
    assert.deepEqual(found('context.idToken.country = context.request.geoip.country_code;'), ['set_claims']));

  it('takes another error for a refusal only where nobody is called', () => {
    const text = "callback(new Error('no'));";
    assert.deepEqual(found(text), ['deny']);
    assert.deepEqual(findReplacements(text, { ...NOTHING, modules: ['request'] }), []);
  });
});

describe('texts that are made to take long', () => {
  for (const piece of [
    '/*',
    '=/[',
    '`',
    "'\\",
    'context.idToken[',
    'includes(a',
    '=== a.',
    '(\t',
    'fetch(',
  ]) {
    it(`come to an end, made of ${piece}`, () => assert.doesNotThrow(() => found(piece.repeat(100_000))));
  }
});

describe('needsJavaScript', () => {
  const REDIRECT = "context.redirect = { url: 'https://a.example/?t=' + token };";

  it('is false of what asks, tells, keeps and redirects', () => {
    assert.equal(needsJavaScript('', { ...NOTHING, modules: ['axios@0.21.1'] }), false);
    assert.equal(needsJavaScript('', { ...NOTHING, globals: ['request', 'auth0'] }), false);
    assert.equal(needsJavaScript('', { ...NOTHING, updatesUsers: true }), false);
    assert.equal(needsJavaScript(REDIRECT, { ...NOTHING, modules: ['jsonwebtoken'] }), false);
    assert.equal(needsJavaScript("await fetch('x');", NOTHING), false);
  });

  it('is false of what only computes', () =>
    assert.equal(needsJavaScript(DENY, { ...NOTHING, modules: ['lodash@4.17.19'], globals: ['_'] }), false));

  it('is true of ciphers, of managing profiles, and of what later logins share', () => {
    assert.equal(needsJavaScript('', { ...NOTHING, modules: ['crypto'] }), true);
    assert.equal(needsJavaScript('', { ...NOTHING, globals: ['crypto'] }), true);
    assert.equal(needsJavaScript('', { ...NOTHING, modules: ['jsonwebtoken'] }), true);
    assert.equal(needsJavaScript("auth0.baseUrl + '/users'", { ...NOTHING, globals: ['request'] }), true);
    assert.equal(needsJavaScript('', { ...NOTHING, modules: ['auth0@2.30.0'] }), true);
    assert.equal(needsJavaScript('global.token = 1;', NOTHING), true);
  });
});

describe('callsOut', () => {
  it('is true of what can reach a host', () => {
    for (const name of ['request', 'auth0', 'fetch'])
      assert.equal(callsOut({ modules: [], globals: [name] }, ''), true, name);
    for (const name of ['axios@0.21.1', 'node:https', 'slack-notify', 'auth0@2.9.1'])
      assert.equal(callsOut({ modules: [name], globals: [] }, ''), true, name);
  });

  it('is false of what cannot', () => {
    const modules = ['lodash', '@auth0/rule-utilities@0.1.0', 'uuid', 'bcryptjs', 'js-yaml', 'events'];
    assert.equal(callsOut({ modules, globals: ['_', 'jwt', 'Buffer', 'URL'] }, ''), false);
  });
});
