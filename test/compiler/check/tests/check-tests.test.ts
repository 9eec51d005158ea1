import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LOGIN_KEYS } from '../../../../compiler/check/tests/check-login-keys.ts';
import {
  analyse,
  analyseTests,
  checkFixtures,
  EMPTY_WORLD,
  type NamedLogin,
  type World,
} from '../../../../compiler/index.ts';
import { type Data, parseFixtures, type Source, textAt } from '../../../../grammar/index.ts';
import schema from '../../../../runtime/login/login.schema.json' with { type: 'json' };

const RULES = `policy: p
rules:
  - id: staff-only
    unless: user.email_verified
    then: { deny: Only staff. }
  - id: tenant
    then: { set_claims: { tenant: acme } }
  - id: second-factor
    when: user.groups contains "Admins"
    then: { require_mfa: yes }
  - id: on-trial
    mode: report-only
    then: { deny: Not today. }
  - id: off
    mode: disabled
    then: { deny: Not today. }
`;

const PEOPLE = `
dana:
  app: hr
  user: { email: dana@example.com, groups: [HR, IT] }
bob: { like: dana, without: [user.groups], user: { nickname: Bob } }
`;

function fixturesIn(text: string): ReadonlyMap<string, NamedLogin> {
  const source: Source = { name: 'fixtures/people.yaml', text };
  const { value, diagnostics } = parseFixtures(source);
  assert.deepEqual(diagnostics, []);
  return new Map(value.map((fixture) => [fixture.name.text, { fixture, source }]));
}

function analysed(text: string, world: Partial<World> = {}) {
  const source: Source = { name: 'p.yaml', text };
  const { value, diagnostics } = analyse(source, { ...EMPTY_WORLD, fixtures: fixturesIn(PEOPLE), ...world });
  const told = diagnostics.filter(({ code }) => code !== 'applies-when-missing');
  return {
    value,
    problems: told.map(({ code, message, span }) => `${code}: ${message} ⟨${textAt(source, span)}⟩`),
    told,
  };
}

/** The cases of tests that are fine. */
function casesOf(tests: string) {
  const { value, problems } = analysed(`${RULES}tests:\n${tests}`);
  assert.deepEqual(problems, []);
  return value!.cases;
}

/** Data without its places. */
function plain(data: Data): unknown {
  if (data.kind === 'text') return data.text;
  if (data.kind === 'list') return data.items.map(plain);
  return Object.fromEntries(data.fields.map(({ name, value }) => [name.text, plain(value)]));
}

/** The login that a test comes to. */
function loginOf(login: string): unknown {
  const [first] = casesOf(`  - name: t\n    login: ${login}\n    expect: { outcome: allow }\n`);
  return plain(first!.login);
}

function expectationErrors(expect: string, world: Partial<World> = {}): readonly string[] {
  return analysed(`${RULES}tests:\n  - name: t\n    login: { app: hr }\n    expect: ${expect}\n`, world)
    .problems;
}

describe('a test with a fixture', () => {
  const dana = { app: 'hr', user: { email: 'dana@example.com', groups: ['HR', 'IT'] } };
  const comesTo = (login: string, expected: unknown): void => {
    it(`is unfolded: ${login}`, () => assert.deepEqual(loginOf(login), expected));
  };
  comesTo('dana', dana);
  comesTo('{ like: dana }', dana);
  comesTo('{ like: dana, country: DE }', { ...dana, country: 'DE' });
  comesTo('{ like: dana, user: { groups: [Sales] } }', {
    ...dana,
    user: { ...dana.user, groups: ['Sales'] },
  });
  comesTo('{ like: dana, without: user.groups }', { app: 'hr', user: { email: 'dana@example.com' } });
  comesTo('{ like: dana, without: [app, user] }', {});
  comesTo('{ like: dana, without: [user.groups], user: { groups: [A] } }', {
    app: 'hr',
    user: { email: 'dana@example.com', groups: ['A'] },
  });
  comesTo('{ like: bob, app: { name: crm } }', {
    app: { name: 'crm' },
    user: { email: 'dana@example.com', nickname: 'Bob' },
  });

  const isWrong = (login: string, problem: string): void => {
    it(`is refused: ${login}`, () =>
      assert.deepEqual(
        analysed(`${RULES}tests:\n  - name: t\n    login: ${login}\n    expect: { outcome: deny }\n`)
          .problems,
        [problem],
      ));
  };
  isWrong('dnaa', 'unknown-fixture: no fixture is called `dnaa` ⟨dnaa⟩');
  isWrong('{ like: constructor }', 'unknown-fixture: no fixture is called `constructor` ⟨constructor⟩');
  isWrong(
    '{ like: dana, without: [user.group] }',
    'nothing-to-leave-out: the fixture says nothing about `user.group` that could be left out ⟨user.group⟩',
  );
  isWrong(
    '{ app: hr, without: [app] }',
    'nothing-to-leave-out: `app` cannot be left out: there is no fixture here that says it ⟨app⟩',
  );
});

