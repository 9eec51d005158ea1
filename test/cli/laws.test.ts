import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { inFolder, policyText } from '../project/project-folder.ts';
import { type Ended, runLintel } from './run-lintel.ts';

const HELD = `  - name: Strangers stay out
    given: user.email.domain is not "example.com"
    never: outcome is "allow"
`;
const BROKEN = `  - name: The boss is asked
    given: user.email is "boss@example.com"
    always: mfa
`;
const RARE = `  - name: A rare bird
    given: user.email ends with ".com" and user.email.domain is "example.org"
    always: mfa
`;
const SKIPPED = `${BROKEN}    skip: until the new provider is there\n`;

describe('the laws of lintel test', () => {
  it('are told with the number of logins that they held for', async () => {
    const { code, stdout } = await testLaws(HELD);
    assert.match(
      stdout,
      /^laws {2}\(\d+ logins tried, seed 7\)\n✓ Strangers stay out {2}\(held for \d+ logins\)\n/,
    );
    assert.match(stdout, /\n✓ \d built-in laws {2}\(held\)\n/);
    assert.match(stdout, /\nno tests[^\n]*\nlaws: \d+ held, 0 broken(?:, \d skipped)?\n$/);
    assert.equal(code, 0);
  });

  it('are told with the login that breaks them, a test to paste and the command to see it again', async () => {
    const { code, stdout } = await testLaws(BROKEN);
    assert.match(
      stdout,
      /\n✗ The boss is asked {2}\(policy\.yaml:8\)\n {4}this person gets in[^\n]*boss@example\.com/,
    );
    assert.match(
      stdout,
      /\n {6}- name: 'Law broken: The boss is asked'\n(?: {8}[^\n]*\n)+ {4}replay: lintel test \. --seed 7 --runs 100\n/,
    );
    assert.equal(code, 4);
  });

  it('show what the rule that decided has seen', async () => {
    const { stdout } = await testLaws(
      '  - name: All get in\n    always: outcome is "allow"\n',
      '--filter',
      'all get',
    );
    assert.match(
      stdout,
      /\n {6}applied {9}hr-staff\n {10}unless user\.email\.domain is "example\.com" → [a-z]+ /,
    );
  });

  it('are not green when they are hardly exercised', async () => {
    const { code, stdout } = await testLaws(RARE, '--runs', '50', '--filter', 'rare');
    assert.match(
      stdout,
      /^laws[^\n]*\n\? A rare bird {2}only 0 of 50 logins had to do with it {2}\(policy\.yaml:8\)\n/,
    );
    assert.equal(code, 5);
  });

  it('are counted when they are skipped, and with --verbose told with the reason', async () => {
    const { code, stdout } = await testLaws(SKIPPED, '--filter', 'boss');
    assert.match(stdout, /\n– 1 law skipped {2}\(--verbose says why\)\n/);
    const verbose = await testLaws(SKIPPED, '--filter', 'boss', '--verbose');
    assert.match(verbose.stdout, /\n– The boss is asked {2}\(skipped: until the new provider is there\)\n/);
    assert.equal(code, 0);
  });

  it('are those that --filter names', async () => {
    const { code, stdout } = await testLaws(HELD + BROKEN, '--filter', 'STRANGERS');
    assert.ok(stdout.includes('Strangers') && !stdout.includes('boss') && !stdout.includes('built-in'));
    assert.equal(code, 0);
  });

  it('come out the same for the same seed', async () => {
    const runs = await Promise.all([
      testLaws(BROKEN, '--filter', 'boss'),
      testLaws(BROKEN, '--filter', 'boss'),
    ]);
    assert.equal(runs[0]?.stdout, runs[1]?.stdout);
  });

  it('leave only what is wrong when it is quiet', async () => {
    assert.equal((await testLaws(HELD, '-q')).stdout, '');
    assert.match((await testLaws(HELD + BROKEN, '-q')).stdout, /^✗ The boss is asked/);
  });

  it('are in the object of --json', async () => {
    const { stdout } = await testLaws(HELD + BROKEN, '--json');
    const { laws, runs } = JSON.parse(stdout);
    const [held, broken] = laws;
    assert.deepEqual(
      [held.result, held.file, held.line, held.counterexample],
      ['held', 'policy.yaml', 8, null],
    );
    assert.deepEqual([broken.result, broken.counterexample.outcome], ['broken', 'allow']);
    assert.equal(broken.counterexample.login.user.email, 'boss@example.com');
    assert.deepEqual([runs[0].project, runs[0].seed], ['.', 7]);
  });
});

