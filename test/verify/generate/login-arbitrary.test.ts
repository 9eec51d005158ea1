import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { openEvaluator, type World } from '../../../compiler/index.ts';
import { scalar, type Type } from '../../../stdlib/index.ts';
import type { GeneratorFacts } from '../../../verify/generate/facts.ts';
import { isValidLogin } from '../../../verify/generate/is-valid-login.ts';
import { loginArbitrary } from '../../../verify/generate/login-arbitrary.ts';
import { sampleLogins } from '../../../verify/generate/sample-logins.ts';
import { valueAt } from '../../../verify/login/fields.ts';
import type { TimedLogin } from '../../../verify/login/timed-login.ts';
import { coreOf, factsOfRules, factsWhen } from './facts-of.ts';

function logins(facts: GeneratorFacts, count = 1000, seed = 1, from = 0): readonly TimedLogin[] {
  return sampleLogins(loginArbitrary(facts), { seed, from, count });
}

/** All different values that a field has among so many logins. */
function valuesOf(facts: GeneratorFacts, field: string, count?: number): ReadonlySet<unknown> {
  const found = logins(facts, count).map((login) => valueAt(login, field.split('.')));
  return new Set(found.map((value) => (Array.isArray(value) ? JSON.stringify(value) : value)));
}

function hashOf(facts: GeneratorFacts): string {
  return createHash('sha256')
    .update(JSON.stringify(logins(facts, 200)))
    .digest('hex');
}

const OFFICE =
  'request.ip in 203.0.113.16/28 and login.count is more than 5 and request.country in ["KP", "IR"]';
const SHIFT =
  'schedules: { s: { days: mon-fri, from: 08:00, to: 19:00, timezone: Europe/Berlin, except: [2026-12-25] } }';

function includes(found: ReadonlySet<unknown>, expected: readonly unknown[]): void {
  assert.deepEqual(
    expected.filter((one) => !found.has(one)),
    [],
  );
}

describe('generated logins', () => {
  it('are the same for the same seed, and others for another', () => {
    const facts = factsWhen(OFFICE);
    assert.deepEqual(logins(facts, 300), logins(facts, 300));
    assert.notDeepEqual(logins(facts, 300), logins(facts, 300, 2));
  });

  it('are the same in another process, byte for byte', () => {
    const script = `
      import { createHash } from 'node:crypto';
      import { loginArbitrary } from './verify/generate/login-arbitrary.ts';
      import { sampleLogins } from './verify/generate/sample-logins.ts';
      import { factsWhen } from './test/verify/generate/facts-of.ts';
      const made = sampleLogins(loginArbitrary(factsWhen(${JSON.stringify(OFFICE)})), { seed: 1, from: 0, count: 200 });
      console.log(createHash('sha256').update(JSON.stringify(made)).digest('hex'));
    `;
    const output = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script]);
    assert.equal(output.toString().trim(), hashOf(factsWhen(OFFICE)));
  });

  it('are the same wherever a sample begins and however long it is', () => {
    const facts = factsWhen(OFFICE);
    const whole = logins(facts, 300);
    const pieces = [
      ...logins(facts, 1, 1, 0),
      ...logins(facts, 99, 1, 1),
      ...logins(facts, 28, 1, 100),
      ...logins(facts, 172, 1, 128),
    ];
    assert.deepEqual(pieces, whole);
    assert.deepEqual(logins(facts, 0, 1, 10), []);
  });

  it('do not depend on what was generated before', () => {
    const [facts, other] = [factsWhen(OFFICE), factsWhen(OFFICE)];
    logins(other, 500, 9);
    assert.deepEqual(logins(other, 20), logins(facts, 20));
  });

  it('belong to nobody else: changing one leaves the others as they are', () => {
    const arbitrary = loginArbitrary(factsWhen('user.groups contains "A"'));
    const sample = { seed: 1, from: 0, count: 100 };
    const before = JSON.stringify(sampleLogins(arbitrary, sample));
    for (const { user } of sampleLogins(arbitrary, sample))
      if (Array.isArray(user.groups)) user.groups.push('Evil');
    assert.equal(JSON.stringify(sampleLogins(arbitrary, sample)), before);
  });

  it('are valid, and hold no field that nobody has described', () => {
    const facts = factsWhen(OFFICE);
    assert.deepEqual(
      logins(facts).flatMap((login) => isValidLogin(login, facts.attributes)),
      [],
    );
  });

  it('have now and then one wrong shape where that is asked for', () => {
    const facts = factsWhen(OFFICE);
    const bent = sampleLogins(loginArbitrary(facts, { wrongShapes: true }), {
      seed: 1,
      from: 0,
      count: 1000,
    });
    const problems = bent
      .map((login) => isValidLogin(login, facts.attributes))
      .filter(({ length }) => length > 0);
    assert.ok(problems.length >= 20 && problems.length <= 200, `${problems.length}`);
    assert.ok(problems.every((all) => new Set(all.map((one) => one.split(/[ [{]/)[0])).size === 1));
  });

  it('keep to the schemas of the project', () => {
    const metadata: Type = {
      kind: 'record',
      open: false,
      fields: new Map([['badge', { type: scalar('email'), summary: '' }]]),
    };
    const attributes: World['attributes'] = new Map([['app_metadata', metadata]]);
    const rules = '  - { id: r, when: user.app_metadata.badge is "a@b.example", then: { deny: yes } }';
    const facts = { ...factsOfRules(rules), attributes };
    const made = logins(facts);
    assert.deepEqual(
      made.flatMap((login) => isValidLogin(login, attributes)),
      [],
    );
    assert.ok(made.some(({ user }) => valueAt(user, ['app_metadata', 'badge']) === 'a@b.example'));
  });
});