describe('a test with a table', () => {
  const cases = casesOf(`  - name: Where from
    login: dana
    at: 2026-11-22T12:00:00Z
    expect: { mfa: not required }
    answers: { https://crm.example.com/*: {} }
    table:
      - [country, user.app_metadata.plan, at, expect.outcome]
      - [KP, pro, missing, allow]
      - [missing, missing, 2026-11-23T12:00:00Z, deny]
`);

  it('has a case for each row, with its name', () => {
    assert.deepEqual(
      cases.map(({ name, row }) => [name, row]),
      [
        ['Where from (row 1: KP, pro, allow)', 1],
        ['Where from (row 2: 2026-11-23T12:00:00Z, deny)', 2],
      ],
    );
  });

  it('puts the cells over what all rows have in common', () => {
    const user = { email: 'dana@example.com', groups: ['HR', 'IT'], app_metadata: { plan: 'pro' } };
    assert.deepEqual(plain(cases[0]!.login), { app: 'hr', user, country: 'KP' });
  });

  it('takes the moment of the row over that of the test', () => {
    assert.deepEqual(
      cases.map(({ at }) => at?.text),
      ['2026-11-22T12:00:00Z', '2026-11-23T12:00:00Z'],
    );
  });

  it('expects what the test and the row say', () => {
    assert.deepEqual(
      cases.map(({ expect }) => [expect.outcome?.value, expect.mfa?.value]),
      [
        ['allow', 'not required'],
        ['deny', 'not required'],
      ],
    );
  });

  it('can have a fixture in each row', () => {
    const rows = casesOf(`  - name: Who\n    table:\n      - [like, expect.outcome]\n      - [bob, allow]\n`);
    assert.deepEqual(plain(rows[0]!.login), {
      app: 'hr',
      user: { email: 'dana@example.com', nickname: 'Bob' },
    });
  });

  it('tells once what is wrong with all rows', () => {
    const { problems } = analysed(`${RULES}tests:
  - name: t
    login: { user: { emial: x } }
    expect: { by: staf-only }
    table: [[country], [DE], [FR]]
`);
    assert.deepEqual(problems, [
      'unknown-login-field: a login has no `user.emial` ⟨emial⟩',
      'impossible-expectation: no rule of this policy has the id `staf-only` ⟨staf-only⟩',
    ]);
  });
});

