import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse, EMPTY_WORLD, emitPolicy, openEvaluator, type World } from '../../../../compiler/index.ts';
import type { Source } from '../../../../grammar/index.ts';
import { formatType } from '../../../../stdlib/index.ts';
import { check, DEFINITIONS, errorsOf } from '../check-harness.ts';

const RULES = `rules:
  - id: staff-only
    when: user.email matches /^x/
    then: { deny: Only staff. }
`;

/** A policy with one law. */
function policyWithLaw(law: string): string {
  return `policy: p${DEFINITIONS}${RULES}properties:\n  - name: law\n    ${law.replaceAll('\n', '\n    ')}\n`;
}

function lawErrors(law: string, world: Partial<World> = {}): readonly string[] {
  return errorsOf(policyWithLaw(law), world);
}

function analysed(text: string, world: Partial<World> = {}) {
  const source: Source = { name: 'p.yaml', text };
  return { source, ...analyse(source, { ...EMPTY_WORLD, ...world }) };
}

/** The codes of what is wrong with a law, lints included. */
function codes(law: string): readonly string[] {
  return analysed(policyWithLaw(law)).diagnostics.map(({ code }) => code);
}

describe('a law', () => {
  for (const sentence of [
    'outcome is "deny"',
    'mfa',
    'not mfa',
    'by exists and by is "staff-only"',
    'scopes contains "read:reports"',
    'claims.roles is missing or all of claims.roles is in group_roles.values',
    'claims["https://acme.example/level"] is more than 3',
    'is_staff and outcome in ["allow", "challenge"]',
    'any of user.groups in group_roles.keys',
  ]) {
    it(`can say ${sentence}`, () => assert.deepEqual(lawErrors(`always: '${sentence}'`), []));
  }

  const isWrong = (law: string, problem: string, world: Partial<World> = {}): void => {
    it(`cannot say ${law}`, () => assert.deepEqual(lawErrors(law, world), [problem]));
  };

  isWrong('always: outcme is "deny"', 'unknown-name: unknown name `outcme` ⟨outcme⟩');
  isWrong('given: user.emial exists\nalways: mfa', 'unknown-field: unknown field `user.emial` ⟨user.emial⟩');
  isWrong(
    'always: claims is empty',
    'unfinished-name: expected one field of `claims`, found all of it ⟨claims⟩',
  );
  isWrong('always: outcome.code is "x"', 'unknown-field: unknown field `outcome.code` ⟨outcome.code⟩');
  isWrong(
    'never: outcome is "alow"',
    'unknown-choice: expected `allow`, `deny`, `challenge`, `redirect` or `failure`, found `alow` ⟨"alow"⟩',
  );
  isWrong(
    'never: outcome not in ["deny", "refuse"]',
    'unknown-choice: expected `allow`, `deny`, `challenge`, `redirect` or `failure`, found `refuse` ⟨"refuse"⟩',
  );
  isWrong('never: by is "staf-only"', 'unknown-rule: no rule has the id `staf-only` ⟨"staf-only"⟩', {
    rules: ['staff-only'],
  });

  it('may name rules that nobody knows', () => assert.deepEqual(lawErrors('never: by is "another"'), []));

  it('reads the scopes that are granted, with their type', () => {
    const { checked } = check(policyWithLaw('never: scopes contains "x"'));
    const types = Array.from(checked.value.types.values(), formatType);
    assert.ok(types.includes('list of scope'));
  });
});

describe('names of the result', () => {
  it('stay unknown to rules and conditions', () => {
    const text = policyWithLaw('never: mfa')
      .replace('user.email matches /^x/', 'mfa')
      .replace('user.email.domain is', 'by is');
    assert.deepEqual(
      errorsOf(text).map((problem) => problem.split(':')[0]),
      ['result-only-name', 'result-only-name'],
    );
  });
});

describe('the core of a law', () => {
  const PATTERNS = policyWithLaw(
    `given: user.name matches /^x/ and user.nickname matches /^y/\nnever: user.email in staff`,
  );
  const { value, source } = analysed(PATTERNS);
  const core = value!.core;

  it('holds its sentences', () => {
    const [{ name, claim, givenText, conditionText, line }] = core.properties as [
      (typeof core.properties)[0],
    ];
    assert.deepEqual(
      { name, claim, conditionText, line },
      { name: 'law', claim: 'never', conditionText: 'user.email in staff', line: 21 },
    );
    assert.equal(givenText, 'user.name matches /^x/ and user.nickname matches /^y/');
  });

  it('shares the constants of the rules, and keeps its own apart', () => {
    assert.deepEqual(
      [core.constants.map(({ name }) => name), core.lawConstants.map(({ name }) => name)],
      [['pattern 1'], ['pattern 2', 'staff']],
    );
  });

  it('changes nothing in what is emitted', () => {
    const bare = analysed(PATTERNS.slice(0, PATTERNS.indexOf('properties:')));
    // A source map carries the whole text of the file.
    const emitted = (policy: typeof core, file: Source) => ({ ...emitPolicy(policy, file), map: null });
    assert.deepEqual(emitted(core, source), emitted(bare.value!.core, bare.source));
  });

  const login = { user: { name: 'xy', nickname: 'yx', email: 'ANA@example.com' }, context: {}, now: 0 };

  it('is evaluated with the constants of both', () => {
    const evaluate = openEvaluator(core);
    const [{ given, condition }] = core.properties as [(typeof core.properties)[0]];
    assert.deepEqual([evaluate(given!, login), evaluate(condition, login)], [true, true]);
  });

  const result = {
    outcome: 'deny',
    by: null,
    mfa: false,
    scopes: ['read'],
    claims: { roles: ['hr.read', 'x'] },
  };
  const means = (sentence: string): unknown => {
    const policy = analysed(policyWithLaw(`always: '${sentence}'`)).value!.core;
    return openEvaluator(policy)(policy.properties[0]!.condition, { ...login, result });
  };
  for (const [sentence, value] of [
    ['outcome is "deny" and not mfa and scopes contains "read"', true],
    ['by exists', false],
    ['by is "staff-only"', undefined],
    ['claims.tenant is missing', true],
    ['claims.toString exists', false],
    ['all of claims.roles in group_roles.values', false],
    ['any of claims.roles in group_roles.values', true],
    ['size(group_roles.keys) is 1', true],
    ['"HR TEAM" in group_roles.keys', true],
  ] as const) {
    it(`means ${value} with ${sentence}`, () => assert.equal(means(sentence), value));
  }
});

