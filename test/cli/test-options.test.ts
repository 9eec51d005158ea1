import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { UsageError } from '../../cli/exit-codes.ts';
import { exitCodeOf } from '../../cli/tests/count-verdicts.ts';
import { replayCommand } from '../../cli/tests/replay-command.ts';
import { refuseContradictions, type TestOptions } from '../../cli/tests/test-options.ts';
import type { TestedProject } from '../../cli/tests/tested-project.ts';
import { inFolder, policyText } from '../project/project-folder.ts';
import { runLintel } from './run-lintel.ts';
import { testProject } from './test-project.ts';

const PLAIN: TestOptions = {
  format: 'text',
  coverage: false,
  watch: false,
  update: false,
  save: false,
  record: true,
  // Where these tests run, `CI` may be set.
  force: true,
  isVerbose: false,
};

describe('options of lintel test that contradict each other', () => {
  const table: readonly (readonly [
    what: RegExp,
    options: Partial<TestOptions>,
    paths?: readonly string[],
  ])[] = [
    [/--seed is about laws/, { only: 'tests', seed: 1 }],
    [/--runs is about laws/, { only: 'tests', runs: 1 }],
    [/--time is about laws/, { only: 'tests', time: 1 }],
    [/--save keeps logins/, { only: 'tests', save: true }],
    [/--update corrects tests/, { only: 'laws', update: true }],
    [/coverage is that of tests/, { only: 'laws', coverageLcov: 'x' }],
    [/--watch runs at every change/, { watch: true, update: true }],
    [/leave out --format json/, { watch: true, format: 'json' }],
    [/--watch follows one project/, { watch: true }, ['a', 'b']],
  ];
  for (const [what, options, paths = ['.']] of table) {
    it(`are refused: ${JSON.stringify(options)}`, () => {
      assert.throws(
        () => refuseContradictions({ ...PLAIN, ...options }, paths),
        (error) => error instanceof UsageError && what.test(error.message),
      );
    });
  }

  it('are none where each has its use', () => {
    refuseContradictions({ ...PLAIN, seed: 1, update: true, save: true, coverage: true }, ['a', 'b']);
    refuseContradictions({ ...PLAIN, watch: true, coverage: true }, ['a']);
  });
});

describe('values that cannot be', () => {
  for (const args of [
    '--seed x',
    '--runs 0',
    '--time 10',
    '--time 2weeks',
    '--only rules',
    '--format xml',
    '--json --format junit',
  ]) {
    it(`end with 2: ${args}`, async () => {
      const { code } = await runLintel(['test', ...args.split(' ')]);
      assert.equal(code, 2);
    });
  }

  for (const time of ['5m', '30 s', '2 hours']) {
    it(`are not such as --time ${time}`, async () => {
      const { code } = await runLintel(['test', 'no-such-folder', '--time', time]);
      assert.equal(code, 3);
    });
  }
});

describe('the exit code of lintel test', () => {
  it('is 6 when forms of the same rules disagree, whatever else failed', async () => {
    const law =
      'properties:\n  - name: The boss is asked\n    given: user.email is "boss@example.com"\n    always: mfa\n';
    const options = { only: 'laws', filter: 'boss', seed: 1, runs: 100, time: 100_000 } as const;
    const tested = await testProject({ 'policy.yaml': policyText('hr') + law }, options);
    assert.equal(exitCodeOf([tested]), 4);
    assert.equal(exitCodeOf([tested, asFault(tested)]), 6);
  });
});

describe('the command that tries the same logins again', () => {
  it('names what they depend on, and quotes what a shell would take apart', () => {
    assert.equal(replayCommand('.', 7, {}), 'lintel test . --seed 7');
    const options = { runs: 5, environment: 'a b', now: new Date('2026-01-01T00:00:00Z') };
    assert.equal(
      replayCommand("my rules/it's", 7, options),
      "lintel test 'my rules/it'\\''s' --seed 7 --runs 5 --environment 'a b' --now 2026-01-01T00:00:00.000Z",
    );
  });
});

describe('lintel test --update', () => {
  const TESTS = `tests:
  # Why this is so.
  - name: Strangers get in
    login: { user: { email: eve@evil.example } }
    expect: { outcome: allow }   # kept
  - name: Nobody objects
    login: { user: { email: ana@example.com } }
    expect:
      outcome: allow
      applied: [hr-staff]
  - name: A slip
    login: { usr: {} }
    expect: { outcome: deny }
`;

  it('makes tests expect what happened, and leaves what it cannot', async () => {
    await inFolder({ 'policy.yaml': policyText('hr') + TESTS }, async (cwd) => {
      const args = ['test', '--only', 'tests', '--update'];
      const { code, stderr } = await runLintel(args, { cwd, env: { CI: '' } });
      assert.match(
        stderr,
        /updated {2}policy\.yaml:9: Strangers get in\n {4}outcome: expected allow, found deny\n/,
      );
      assert.match(
        stderr,
        /left as it is {2}policy\.yaml:17: A slip \(the login did not get through the rules\)\n/,
      );
      const updated = TESTS.replace('outcome: allow }   # kept', 'outcome: deny }   # kept').replace(
        '\n      applied: [hr-staff]',
        '',
      );
      assert.equal(await readFile(path.join(cwd, 'policy.yaml'), 'utf8'), policyText('hr') + updated);
      assert.equal(code, 4);
    });
  });

  it('does nothing in CI, unless --force says so', async () => {
    await inFolder({ 'policy.yaml': policyText('hr') }, async (cwd) => {
      const run = (...args: readonly string[]) =>
        runLintel(['test', '--only', 'tests', '--update', ...args], { cwd, env: { CI: 'true' } });
      const [refused, forced] = [await run(), await run('--force')];
      assert.match(refused.stderr, /not for CI; --force does it even so/);
      assert.deepEqual([refused.code, forced.code], [2, 0]);
    });
  });
});

function asFault(tested: TestedProject): TestedProject {
  const { laws } = tested;
  assert.ok(laws !== null);
  const verdicts = laws.verdicts.map((verdict) =>
    verdict.kind === 'broken'
      ? { ...verdict, counterexample: { ...verdict.counterexample, isFault: true } }
      : verdict,
  );
  return { ...tested, laws: { ...laws, verdicts } };
}
