import assert from 'node:assert/strict';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { inFolder, policyText } from '../project/project-folder.ts';
import { runLintel } from './run-lintel.ts';

const GOOD = { 'policy.yaml': policyText('hr') };
const BAD = { 'policy.yaml': policyText('hr').replace('user.email', 'user.emial') };
const TWO = {
  'a.yaml': policyText('a'),
  'b.yaml': policyText('b'),
  'lintel.yaml': 'pipeline: [a.yaml, b.yaml]\n',
};
const STAFF = '{"app":"hr","user":{"email":"ana@example.com"}}';
const STRANGER = '{"app":"hr","user":{"email":"eve@evil.example"}}';

describe('the exit code', () => {
  const table: readonly (readonly [code: number, args: string, files: object, input?: string])[] = [
    [0, 'check', GOOD],
    [0, 'run . --login -', GOOD, STRANGER],
    [0, 'compile policy.yaml', GOOD],
    [0, 'explain unknown-field', {}],
    [0, 'explain .', GOOD],
    [0, 'init new', {}],
    [0, '--version', {}],
    [0, '', {}],
    [0, 'run --help', {}],
    [1, 'run . --login -', GOOD, '{"app": }'],
    [2, 'chek', {}],
    [2, 'check --jsn', GOOD],
    [2, 'check --format xml', GOOD],
    [2, 'run .', GOOD],
    [2, 'run . --login none.json', GOOD],
    [2, 'run . --login - --now yesterday', GOOD],
    [2, 'run . --login - --now 2026-11-22T12:00:00', GOOD],
    [2, 'compile .', TWO],
    [2, 'explain unknown-feild', {}],
    [2, 'init', GOOD],
    [2, 'init policy.yaml', GOOD],
    [2, 'compile . --out policy.yaml', GOOD],
    [2, '-C nowhere check', {}],
    [3, 'check', BAD],
    [3, 'check nowhere', {}],
    [3, 'run . --login -', BAD, STAFF],
    [3, 'compile .', BAD],
    [3, 'explain policy.yaml', BAD],
    [3, 'check --environment production', GOOD],
  ];
  for (const [code, args, files, input] of table) {
    it(`is ${code} for: lintel ${args}${code === 3 ? ' (with errors)' : ''}`, async () => {
      const ended = await lintelIn({ ...files }, args, input);
      assert.equal(ended.code, code, ended.stderr);
    });
  }
});

describe('lintel', () => {
  it('keeps results on stdout and messages on stderr', async () => {
    const ran = await lintelIn(GOOD, 'run . --login - --json', `${STAFF}\n{"bad"}\n`);
    assert.equal(ran.stdout.trim().split('\n').length, 2);
    assert.match(ran.stderr, /^<stdin>:2: it is not JSON/);
    const failed = await lintelIn(BAD, 'compile .');
    assert.equal(failed.stdout, '');
    assert.match(failed.stderr, /^error\[unknown-field\]/);
  });

  it('suggests commands and options', async () => {
    assert.match((await lintelIn({}, 'chek')).stderr, /Did you mean check\?/);
    assert.match((await lintelIn({}, 'check --jsn')).stderr, /Did you mean --json\?/);
  });

  it('prints a short help alone and examples with --help', async () => {
    assert.ok((await lintelIn({}, '')).stdout.split('\n').length <= 14);
    assert.match((await lintelIn({}, '--help')).stdout, /Examples:\n {2}lintel init/);
    assert.match((await lintelIn({}, 'run --help')).stdout, /Examples:\n {2}lintel run/);
  });

  it('prints the version of the package', async () => {
    const { version } = JSON.parse(
      await readFile(path.join(import.meta.dirname, '../../package.json'), 'utf8'),
    );
    assert.equal((await lintelIn({}, '--version')).stdout, `${version}\n`);
  });

  it('colours nothing without a terminal, and something when it is forced to', async () => {
    const plain = await lintelIn(BAD, 'check');
    const forced = await lintelIn(BAD, 'check', '', { NO_COLOR: '', FORCE_COLOR: '1' });
    const refused = await lintelIn(BAD, 'check --no-color', '', { NO_COLOR: '', FORCE_COLOR: '1' });
    assert.ok(!plain.stdout.includes('\u001b['));
    assert.ok(forced.stdout.includes('\u001b[31m'));
    assert.equal(refused.stdout, plain.stdout);
  });

  it('says nothing when a reader stops reading', async () => {
    const input = `${STAFF}\n`.repeat(2000);
    await inFolder(GOOD, async (cwd) => {
      const ended = await runLintel(['run', '.', '--login', '-', '--json'], {
        cwd,
        input,
        stopsReading: true,
      });
      assert.deepEqual([ended.code, ended.stderr], [0, '']);
    });
  });

  it('tells an unexpected failure in one line, and where it came from only on request', async () => {
    await inFolder(GOOD, async (cwd) => {
      const args = ['compile', '.', '--out', 'a-name-that-no-disk-takes'.repeat(20)];
      const short = await runLintel(args, { cwd });
      assert.equal(short.code, 1);
      assert.match(short.stderr, /^lintel: unexpected failure: .*\n$/);
      assert.match((await runLintel([...args, '--verbose'], { cwd })).stderr, /\n {4}at /);
    });
  });

  it('works in another folder with -C, and in folders with spaces', async () => {
    await inFolder({ 'my rules/policy.yaml': policyText('hr') }, async (cwd) => {
      assert.equal((await runLintel(['-C', 'my rules', 'check'], { cwd })).code, 0);
      assert.equal((await runLintel(['check', 'my rules'], { cwd })).code, 0);
    });
  });
});