describe('the edges', () => {
  it('of a network are tried on both sides', () => {
    const edges = ['203.0.113.15', '203.0.113.16', '203.0.113.31', '203.0.113.32'];
    includes(valuesOf(factsWhen(OFFICE), 'context.request.ip'), edges);
  });

  it('of a network of version 6 are tried on both sides', () => {
    const edges = [
      '2001:db8:f::',
      '2001:db8:f:ffff:ffff:ffff:ffff:ffff',
      '2001:db8:10::',
      '2001:db8:e:ffff:ffff:ffff:ffff:ffff',
    ];
    includes(valuesOf(factsWhen('request.ip in 2001:db8:f::/48'), 'context.request.ip'), edges);
  });

  it('of a number are tried below, at and above', () =>
    includes(valuesOf(factsWhen(OFFICE), 'context.stats.loginsCount'), [4, 5, 6]));

  it('of a list are its members, and others', () =>
    includes(valuesOf(factsWhen(OFFICE), 'context.request.geoip.country_code'), [
      'KP',
      'IR',
      'kp',
      'DE',
      undefined,
    ]));

  it('of a schedule are tried to the second, on exceptions and on the days when clocks change', () => {
    const moments = [
      '2026-11-25T06:59:59Z',
      '2026-11-25T07:00:00Z',
      '2026-11-25T17:59:59Z',
      '2026-11-25T18:00:00Z',
      '2026-11-27T18:00:00Z',
      '2026-12-25T07:00:00Z',
      '2026-03-29T06:00:00Z',
      '2026-10-25T07:00:00Z',
    ];
    const found = new Set(logins(factsWhen('now is during s', SHIFT), 6000).map(({ now }) => now));
    includes(
      found,
      moments.map((text) => Date.parse(text)),
    );
  });

  it('of an age are a second away from it, by the clock of the login', () => {
    const ages = logins(factsWhen('user.created_at is older than 90 days')).map(
      ({ user, now }) => (now - Date.parse(String(user.created_at))) / 1000,
    );
    includes(new Set(ages), [7_776_000, 7_775_999, 7_776_001]);
  });

  it('of a domain are those who look like it', () => {
    const disguises = [
      'example.org',
      'notexample.org',
      'sub.example.org',
      'example.org.evil.test',
      '3xample.org',
    ];
    const found = valuesOf(factsWhen('user.email.domain is "example.org"'), 'user.email');
    includes(
      found,
      disguises.map((domain) => `ada@${domain}`),
    );
  });

  it('of a pattern are what an unquoted dot lets through', () => {
    const found = valuesOf(factsWhen('user.email matches /@mail.example.org$/'), 'user.email');
    assert.ok(found.has('ada@mailxexample.org'));
  });

  it('of a table are its keys', () => {
    const head = 'tables: { t: { from: country, to: text, rows: { DE: eu, US: us } } }';
    const found = valuesOf(
      factsWhen('(lookup request.country in t) is "eu"', head),
      'context.request.geoip.country_code',
    );
    includes(found, ['DE', 'US', undefined]);
  });
});

describe('a list of ten thousand members', () => {
  const items = Array.from({ length: 10_000 }, (_, index) => `guest${index}@guests.example`);
  const facts = factsWhen(
    'user.email in guests',
    `lists: { guests: { of: email, items: [${items.join(', ')}] } }`,
  );

  it('gives another member almost every time, and people who are nearly members', () => {
    const found = logins(facts).map(({ user }) => String(user.email));
    const members = new Set(items);
    const [hits, others] = [
      found.filter((email) => members.has(email)),
      found.filter((email) => !members.has(email)),
    ];
    assert.ok(
      hits.length >= 150 && new Set(hits).size >= hits.length / 2,
      `${new Set(hits).size} of ${hits.length}`,
    );
    assert.ok(new Set(others.filter((email) => /guest\d+@/i.test(email))).size >= 50);
  });
});

describe('the logins for a law', () => {
  const policy = `
policy: p
rules:
  - { id: staff, unless: 'user.email ends with "example.org"', then: { deny: yes } }
  - { id: kp, when: request.country is "KP" and login.count is less than 3, then: { deny: yes } }
properties:
  - { name: strangers, given: 'app is "hr" and user.email.domain is not "example.org"', never: outcome is "allow" }
`;
  const core = coreOf(policy);
  const facts: GeneratorFacts = { cores: [core], attributes: new Map(), rules: [] };

  it('are mostly those that it is about', () => {
    const [law] = core.properties;
    const evaluate = openEvaluator(core);
    const given = law?.given;
    assert.ok(given);
    const about = logins(facts).filter((login) => evaluate(given, login) === true);
    assert.ok(about.length >= 300, `${about.length}`);
    assert.ok(about.some(({ user }) => user.email === 'ada@notexample.org'));
  });

  it('are there for a file of laws alone, too', () => {
    const laws: GeneratorFacts = { ...facts, cores: [{ ...core, rules: [] }] };
    assert.ok(logins(laws, 100).some(({ context }) => context.clientName === 'hr'));
  });
});

describe('a project that says nothing', () => {
  it('has plain logins', () => {
    const made = logins({ cores: [], attributes: new Map(), rules: [] }, 50);
    assert.ok(made.some(({ user }) => user.email === 'ada@example.com'));
    assert.deepEqual(
      made.flatMap((login) => isValidLogin(login, new Map())),
      [],
    );
  });
});
