import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { harvestRule, type RuleHarvest } from '../../../compiler/index.ts';

function harvest(text: string): RuleHarvest {
  return harvestRule({ name: 'rule.js', text });
}

function rule(body: string): RuleHarvest {
  return harvest(`function rule(user, context, callback) { ${body} }`);
}

function fieldsOf({ fields }: RuleHarvest): readonly string[] {
  return fields.map(({ root, path }) => [root, ...path].join('.'));
}

describe('what a rule in JavaScript reads', () => {
  it('are the fields of its parameters, whatever these are called', () => {
    const read = harvest(
      'function (u, c, cb) { if (u.app_metadata.plan === c.request.geoip.country_code) cb(null); }',
    );
    assert.deepEqual(fieldsOf(read), ['user.app_metadata.plan', 'context.request.geoip.country_code']);
  });

  it('are not the functions that are called on them, nor their length', () =>
    assert.deepEqual(fieldsOf(rule('user.email.endsWith("x"); user.groups.length > 1')), [
      'user.email',
      'user.groups',
    ]));

  it('are the fields that it takes out by name', () =>
    assert.deepEqual(fieldsOf(rule('const { email } = user; const { ip } = context;')), [
      'user.email',
      'context.ip',
    ]));

  it('are fields of what has something else in its place where it is missing', () => {
    const read = rule('(user.app_metadata || {}).plan; ((context.request ?? {}).geoip || {}).city_name;');
    const deepest = ['user.app_metadata.plan', 'context.request.geoip.city_name'];
    assert.deepEqual(
      deepest.filter((field) => !fieldsOf(read).includes(field)),
      [],
    );
  });

  it('are the fields of what it gives a name to', () => {
    const read = rule(`
      const meta = user.app_metadata || {};
      const { geoip: { country_code: country } = {}, query = {} } = context.request;
      const inner = meta.inner;
      inner.plan; query.scope; country.length;
    `);
    const fields = [
      'user.app_metadata.inner.plan',
      'context.request.geoip.country_code',
      'context.request.query.scope',
    ];
    assert.deepEqual(
      fields.filter((field) => !fieldsOf(read).includes(field)),
      [],
    );
    assert.deepEqual(fieldsOf(rule('let a = b; let b = a; a.c;')), []);
  });

  for (const [how, body] of [
    ['a name of the rule', 'const meta = user.app_metadata || {}; if (meta.plan === "gold") callback();'],
    ['a name that is taken out', 'const { app_metadata: meta = {} } = user; meta.plan;'],
    ['a name for a name', 'const meta = user.app_metadata; const plan = meta.plan; plan.length;'],
    ['what stands in for it', 'if ((user.app_metadata || {}).plan) callback();'],
    ['a guard', 'const plan = (user.app_metadata && user.app_metadata.plan) || "free"; callback();'],
    ['a question mark', 'const meta = user?.app_metadata ?? {}; meta?.plan;'],
  ] as const) {
    it(`are found behind ${how}`, () =>
      assert.ok(fieldsOf(rule(body)).includes('user.app_metadata.plan'), fieldsOf(rule(body)).join()));
  }

  it('are the places that an Action calls otherwise', () => {
    const action =
      'exports.onExecutePostLogin = async (event, api) => { event.user.email; event.client.name; event.secrets.KEY; };';
    assert.deepEqual(fieldsOf(harvest(action)), ['user.email', 'context.clientName']);
  });

  it('are not what it leaves behind for others', () =>
    assert.deepEqual(fieldsOf(rule('context.idToken.plan = user.plan;')), ['user.plan']));
});

describe('what a rule in JavaScript names', () => {
  it('are its texts, numbers and patterns', () => {
    const { texts, numbers, patterns } = rule(
      'if (/@x[.]example$/i.test(user.email) || user.n > 5) callback("no");',
    );
    assert.deepEqual(
      { texts, numbers, patterns },
      {
        texts: ['no'],
        numbers: [5],
        patterns: [{ source: '@x[.]example$', flags: 'i' }],
      },
    );
  });

  it('are not the modules that it asks for', () =>
    assert.deepEqual(rule('const _ = require("lodash");').texts, []));

  it('is the clock, where it asks for that', () => {
    assert.equal(rule('new Date().getUTCDay()').readsClock, true);
    assert.equal(rule('user.date').readsClock, false);
  });

  it('is nothing, where it is no rule', () =>
    assert.deepEqual(harvest('const x = '), {
      fields: [],
      texts: [],
      numbers: [],
      patterns: [],
      readsClock: false,
    }));
});