describe('answers', () => {
  it('are those of the test, then those of the file', () => {
    const { value } = analysed(`${RULES}answers: { https://b.example/: 1 }
tests:
  - { name: t, login: { app: hr }, expect: { outcome: deny }, answers: { https://a.example/: 2 } }
`);
    assert.deepEqual(
      value!.cases[0]!.answers.map(({ name }) => name.text),
      ['https://a.example/', 'https://b.example/'],
    );
  });

  const problemsOf = (answers: string): readonly string[] =>
    analysed(`${RULES}answers: ${answers}\n`).problems.map((problem) => problem.replace(/ ⟨.*/s, ''));

  it('have addresses that a request can have', () => {
    assert.deepEqual(problemsOf('{ crm.example.com/a: 1 }'), [
      'bad-answer: `crm.example.com/a` does not begin with `https://` or `http://`',
    ]);
    assert.deepEqual(problemsOf('{ https://crm.example.com/*/a: 1 }'), [
      'bad-answer: `*` stands only at the end of an address, for any rest, and not within `https://crm.example.com/*/a`',
    ]);
    assert.deepEqual(problemsOf('{ PSOT https://crm.example.com/: 1 }'), [
      'bad-answer: no request has the method `PSOT`',
    ]);
    const fine = '{ "*": 1, https://crm*: 1, propfind http://a.example/?x=1: 1, put HTTPS://A.example/*: 1 }';
    assert.deepEqual(problemsOf(fine), []);
  });

  it('have a status that servers send, and a body may be called so, too', () => {
    const wrong = ['{ status: 99 }', '{ status: 600 }', '{ status: 404.5 }', '{ status: gone, body: x }'];
    for (const answer of wrong) {
      assert.deepEqual(problemsOf(`{ https://a.example/: ${answer} }`), [
        'bad-answer: the status of an answer is a number from 200 to 599',
      ]);
    }
    const fine = [
      '{ status: 200 }',
      '{ status: active }',
      '{ status: 1, name: x }',
      '{ body: { status: 1 } }',
    ];
    for (const answer of fine) assert.deepEqual(problemsOf(`{ https://a.example/: ${answer} }`), []);
  });
});

describe('an expectation', () => {
  const isImpossible = (expect: string, message: string): void => {
    it(`cannot be ${expect}`, () =>
      assert.deepEqual(
        expectationErrors(expect, { rules: RULE_IDS }).map((problem) => problem.replace(/ ⟨.*/, '')),
        [`impossible-expectation: ${message}`],
      ));
  };
  const RULE_IDS = ['staff-only', 'tenant', 'second-factor', 'on-trial', 'off', 'raw'];
  isImpossible('{ outcome: deny, claims: { a: b } }', 'a login that is refused gets no claims');
  isImpossible('{ outcome: deny, scopes: [a] }', 'a login that is refused gets no scopes');
  isImpossible(
    '{ outcome: deny, mfa: required }',
    'a login that is refused is not asked for a second factor',
  );
  isImpossible(
    '{ outcome: deny, redirect: https://a.example }',
    'a login that is refused is not sent elsewhere',
  );
  isImpossible('{ outcome: failure, claims: { a: b } }', 'a login that fails gets no claims');
  isImpossible('{ outcome: failure, by: off }', '`off` decides nothing: it has `mode: disabled`');
  isImpossible('{ outcome: allow, message: No. }', 'only a login that is refused has a message');
  isImpossible('{ outcome: challenge, code: x }', 'only a login that is refused has a code');
  isImpossible(
    '{ outcome: challenge, mfa: not required }',
    '`challenge` means that a second factor is asked for',
  );
  isImpossible('{ by: staf-only }', 'this cannot be: no rule has the id `staf-only`');
  isImpossible('{ by: default }', 'this cannot be: no rule has the id `default`');
  isImpossible('{ applied: [tenantt] }', 'this cannot be: no rule has the id `tenantt`');
  isImpossible('{ not_applied: [tenantt] }', 'this cannot be: no rule has the id `tenantt`');
  isImpossible('{ by: off }', '`off` decides nothing: it has `mode: disabled`');
  isImpossible('{ outcome: deny, by: on-trial }', '`on-trial` decides nothing: it has `mode: report-only`');
  isImpossible(
    '{ by: tenant }',
    '`tenant` decides nothing: it neither refuses nor admits nor asks for a second factor',
  );
  isImpossible('{ outcome: deny, by: second-factor }', '`second-factor` refuses nobody');
  isImpossible(
    '{ outcome: allow, by: staff-only }',
    '`staff-only` admits nobody, and a login that is allowed is decided by no other rule',
  );
  isImpossible('{ outcome: challenge, by: staff-only }', '`staff-only` asks nobody for a second factor');
  isImpossible('{ applied: [on-trial] }', '`on-trial` never applies: it has `mode: report-only`');
  isImpossible('{ applied: [off] }', '`off` never applies: it has `mode: disabled`');
  isImpossible('{ applied: [tenant], not_applied: [tenant] }', '`tenant` cannot both apply and not apply');
  isImpossible(
    '{ claims: { a: b }, not_claims: [a] }',
    'the claim `a` cannot both be there and not be there',
  );

  for (const expect of [
    '{ outcome: deny, by: staff-only, scopes: [], not_claims: [tenant], message: Only staff. }',
    '{ outcome: challenge, by: second-factor, mfa: required, claims: { tenant: acme } }',
    '{ outcome: allow, by: second-factor, mfa: required }',
    '{ outcome: allow, applied: [tenant], not_applied: [off, on-trial] }',
    '{ outcome: deny, by: raw }',
    '{ outcome: redirect, by: raw }',
    '{ outcome: failure, by: tenant, code: policy_error, scopes: [] }',
  ]) {
    it(`can be ${expect}`, () => assert.deepEqual(expectationErrors(expect, { rules: RULE_IDS }), []));
  }

  it('of a rule with a namesake is left alone', () => {
    assert.deepEqual(
      expectationErrors('{ outcome: deny, by: tenant }', { rules: [...RULE_IDS, 'tenant'] }),
      [],
    );
  });

  it('of rules that may stand elsewhere is only doubted', () => {
    const [doubt] = analysed(
      `${RULES}tests:\n  - { name: t, login: { app: hr }, expect: { by: other } }\n`,
    ).told;
    assert.equal(doubt?.severity, 'warning');
  });
});