describe('lintel check', () => {
  it('shows frames and counts, with files named from the current folder', async () => {
    const ended = await lintelIn({ 'rules/policy.yaml': BAD['policy.yaml'] }, 'check rules');
    assert.match(
      ended.stdout,
      /^error\[unknown-field\]: .*\n {2}rules\/policy.yaml:4:13\n[\s\S]*\n\n1 error in 1 file \(checked 1 file\)\n$/,
    );
    assert.equal(ended.stderr, '');
  });

  it('checks several projects at once', async () => {
    const files = {
      'a/policy.yaml': BAD['policy.yaml'],
      'b/policy.yaml': BAD['policy.yaml'],
      'c/policy.yaml': policyText('c'),
    };
    assert.match((await lintelIn(files, 'check a b c')).stdout, /2 errors in 2 files \(checked 3 files\)\n$/);
  });

  it('tells on which entries each rule runs', async () => {
    const rules = [
      '{ id: all, then: { log: a } }',
      '{ id: some, for: { event: [login, refresh] }, then: { log: a } }',
      '{ id: other, when: event is not "login", then: { log: a } }',
      '{ id: off, mode: disabled, then: { log: a } }',
    ];
    const files = { 'policy.yaml': `policy: p\nrules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}` };
    const { stdout } = await lintelIn(files, 'check --entries');
    const lines = stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
    assert.deepEqual(lines.slice(1), [
      'policy | rule | runs on',
      'p | all | every entry',
      'p | some | login, refresh',
      'p | other | silent, refresh, redirect_resume, token_exchange, delegation',
      'p | off | no entry, since it is disabled',
      '',
    ]);
    assert.equal((await lintelIn(files, 'check --entries --json')).code, 2);
  });

  it('says nothing when it is quiet and all is well', async () => {
    assert.equal((await lintelIn(GOOD, 'check -q')).stdout, '');
  });

  it('prints JSON with positions and offsets', async () => {
    const { stdout } = await lintelIn(BAD, 'check --json');
    const { schemaVersion, checkedFiles, diagnostics } = JSON.parse(stdout);
    assert.deepEqual([schemaVersion, checkedFiles, diagnostics.length], [1, 1, 1]);
    const [{ code, severity, file, range, help, notes, fixes }] = diagnostics;
    assert.deepEqual([code, severity, file], ['unknown-field', 'error', 'policy.yaml']);
    const { start, end } = range;
    assert.deepEqual([start.line, start.column], [4, 13]);
    assert.equal(BAD['policy.yaml'].slice(start.offset, end.offset).startsWith('user.emial'), true);
    assert.equal(typeof help, 'string');
    assert.ok(Array.isArray(notes) && Array.isArray(fixes));
    assert.deepEqual(JSON.parse((await lintelIn(BAD, 'check --format json')).stdout), JSON.parse(stdout));
  });

  it('prints one line for each diagnostic in the compact form', async () => {
    assert.match(
      (await lintelIn(BAD, 'check --format compact')).stdout,
      /^policy.yaml:4:13: error\[unknown-field\]: .*\n$/,
    );
  });

  it('prints annotations for GitHub, errors first, and says how many it hides', async () => {
    const rules = Array.from(
      { length: 13 },
      (_, index) => `  - id: r${index}\n    when: user.emial${index} is "a"\n    then: { deny: yes }\n`,
    );
    const { stdout } = await lintelIn(
      { 'policy.yaml': `policy: hr\nrules:\n${rules.join('')}` },
      'check --format github',
    );
    const lines = stdout.trimEnd().split('\n');
    assert.match(
      lines[0] ?? '',
      /^::error file=policy.yaml,line=4,col=11,endLine=4,endColumn=\d+,title=unknown-field::unknown field/,
    );
    assert.equal(lines.filter((line) => line.startsWith('::error ')).length, 13);
    assert.equal(lines.at(-1), '::notice title=lintel::3 more, see the log of this step');
  });
});

