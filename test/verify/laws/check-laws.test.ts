import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { BASE_MOMENT } from '../../../verify/generate/base-moment.ts';
import { type CheckLawsOptions, checkLaws } from '../../../verify/laws/check-laws.ts';
import type { Counterexample, LawsReport, Verdict } from '../../../verify/laws/verdict.ts';
import type { TimedLogin } from '../../../verify/login/timed-login.ts';
import { runTests } from '../../../verify/tests/run-tests.ts';
import { openTrial } from '../../../verify/trial/open-trial.ts';
import { projectOf } from './project-of.ts';

/** Staff alone may come in, but the domain is looked for anywhere in the address. */
const WRONG = `policy: staff
rules:
  - id: staff-only
    # lintel: allow email-suffix because the law below is to find it
    unless: user.email contains "@example.com"
    then:
      deny: Only staff.
`;
const STAFF_ONLY = `  - name: Nobody else gets in
    given: user.email exists
    always: user.email.domain is "example.com" or outcome is "deny"
`;

async function check(text: string, options: CheckLawsOptions = {}): Promise<LawsReport> {
  const project = await projectOf({ 'policy.yaml': text });
  return checkLaws(project, {
    runs: 400,
    seed: 7,
    time: Number.POSITIVE_INFINITY,
    laws: 'properties',
    ...options,
  });
}

function withLaws(...laws: readonly string[]): string {
  return `${WRONG}properties:\n${laws.join('')}`;
}

function only({ verdicts: [verdict] }: LawsReport): Verdict {
  assert.ok(verdict !== undefined);
  return verdict;
}

function brokenBy(report: LawsReport): Counterexample {
  const verdict = only(report);
  assert.ok(verdict.kind === 'broken');
  return verdict.counterexample;
}

describe('checkLaws', () => {
  it('finds the smallest login that breaks a law, in a sentence and as a test', async () => {
    const { sentence, entry, why, index } = brokenBy(await check(withLaws(STAFF_ONLY)));
    assert.match(sentence, /^this person gets in, since no rule objects: e-mail ada@example\.com\S+$/);
    assert.match(
      entry,
      /^- name: 'Law broken: Nobody else gets in'\n {2}login: \{ user: \{ email: ada@\S+ \} \}\n {2}expect: \{ outcome: deny \}$/,
    );
    assert.match(why, /^it is not so that/);
    assert.ok(index !== null && index < 400);
  });

  it('tells the moment where a rule looks at the clock', async () => {
    const late =
      '  - id: late\n    when: user.last_login is older than 900 days\n    then: { log: late }\nproperties:';
    const { sentence, entry } = brokenBy(await check(withLaws(STAFF_ONLY).replace('properties:', late)));
    assert.match(sentence, /, on Wednesday 2026-11-25 at 12:00 \(UTC\)$/);
    assert.match(entry, /\n {2}at: 2026-11-25T12:00:00Z\n/);
  });

  it('writes a test that fails as long as the law is broken', async () => {
    const { entry } = brokenBy(await check(withLaws(STAFF_ONLY)));
    const project = await projectOf({
      'policy.yaml': `${WRONG}tests:\n${entry.replaceAll(/^/gm, '  ')}\n`,
    });
    const trial = await openTrial(project);
    const [result] = await runTests(
      project.tests.flatMap(({ cases }) => cases),
      trial,
    );
    trial.dispose();
    assert.ok(result?.kind === 'failed' && result.problems.length === 0);
    assert.deepEqual(
      result.differences.map(({ what }) => what),
      ['outcome'],
    );
  });

  it('says of a law that it held, and for how many logins', async () => {
    const verdict = only(await check(withLaws('  - name: No factor\n    never: mfa\n')));
    assert.deepEqual([verdict.kind, verdict.kind === 'held' && verdict.logins], ['held', 400]);
  });

  it('says of a law about hardly any login that it was hardly exercised', async () => {
    const rare =
      '  - name: Rare\n    given: user.name is "Z" and user.name starts with "Y"\n    never: mfa\n';
    const verdict = only(await check(withLaws(rare)));
    assert.deepEqual(
      [verdict.kind, verdict.kind === 'hardly exercised' && verdict.logins],
      ['hardly exercised', 0],
    );
  });

  it('skips a law with its reason', async () => {
    const verdict = only(await check(withLaws(`${STAFF_ONLY}    skip: until spring\n`)));
    assert.equal(verdict.kind === 'skipped' && verdict.reason, 'until spring');
  });

  it('ends when all laws are broken', async () => {
    const { logins, isCutShort } = await check(withLaws('  - name: N\n    never: outcome is "allow"\n'));
    assert.ok(logins < 100);
    assert.equal(isCutShort, false);
  });

  it('stops when its time is up, and says so', async () => {
    const { logins, isCutShort } = await check(withLaws('  - name: No factor\n    never: mfa\n'), {
      time: 0,
    });
    assert.deepEqual([logins, isCutShort], [0, true]);
  });

  it('tries known logins first, with all laws', async () => {
    const known: TimedLogin = {
      user: { email: 'eve@example.com.evil.test', email_verified: true },
      context: { protocol: 'samlp' },
      now: BASE_MOMENT,
    };
    const report = await check(withLaws(STAFF_ONLY), { counterexamples: [known] });
    const { index, login } = brokenBy(report);
    assert.deepEqual([report.logins, index], [1, null]);
    assert.deepEqual(login.context, { protocol: 'oidc-basic-profile' });
  });

  it('gives the same report for the same seed, byte for byte', async () => {
    const digest = async (seed: number) => {
      const { verdicts } = await check(withLaws(STAFF_ONLY), { seed });
      const told = verdicts.map((verdict) =>
        verdict.kind === 'broken' ? verdict.counterexample : verdict.kind,
      );
      return createHash('sha256').update(JSON.stringify(told)).digest('hex');
    };
    assert.equal(await digest(3), await digest(3));
  });

  it('chooses a seed and tells it', async () => {
    const project = await projectOf({ 'policy.yaml': withLaws('  - name: N\n    never: mfa\n') });
    const { seed } = await checkLaws(project, { runs: 1, laws: 'properties' });
    assert.ok(Number.isSafeInteger(seed) && seed >= 0);
  });

  it('takes the laws that it is asked for', async () => {
    const names = async (laws: CheckLawsOptions['laws']) =>
      (await check(withLaws(STAFF_ONLY), { runs: 0, ...(laws === undefined ? {} : { laws }) })).verdicts.map(
        ({ law }) => law.name,
      );
    assert.deepEqual(await names('properties'), ['Nobody else gets in']);
    assert.deepEqual(await names((law) => law.name.includes('twice') || law.name.startsWith('same-')), [
      'same-login-same-decision',
    ]);
    assert.equal((await names('built-in')).includes('Nobody else gets in'), false);
    assert.equal((await names('all')).length, 8);
  });

  it('reports progress after each login, and of a broken law before that is made smaller', async () => {
    const told: string[] = [];
    await check(withLaws('  - name: N\n    never: mfa\n  - name: M\n    never: outcome is "allow"\n'), {
      onProgress: ({ logins, broken }) => told.push(`${logins} and ${broken}`),
    });
    assert.equal(told.at(-1), '400 and 1');
    assert.equal(told.length, 401);
  });
});