describe('the login of a test', () => {
  const found = (login: string): readonly string[] =>
    analysed(`${RULES}tests:\n  - name: t\n    login: ${login}\n    expect: { outcome: deny }\n`).problems;
  const isWrong = (login: string, problem: string): void => {
    it(`cannot be ${login}`, () => assert.deepEqual(found(login), [problem]));
  };
  isWrong('{ contry: DE }', 'unknown-login-field: a login has no `contry` ⟨contry⟩');
  isWrong('{ email: a@b.de }', 'unknown-login-field: a login has no `email` ⟨email⟩');
  isWrong('{ user: { emial: x } }', 'unknown-login-field: a login has no `user.emial` ⟨emial⟩');
  isWrong('{ app: { nmae: x } }', 'unknown-login-field: a login has no `app.nmae` ⟨nmae⟩');
  isWrong(
    '{ context: { request: { geoip: { country_cod: DE } } } }',
    'unknown-login-field: a login has no `context.request.geoip.country_cod` ⟨country_cod⟩',
  );
  isWrong(
    '{ app: hr, at: 2026-11-22T12:00:00 }',
    'bad-instant: `2026-11-22T12:00:00` is not how a moment is written ⟨2026-11-22T12:00:00⟩',
  );
  isWrong('{ at: 2026-11-22 }', 'bad-instant: `2026-11-22` is not how a moment is written ⟨2026-11-22⟩');

  for (const login of [
    '{ user: { shoe_size: 43, department: HR, app_metadata: { emial: x } } }',
    '{ context: { request: { query: { scop: x } }, tenant: acme } }',
    '{ at: 2026-11-22T12:00:00+01:00 }',
    '{ at: 2026-11-22T12:00:00.123Z }',
    '{ at: 1795345200000 }',
  ]) {
    it(`can be ${login}`, () => assert.deepEqual(found(login), []));
  }

  it('has the fields that the schemas of the project add', () => {
    const text = `${RULES}tests:\n  - { name: t, login: { user: { emial: x } }, expect: { outcome: deny } }\n`;
    const fields = new Map([['emial', { type: { kind: 'text' }, summary: '' } as const]]);
    const attributes = new Map([['user', { kind: 'record', fields, open: true }]] as const);
    assert.deepEqual(analysed(text, { attributes }).problems, []);
  });

  it('has the keys that the runtime takes', () => {
    assert.deepEqual(LOGIN_KEYS.toSorted(), Object.keys(schema.properties).toSorted());
  });

  it('is told where the moment of the whole test is none', () => {
    const text = `${RULES}tests:\n  - { name: t, at: noon, login: { app: hr }, expect: { outcome: deny } }\n`;
    assert.deepEqual(analysed(text).problems, ['bad-instant: `noon` is not how a moment is written ⟨noon⟩']);
  });
});