describe('lintel run', () => {
  it('prints reports in the order of the logins, one a line', async () => {
    const emails = Array.from(
      { length: 50 },
      (_, index) => `p${index}@${index % 3 === 0 ? 'evil.example' : 'example.com'}`,
    );
    const input = emails.map((email) => JSON.stringify({ user: { email } })).join('\n');
    const { stdout } = await lintelIn(GOOD, 'run . --login - --json', input);
    const reports = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      reports.map(({ user }) => user.email),
      emails,
    );
    assert.deepEqual(
      reports.map(({ outcome }) => outcome),
      emails.map((email) => (email.endsWith('evil.example') ? 'deny' : 'allow')),
    );
    assert.equal(reports[0].trace, null);
  });

  it('gives a failure report for a bad line, names it, and goes on', async () => {
    const { stdout, stderr, code } = await lintelIn(
      GOOD,
      'run . --login - --json',
      `${STAFF}\n\n{"user": \n{"usr":{}}\n7\n${STRANGER}\n`,
    );
    const reports = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      reports.map(({ outcome }) => outcome),
      ['allow', 'failure', 'failure', 'failure', 'deny'],
    );
    assert.deepEqual(
      [reports[1].code, reports[1].message],
      ['bad_login', stderr.split('\n')[0]?.replace('<stdin>:3: ', '')],
    );
    assert.deepEqual(stderr.match(/<stdin>:\d+/g), ['<stdin>:3', '<stdin>:4', '<stdin>:5']);
    assert.equal(code, 1);
  });

  for (const [what, text, outcomes] of [
    ['a line', `${STAFF}\n{"user":{"name":"\xe9"}}\n${STAFF}\n`, ['allow', 'failure', 'allow']],
    ['the first line', `{"user":{"name":"\xe9"}}\n${STAFF}`, ['failure', 'allow']],
    ['a document', `[\n${STAFF},\n{"user":{"name":"\xe9"}}\n]`, ['failure']],
  ] as const)
    it(`takes no login from ${what} with bytes that are not UTF-8`, async () => {
      const ran = await lintelIn(GOOD, 'run . --login - --json', Buffer.from(text, 'latin1'));
      const reports = ran.stdout.trimEnd().split('\n');
      assert.deepEqual(
        reports.map((line) => JSON.parse(line).outcome),
        outcomes,
      );
      assert.match(ran.stderr, /^<stdin>:\d: it holds bytes that are not UTF-8 text/);
    });

  it('tells the whole story of one login', async () => {
    const { stdout } = await lintelIn(
      { ...GOOD, 'login.json': `{\n  "app": "hr",\n  "user": { "email": "eve@evil.example" }\n}\n` },
      'run . --login login.json',
    );
    assert.match(stdout, /^eve@evil.example → hr\ndeny by hr-staff \(hr\)/);
    assert.match(stdout, /user\.email/);
  });

  it('prints a table of several logins, and counts beside it', async () => {
    const { stdout, stderr } = await lintelIn(GOOD, 'run . --login -', `${STAFF}\n${STRANGER}\n`);
    assert.match(
      stdout,
      /^line +who +app +outcome +why\n1 +ana@example.com +hr +allow +no rule objected\n2 +eve@evil.example +hr +deny +hr-staff: Only staff/,
    );
    assert.match(stderr, /2 logins: 1 allow, 1 deny/);
    assert.match(
      (await lintelIn(GOOD, 'run . --login - --trace', `${STAFF}\n${STRANGER}\n`)).stdout,
      /line 1: [\s\S]*line 2: /,
    );
  });

  it('shows control characters of a login as signs', async () => {
    const login = JSON.stringify({ user: { email: 'a\u001b[2J@evil.example' }, app: 'x\ny' });
    const { stdout } = await lintelIn(GOOD, 'run . --login -', `${login}\n${login}\n`);
    assert.ok(!stdout.includes('\u001b') && stdout.trimEnd().split('\n').length === 3);
  });

  it('reads a list of logins as many', async () => {
    const { stdout } = await lintelIn(GOOD, 'run . --login - --json', `[\n${STAFF},\n${STRANGER}\n]`);
    assert.equal(stdout.trimEnd().split('\n').length, 2);
  });

  it('takes a list without logins for a line that is none, unless it is all that there is', async () => {
    const several = await lintelIn(GOOD, 'run . --login - --json', `[]\n${STAFF}\n[ ]\n\n`);
    const outcomes = several.stdout.trimEnd().split('\n');
    assert.deepEqual(
      outcomes.map((line) => JSON.parse(line).outcome),
      ['failure', 'allow', 'failure'],
    );
    assert.deepEqual(several.stderr.match(/<stdin>:\d+: it is an empty list/g)?.length, 2);
    assert.equal(several.code, 1);
    const alone = await lintelIn(GOOD, 'run . --login - --json', '[]\n');
    assert.deepEqual([alone.code, alone.stdout, alone.stderr], [0, '', '<stdin> has no logins\n']);
  });

  it('runs at the moment that --now or the login says', async () => {
    const policy =
      'policy: hr\nrules:\n  - id: late\n    when: now is after 2026-01-01T00:00:00Z\n    then: { deny: Too late. }\n';
    const outcome = async (args: string, login: object) =>
      JSON.parse(
        (await lintelIn({ 'policy.yaml': policy }, `run . --login - --json ${args}`, JSON.stringify(login)))
          .stdout,
      ).outcome;
    assert.equal(await outcome('--now 2025-06-01T12:00:00+02:00', { user: {} }), 'allow');
    assert.equal(await outcome('--now 2026-06-01T12:00:00Z', { user: {} }), 'deny');
    assert.equal(
      await outcome('--now 2026-06-01T12:00:00Z', { user: {}, at: '2025-06-01T12:00:00Z' }),
      'allow',
    );
  });
});