describe('lists of a table', () => {
  const text = policyWithLaw('never: mfa').replace(
    'user.email matches /^x/',
    'any of user.groups in group_roles.keys',
  );

  it('can be used in rules', () => {
    const { value } = analysed(text);
    assert.deepEqual(
      value!.core.constants.map(({ name }) => name),
      ['group_roles.keys'],
    );
  });

  it('are two', () => {
    assert.deepEqual(errorsOf(text.replace('group_roles.keys', 'group_roles.rows')), [
      'unknown-field: unknown field `group_roles.rows` ⟨group_roles.rows⟩',
    ]);
  });
});

describe('a given', () => {
  for (const given of [
    'user.blocked and not user.blocked',
    'request.country is "DE" and request.country is "AT"',
    'request.country in ["DE", "FR"] and request.country in ["AT", "CH"]',
    'user.email in staff and user.email is "eve@evil.test"',
    'user.email in staff and user.email not in staff',
    'user.email is missing and user.email.domain is "x.de"',
    'outcome is "allow" and mfa',
    'outcome is "challenge" and not mfa',
    'outcome is "deny" and claims.roles exists',
    'outcome is not "allow" and outcome not in ["deny", "challenge"] and outcome is not "redirect" and outcome is not "failure"',
    'login.count is more than 3 and login.count is at most 3',
    'login.count is 2 and not (login.count is less than 3)',
    'is_staff and user.email.domain is "evil.test"',
    'not (user.blocked or user.blocked is missing) and user.blocked',
    'user.name matches /^x/ and not (user.name matches /^x/)',
    'no',
  ]) {
    it(`is empty with ${given}`, () => {
      assert.ok(codes(`given: '${given}'\nalways: outcome is "deny"`).includes('never-given'));
    });
  }

  for (const given of [
    'user.blocked or not user.blocked',
    'request.country is "DE" or request.country is "AT"',
    'request.country in ["DE", "FR"] and request.country in ["FR", "CH"]',
    'user.email is missing and user.name is "x"',
    'user.groups contains "A" and user.groups contains "B"',
    'outcome is "challenge" and mfa',
    'login.count is at least 3 and login.count is at most 3',
    'outcome is "allow" and claims.roles exists',
    'any of user.groups is "A" and any of user.groups is "B"',
    'app is "hr" and app is "aBcD"',
  ]) {
    it(`can hold with ${given}`, () => {
      assert.ok(!codes(`given: '${given}'\nalways: outcome is "deny"`).includes('never-given'));
    });
  }
});

describe('a law that nothing can break', () => {
  const isIdle = (law: string, is: boolean): void => {
    it(`is ${is ? '' : 'not '}${law}`, () => assert.equal(codes(law).includes('idle-law'), is));
  };
  isIdle('never: outcome is "allow" and mfa', true);
  isIdle('given: user.blocked\nnever: outcome is "allow" and not user.blocked', true);
  isIdle('given: user.blocked and mfa\nalways: user.blocked', true);
  isIdle('always: yes', true);
  isIdle('given: user.blocked\nalways: outcome is "deny"', false);
  isIdle('never: outcome is "allow"', false);
  isIdle('given: user.blocked or mfa\nalways: user.blocked', false);
});

describe('a law about logins that are allowed', () => {
  const MFA = '  - id: ask\n    then: { require_mfa: yes }\n';
  const misses = (law: string): boolean =>
    analysed(policyWithLaw(law).replace('properties:', `${MFA}properties:`)).diagnostics.some(
      ({ code }) => code === 'law-misses-challenge',
    );
  it('misses those that are asked for a second factor', () => assert.ok(misses('never: outcome is "allow"')));
  it('is told nothing if it names them', () =>
    assert.ok(!misses('never: outcome in ["allow", "challenge"]')));
  it('is told nothing if it asks for the second factor', () =>
    assert.ok(!misses('given: not mfa\nnever: outcome is "allow"')));
  it('is told nothing where no rule asks for one', () =>
    assert.ok(!codes('never: outcome is "allow"').includes('law-misses-challenge')));
});