describe('logins that break a law', () => {
  it('are kept in counterexamples.yaml and tried first from then on', async () => {
    await inFolder(project(BROKEN), async (cwd) => {
      const first = await lintelLaws(cwd, '--filter', 'boss');
      assert.match(first.stderr, /kept what broke a law in counterexamples\.yaml/);
      const kept = await readFile(path.join(cwd, 'counterexamples.yaml'), 'utf8');
      const again = await lintelLaws(cwd, '--filter', 'boss', '--seed', '8');
      assert.match(again.stdout, /it was among the logins of counterexamples\.yaml/);
      assert.equal(await readFile(path.join(cwd, 'counterexamples.yaml'), 'utf8'), kept);
    });
  });

  it('are not kept with --no-record, and in CI only with --force', async () => {
    const isKept = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
      inFolder(project(BROKEN), async (cwd) => {
        await runLintel(['test', ...LAWS, '--filter', 'boss', ...args], { cwd, env: { CI: '', ...env } });
        return access(path.join(cwd, 'counterexamples.yaml')).then(
          () => true,
          () => false,
        );
      });
    const kept = [
      await isKept({}, '--no-record'),
      await isKept({ CI: 'true' }),
      await isKept({ CI: '1' }, '--force'),
    ];
    assert.deepEqual(kept, [false, false, true]);
  });

  it('that cannot be kept are no reason to fail', async () => {
    await inFolder({ ...project(BROKEN), 'counterexamples.yaml/x': '' }, async (cwd) => {
      const { code, stderr } = await lintelLaws(cwd, '--filter', 'boss');
      assert.match(stderr, /counterexamples\.yaml could not be written \(E[A-Z]+\)/);
      assert.equal(code, 4);
    });
  });

  it('become tests with --save, once', async () => {
    await inFolder(project(BROKEN), async (cwd) => {
      const saved = await lintelLaws(cwd, '--filter', 'boss', '--save');
      assert.match(saved.stderr, /added 1 test to policy\.yaml/);
      const text = await readFile(path.join(cwd, 'policy.yaml'), 'utf8');
      assert.ok(text.startsWith(project(BROKEN)['policy.yaml']));
      const tests = await runLintel(['test', '--only', 'tests'], { cwd });
      assert.match(tests.stdout, /^✗ Law broken: The boss is asked/);
      await lintelLaws(cwd, '--filter', 'boss', '--save');
      assert.equal(await readFile(path.join(cwd, 'policy.yaml'), 'utf8'), text);
    });
  });

  it('become tests with a number behind their names where these are taken by other logins', async () => {
    const taken = `tests:
  - name: 'Law broken: The boss is asked'
    login: { app: hr }
    expect: { outcome: deny }
`;
    await inFolder({ 'policy.yaml': `${policyText('hr')}${taken}properties:\n${BROKEN}` }, async (cwd) => {
      for (let time = 0; time < 2; time++) await lintelLaws(cwd, '--filter', 'boss is', '--save');
      const text = await readFile(path.join(cwd, 'policy.yaml'), 'utf8');
      assert.deepEqual(text.match(/'Law broken: [^']*'/g), [
        "'Law broken: The boss is asked'",
        "'Law broken: The boss is asked (2)'",
      ]);
    });
  });

  it('leave counterexamples.yaml alone where it has mistakes, and say so', async () => {
    await inFolder({ ...project(BROKEN), 'counterexamples.yaml': 'counterexamples: [\n' }, async (cwd) => {
      const { code, stderr } = await lintelLaws(cwd, '--filter', 'boss');
      assert.match(stderr, /what broke a law was not kept: first mend counterexamples\.yaml/);
      assert.equal(await readFile(path.join(cwd, 'counterexamples.yaml'), 'utf8'), 'counterexamples: [\n');
      assert.equal(code, 4);
    });
  });
});

const LAWS = ['--seed', '7', '--runs', '100', '--time', '5 minutes'] as const;

function project(properties: string): { readonly 'policy.yaml': string } {
  return { 'policy.yaml': `${policyText('hr')}properties:\n${properties}` };
}

function testLaws(properties: string, ...args: readonly string[]): Promise<Ended> {
  return inFolder(project(properties), (cwd) => lintelLaws(cwd, ...args));
}

function lintelLaws(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return runLintel(['test', ...LAWS, ...args], { cwd, env: { CI: '' } });
}