describe('lintel compile', () => {
  it('prints a program, or writes files and says which', async () => {
    const printed = await lintelIn(GOOD, 'compile .');
    assert.match(printed.stdout, /export function decide/);
    assert.doesNotMatch(printed.stdout, /sourceMappingURL/);
    await inFolder(TWO, async (cwd) => {
      const { stderr, stdout } = await runLintel(['compile', '.', '--out', 'build'], { cwd });
      assert.deepEqual((await readdir(path.join(cwd, 'build'))).toSorted(), [
        'a.mjs',
        'a.mjs.map',
        'b.mjs',
        'b.mjs.map',
      ]);
      assert.equal(stdout, '');
      assert.match(stderr, /wrote build\/a.mjs\n/);
    });
    assert.match(
      (await lintelIn(GOOD, 'compile . --target auth0-rule')).stdout,
      /^function \(user, context, callback\)/,
    );
  });

  it('leaves no half-written files where it may not write', async () => {
    await inFolder(GOOD, async (cwd) => {
      await writeFile(path.join(cwd, 'build'), '');
      await chmod(path.join(cwd, 'build'), 0o400);
      const { code, stderr } = await runLintel(['compile', '.', '--out', 'build'], { cwd });
      assert.deepEqual([code, stderr.includes('cannot be written: a file stands')], [2, true]);
      assert.deepEqual((await readdir(cwd)).toSorted(), ['build', 'policy.yaml']);
    });
  });
});

