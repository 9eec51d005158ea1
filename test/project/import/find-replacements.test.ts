import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findReplacements, needsJavaScript } from '../../../project/import/find-replacements.ts';
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
  for (const piece of ['/*', '=/[', '`', "'\\", 'context.idToken[', 'includes(a', '=== a.', '(\t']) {
    it(`come to an end, made of ${piece}`, () => assert.doesNotThrow(() => found(piece.repeat(100_000))));
  }
});

describe('needsJavaScript', () => {
  it('is true of what calls, stores and redirects', () => {
    assert.equal(needsJavaScript('', { ...NOTHING, modules: ['axios@0.21.1'] }), true);
    assert.equal(needsJavaScript('', { ...NOTHING, globals: ['request'] }), true);
    assert.equal(needsJavaScript('', { ...NOTHING, updatesUsers: true }), true);
    assert.equal(needsJavaScript('context.redirect = {};', NOTHING), true);
    assert.equal(needsJavaScript("await fetch('x');", NOTHING), true);
  });

  it('is false of what only computes', () =>
    assert.equal(needsJavaScript(DENY, { ...NOTHING, modules: ['lodash@4.17.19'], globals: ['_'] }), false));
});
