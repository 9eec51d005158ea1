import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Coverage, Gap } from '../../../verify/index.ts';
import { measure } from './measure.ts';

const POLICY = `policy: hr
rules:
  - id: staff
    unless: user.email.domain is "example.com"
    then:
      deny: Only staff.
  - id: admins
    when:
      all:
        - user.groups contains "admins"
        - request.country is not "DE"
    then:
      require_mfa: yes
  - id: watched
    mode: report-only
    when: user.email_verified is missing
    then:
      deny: Later.
  - id: old
    mode: disabled
    when: user.blocked
    then:
      deny: Never.
`;
const ANA = { user: { email: 'ana@example.com', email_verified: true, groups: [] }, country: 'DE' };
const EVE = { user: { email: 'eve@evil.example' } };
const ADMIN = { user: { email: 'ada@example.com', groups: ['admins'] }, country: 'FR' };
const NOBODY = { user: {} };

describe('coverage', () => {
  it('counts how rules end by what their condition was, also where a guard applies in doubt', async () => {
    const coverage = await measure({ 'policy.yaml': POLICY }, [ANA, EVE, NOBODY, ADMIN]);
    assert.deepEqual(
      rulesOf(coverage).map(({ id, endings, notReached }) => [id, ...Object.values(endings), notReached]),
      [
        ['staff', 1, 2, 1, 0],
        ['admins', 1, 1, 0, 2],
        ['watched', 1, 1, 0, 2],
        ['old', 0, 0, 0, 0],
      ],
    );
  });

  it('counts answers of sentences, and how often each decided', async () => {
    const coverage = await measure({ 'policy.yaml': POLICY }, [ADMIN, { ...ADMIN, country: 'DE' }, ANA]);
    assert.deepEqual(
      rulesOf(coverage)[1]?.clauses.map(({ line, answers, deciding }) => [line, answers, deciding]),
      [
        [10, { yes: 2, no: 1, unknown: 0 }, 1],
        [11, { yes: 1, no: 2, unknown: 0 }, 2],
      ],
    );
  });

  it('knows the answers that cannot be', async () => {
    const [staff, , watched] = rulesOf(await measure({ 'policy.yaml': POLICY }, []));
    assert.deepEqual(staff?.clauses[0]?.possible, ['yes', 'no', 'unknown']);
    assert.deepEqual(watched?.clauses[0]?.possible, ['yes', 'no']);
    assert.deepEqual(watched?.possible, ['applied', 'did not apply']);
  });

  it('lists what no test shows, and nothing of disabled rules', async () => {
    const nothing = await measure({ 'policy.yaml': POLICY }, []);
    assert.deepEqual(gapsOf(nothing), ['staff: not reached', 'admins: not reached', 'watched: not reached']);
    assert.deepEqual(nothing.rules, { reached: 0, possible: 8 });
    assert.deepEqual(
      gapsOf(await measure({ 'policy.yaml': POLICY }, [ANA, EVE, { ...ADMIN, country: 'DE' }])),
      [
        'staff: could not tell',
        'admins: applied',
        'admins: could not tell',
        'admins: user.groups contains "admins" unknown',
        'admins: user.groups contains "admins" never deciding',
        'admins: request.country is not "DE" yes',
        'admins: request.country is not "DE" unknown',
      ],
    );
  });

  it('is whole when every ending and every answer was seen', async () => {
    const policy = `policy: hr
rules:
  - id: staff
    unless: user.email.domain is "example.com"
    then:
      deny: Only staff.
`;
    const coverage = await measure({ 'policy.yaml': policy }, [ANA, EVE, NOBODY]);
    assert.deepEqual(
      [coverage.rules, coverage.clauses, gapsOf(coverage)],
      [{ reached: 3, possible: 3 }, { reached: 3, possible: 3 }, []],
    );
  });

  it('counts a rule in JavaScript as applied when it changes something, and as failed when it fails', async () => {
    const files = {
      'lintel.yaml': 'pipeline: [rules/gate.js]\n',
      'rules/gate.js': `function (user, context, callback) {
  if (user.name === 'x') throw new Error('no');
  if (!user.email) return callback(new UnauthorizedError('Who are you?'));
  callback(null, user, context);
}
`,
    };
    const coverage = await measure(files, [ANA, NOBODY, { user: { name: 'x' } }]);
    const [gate] = rulesOf(coverage);
    assert.deepEqual(
      [coverage.files[0]?.kind, gate?.id, gate?.endings, gate?.failed],
      ['javascript', 'gate', { applied: 1, 'did not apply': 1, 'could not tell': 0 }, 1],
    );
    assert.deepEqual(gapsOf(await measure(files, [ANA])), ['gate: applied']);
  });

  it('counts the rule of `default: deny` as applied for those whom no rule admitted', async () => {
    const policy = `policy: hr
default: deny
rules:
  - id: staff
    when: user.email.domain is "example.com"
    then: { admit: yes }
`;
    const rules = rulesOf(await measure({ 'policy.yaml': policy }, [ANA, EVE]));
    assert.deepEqual(
      rules.map(({ id, line, endings }) => [id, line, endings.applied, endings['did not apply']]),
      [
        ['staff', 4, 1, 1],
        ['default', null, 1, 1],
      ],
    );
  });
});

function rulesOf({ files }: Coverage) {
  return files.flatMap(({ rules }) => rules);
}

function gapsOf({ files }: Coverage): readonly string[] {
  return files.flatMap(({ gaps }) => gaps.map(showGap));
}

function showGap(gap: Gap): string {
  const { id } = gap.rule;
  if (gap.kind === 'not reached') return `${id}: not reached`;
  if (gap.kind === 'ending') return `${id}: ${gap.ending}`;
  return `${id}: ${gap.clause.text} ${gap.kind === 'answer' ? gap.answer : 'never deciding'}`;
}