describe('lintel explain', () => {
  it('prints the page of a code', async () => {
    const page = await readFile(
      path.join(import.meta.dirname, '../../docs/diagnostics/unknown-key.md'),
      'utf8',
    );
    assert.equal((await lintelIn({}, 'explain unknown-key')).stdout, page);
  });

  it('suggests a code that is near', async () => {
    assert.match((await lintelIn({}, 'explain unknwon-key')).stderr, /did you mean `unknown-key`\?/);
  });

  it('retells a policy', async () => {
    assert.match((await lintelIn(GOOD, 'explain policy.yaml')).stdout, /hr-staff/);
  });
});

describe('lintel init', () => {
  it('writes a project that passes check, test and run', async () => {
    await inFolder({}, async (cwd) => {
      assert.equal((await runLintel(['init', 'rules'], { cwd })).code, 0);
      const checked = await runLintel(['check', 'rules'], { cwd });
      assert.equal(checked.stdout, 'no problems (checked 1 file)\n');
      const tested = await runLintel(['test', 'rules', '--seed', '1'], { cwd });
      assert.match(tested.stdout, /\n8 passed, 0 failed, 0 skipped\nlaws: \d held, 0 broken\n$/);
      const ran = await runLintel(['-C', 'rules', 'run', '.', '--login', 'logins.ndjson', '--json'], { cwd });
      const outcomes = ran.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).outcome);
      assert.deepEqual(new Set(outcomes), new Set(['allow', 'challenge', 'deny']));
      assert.equal(
        (await runLintel(['run', 'rules', '--login', 'rules/logins/manager-at-home.json'], { cwd })).code,
        0,
      );
    });
  });

  it('writes every schema that the first lines of its files name', async () => {
    await inFolder({}, async (cwd) => {
      await runLintel(['init', 'rules'], { cwd });
      const files = ['policy.yaml', 'fixtures/people.yaml'].map((name) => path.join(cwd, 'rules', name));
      for (const file of files) {
        const [, schema = ''] =
          /^# yaml-language-server: \$schema=(\S+)\n/.exec(await readFile(file, 'utf8')) ?? [];
        assert.equal(
          JSON.parse(await readFile(path.join(path.dirname(file), schema), 'utf8')).type,
          'object',
        );
      }
    });
  });

  it('says where nothing can be written', async () => {
    for (const [folder, reason] of [
      ['README.md/rules', 'a file stands where its folder would be'],
      ['/proc/rules', process.platform === 'linux' ? 'its folder is none in which anything can be made' : ''],
    ]) {
      const ended = await lintelIn({ 'README.md': 'mine' }, `init ${folder}`);
      assert.equal(ended.code, 2);
      assert.match(ended.stderr, new RegExp(`^lintel: ${folder}/policy.yaml cannot be written: ${reason}`));
    }
  });

  it('overwrites nothing', async () => {
    await inFolder({ 'README.md': 'mine' }, async (cwd) => {
      const ended = await runLintel(['init'], { cwd });
      assert.match(ended.stderr, /README.md already/);
      assert.deepEqual(await readdir(cwd), ['README.md']);
    });
  });
});

/** `args` have no spaces inside. */
function lintelIn(
  files: Readonly<Record<string, string>>,
  args: string,
  input: string | Uint8Array = '',
  env: Readonly<Record<string, string>> = {},
) {
  const list = args === '' ? [] : args.split(' ');
  return inFolder(files, (cwd) => runLintel(list, { cwd, input, env }));
}