describe('fixtures', () => {
  const wrong = (text: string): readonly string[] =>
    checkFixtures({ fixtures: fixturesIn(text), attributes: new Map() }).flatMap(({ source, diagnostics }) =>
      diagnostics.map(({ code, message, span }) => `${code}: ${message} ⟨${textAt(source, span)}⟩`),
    );

  it('that are fine get no message', () => assert.deepEqual(wrong(PEOPLE), []));

  it('that go in circles are told once', () => {
    assert.deepEqual(
      wrong('b: { like: a }\na: { like: c }\nc: { like: b }\nd: { like: a }\ne: { like: e }\n'),
      [
        'circular-fixture: the fixtures are like each other in a circle: `a` → `c` → `b` → `a` ⟨c⟩',
        'circular-fixture: the fixture `e` is like itself ⟨e⟩',
      ],
    );
  });

  it('that are like each other for ever are told once', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => `a${at}: { like: a${at + 1} }\n`).join('');
    assert.deepEqual(wrong(`${chain}a20000: { app: hr }\n`), [
      'circular-fixture: this fixture begins a row of more than 50 that are like each other ⟨a1⟩',
    ]);
  });

  it('are told what they get wrong themselves', () => {
    assert.deepEqual(
      wrong('dana: { like: bob, without: [app], contry: DE }\nrob: { like: dana, without: [app] }\n'),
      [
        'unknown-fixture: no fixture is called `bob` ⟨bob⟩',
        'nothing-to-leave-out: `app` cannot be left out: there is no fixture here that says it ⟨app⟩',
        'unknown-login-field: a login has no `contry` ⟨contry⟩',
        'nothing-to-leave-out: the fixture says nothing about `app` that could be left out ⟨app⟩',
      ],
    );
  });
});

describe('a file of tests', () => {
  const text = `conditions:
  is_staff: user.email_verified
tests:
  - { name: t, login: dana, expect: { outcome: deny, by: somewhere } }
properties:
  - { name: law, given: not is_staff, always: outcome is "deny" }
skip_laws:
  forms-agre: because
`;
  const source: Source = { name: 'p.tests.yaml', text };
  const analysedFile = (rules: World['rules'], file = source) =>
    analyseTests(file, { ...EMPTY_WORLD, fixtures: fixturesIn(PEOPLE), rules });

  it('is about rules that stand elsewhere', () => {
    const { diagnostics } = analysedFile(null);
    assert.deepEqual(
      diagnostics.map(({ message }) => message),
      ['no built-in law is called `forms-agre`'],
    );
  });

  it('is held against the rules of the pipeline', () => {
    const { diagnostics } = analysedFile(['else']);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['impossible-expectation', 'unknown-law'],
    );
  });

  it('has cases and laws', () => {
    const { value } = analysedFile(['somewhere'], { ...source, text: text.replace('agre:', 'agree:') });
    assert.deepEqual(
      [
        value?.cases.map(({ name }) => name),
        value?.core.properties.map(({ name }) => name),
        value?.core.rules,
      ],
      [['t'], ['law'], []],
    );
  });
});

describe('names and reasons', () => {
  it('of tests and laws are given once', () => {
    const test = `  - { name: same, login: { app: hr }, expect: { outcome: deny } }\n`;
    const law = `  - { name: same, always: outcome is "deny" }\n`;
    assert.deepEqual(analysed(`${RULES}tests:\n${test}${test}properties:\n${law}${law}`).problems, [
      'duplicate-name: another test has the name `same` already ⟨same⟩',
      'duplicate-name: another law has the name `same` already ⟨same⟩',
    ]);
  });

  it('are there where something is skipped', () => {
    assert.deepEqual(analysed(`${RULES}skip_laws: { forms-agree: " " }\n`).problems, [
      'skip-without-reason: `forms-agree` is skipped without a reason ⟨" "⟩',
    ]);
  });
});
