import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { type NewRuleOptions, newRule } from '../../cli/commands/new-rule.ts';
import { UsageError } from '../../cli/exit-codes.ts';
import type { Output } from '../../cli/output.ts';
import { inFolder } from '../project/project-folder.ts';
import { type Ended, runLintel } from './run-lintel.ts';

const POLICY = `policy: hr   # ours; nobody uses it yet
lists:
  vips: { of: group, items: [Board] }
rules:
  - id: known
    when: user.email is missing
    then: { deny: Who are you? }
    # as agreed with the auditors

# What follows tells how it should be.
tests:
  - { name: Nobody, login: {}, expect: { outcome: deny } }
`;

const WITH_RULE = (rule: string) => POLICY.replace('auditors\n', `auditors\n${rule}`);

const COUNTRY = '  - id: country-block\n    uses: country-block\n    with: { countries: [KP, SY] }\n';

const OWN = `template: freeze
name: Keep a group out
parameters:
  groups: { type: list of group, title: Groups }
rule:
  name: Nobody of \${groups} gets in
  when: user.groups contains any of groups
  then: { deny: Not now. }
`;

interface Made extends Pick<Ended, 'code' | 'stdout' | 'stderr'> {
  /** The policy afterwards. */
  readonly text: string;
}

/** `lintel new rule` for a policy, or another path, in a folder of its own. */
function make(
  options: Partial<NewRuleOptions>,
  files: Readonly<Record<string, string>> = {},
  given = '',
): Promise<Made> {
  return inFolder({ 'policy.yaml': POLICY, ...files }, async (root) => {
    const [printed, said]: [string[], string[]] = [[], []];
    const output = { ...outputTo(said), result: async (text: string) => void printed.push(text) };
    const all = { with: [], dryRun: false, terminal: null, ...options };
    const code = await newRule(path.join(root, given), all, output).catch((error: unknown) => {
      if (!(error instanceof UsageError)) throw error;
      said.push(error.message);
      return 2;
    });
    const text = await readFile(path.join(root, 'policy.yaml'), 'utf8');
    const stderr = said.join('\n').replaceAll(`${root}/`, '');
    return { code, stdout: printed.join(''), stderr, text };
  });
}

/** The same with somebody who answers line by line, and in the end no more. */
function answer(
  lines: readonly string[],
  options: Partial<NewRuleOptions> = {},
): Promise<{ readonly code: number; readonly said: string; readonly text: string }> {
  return inFolder({ 'policy.yaml': POLICY }, async (root) => {
    const said: string[] = [];
    const screen = new PassThrough();
    screen.on('data', (piece: Buffer) => said.push(piece.toString()));
    const terminal = { input: Readable.from(lines.map((line) => `${line}\n`)), output: screen };
    const all = { with: [], dryRun: false, ...options, terminal };
    const code = await newRule(root, all, outputTo(said));
    return { code, said: said.join('\n'), text: await readFile(path.join(root, 'policy.yaml'), 'utf8') };
  });
}

function outputTo(said: string[]): Output {
  return {
    result: async (text) => void said.push(text),
    say: (line) => void said.push(line),
    warn: (line) => void said.push(line),
    isQuiet: false,
    paint: (_, text) => text,
    columns: 80,
  };
}

const BLOCK = { template: 'country-block', with: ['countries=KP, SY'] };
const FLAGS = ['new', 'rule', '--template', 'country-block', '--with', 'countries=KP, SY'];

describe('lintel new rule', () => {
  it('adds the rule and keeps everything else to the byte', async () => {
    const { code, stderr, text } = await make(BLOCK);
    assert.equal(code, 0, stderr);
    assert.equal(text, WITH_RULE(COUNTRY));
    assert.equal(stderr, 'added `country-block` to policy.yaml: Nobody signs in from KP, SY');
  });

  it('keeps the line ends of the file', async () => {
    const { text } = await make(BLOCK, { 'policy.yaml': POLICY.replaceAll('\n', '\r\n') });
    assert.equal(text, WITH_RULE(COUNTRY).replaceAll('\n', '\r\n'));
  });

  it('makes a rule that checks, and does what the template does', () =>
    inFolder({ 'policy.yaml': POLICY }, async (cwd) => {
      assert.equal((await runLintel(FLAGS, { cwd })).code, 0);
      assert.equal(await readFile(path.join(cwd, 'policy.yaml'), 'utf8'), WITH_RULE(COUNTRY));
      const input = '{"app":"hr","country":"kp","user":{"email":"a@example.com"}}';
      const ran = await runLintel(['run', '.', '--login', '-', '--json'], { cwd, input });
      assert.match(ran.stdout, /"outcome":"deny".*"by":"country-block"/);
    }));

  it('counts on where the name of the template is taken', async () => {
    const taken = `${POLICY.slice(0, POLICY.indexOf('# What'))}${COUNTRY}`;
    const { stdout } = await make({ ...BLOCK, dryRun: true }, { 'policy.yaml': taken });
    assert.match(stdout, /^- id: country-block-2\n/);
  });

  it('prints the rule and writes nothing on a dry run', async () => {
    const { code, stdout, text } = await make({ ...BLOCK, id: 'far', dryRun: true });
    assert.equal(code, 0);
    assert.equal(stdout, '- id: far\n  uses: country-block\n  with: { countries: [KP, SY] }\n');
    assert.equal(text, POLICY);
  });

  const VALUES: readonly (readonly [given: string, template: string, written: string])[] = [
    ['groups=[HR Team, Payroll]', 'mfa-for-groups', 'groups: [HR Team, Payroll]'],
    ['groups=HR Team', 'mfa-for-groups', 'groups: [HR Team]'],
    ["groups='a, b', c", 'mfa-for-groups', "groups: ['a, b', c]"],
    ['groups=vips', 'mfa-for-groups', 'groups: vips'],
    ['network=203.0.113.7', 'mfa-outside-network', 'network: 203.0.113.7'],
    [
      'network=203.0.113.0/24, 2001:db8::/32',
      'mfa-outside-network',
      'network: [203.0.113.0/24, 2001:db8::/32]',
    ],
  ];
  for (const [given, template, written] of VALUES) {
    it(`writes ${written} for --with ${given}`, async () => {
      const { stdout, stderr } = await make({ template, with: [given], dryRun: true });
      assert.ok(stdout.endsWith(`with: { ${written} }\n`), stdout + stderr);
    });
  }

  it('takes a schedule without its braces, and a text as it is', async () => {
    const given = [
      'group=yes',
      'schedule=days: mon-fri, timezone: UTC',
      'message=Sorry: "no" # way\nrules: []',
    ];
    const { stdout } = await make({ template: 'working-hours-only', with: given, dryRun: true });
    assert.match(stdout, /group: yes\n/);
    assert.match(stdout, /schedule: \{ days: mon-fri, timezone: UTC \}\n/);
    assert.match(stdout, /message: "Sorry: \\"no\\" # way\\nrules: \[\]"\n$/);
  });

  const blocking = (...pairs: readonly string[]) => ({ template: 'country-block', with: pairs });
  const WRONG: readonly (readonly [code: number, options: Partial<NewRuleOptions>, says: RegExp])[] = [
    [2, {}, /--template NAME is missing/],
    [2, blocking(), /missing:\n {2}--with countries=… {2}\(Countries, such as \[KP, SY\]\)/],
    [2, { template: 'country-blok' }, /did you mean `country-block`/],
    [2, blocking('countris=KP'), /did you mean `countries`/],
    [2, blocking('countries'), /write --with parameter=value/],
    [2, blocking('countries=KP', 'countries=SY'), /is there twice/],
    [2, blocking('countries='), /cannot be read as a list of country/],
    [3, blocking('countries=KPX'), /expected a country code, found `KPX`/],
    [3, { template: 'mfa-for-groups', with: ['groups=vip'] }, /did you mean `vips`/],
    [3, { ...BLOCK, id: 'known' }, /`known`/],
    [3, { ...BLOCK, id: 'No!' }, /No!/],
  ];
  for (const [code, options, says] of WRONG) {
    it(`ends with ${code} and writes nothing for: ${JSON.stringify(options)}`, async () => {
      const made = await make(options);
      assert.equal(made.code, code, made.stderr);
      assert.match(made.stderr, says);
      assert.equal(made.text, POLICY);
    });
  }

  it('says that there is no project', async () => {
    const { code, stderr } = await make(BLOCK, {}, 'nowhere');
    assert.equal(code, 3);
    assert.match(stderr, /there is no such file or folder/);
  });

  it('does not ask where nobody can answer', () =>
    inFolder({ 'policy.yaml': POLICY }, async (cwd) => {
      const ended = await runLintel(FLAGS.slice(0, 4), { cwd, input: 'KP\n' });
      assert.equal(ended.code, 2);
      assert.match(ended.stderr, /--with countries=…/);
    }));

  it('touches no policy that has errors', async () => {
    const text = POLICY.replace('user.email is', 'user.emial is');
    const made = await make(BLOCK, { 'policy.yaml': text });
    assert.deepEqual([made.code, made.text], [3, text]);
    assert.match(made.stderr, /unknown-field.*nothing was written/s);
  });

  it('knows the templates of the project around a policy, and asks which of several policies', async () => {
    const files = {
      'lintel.yaml': 'pipeline: [policies/a.yaml, policies/b.yaml]\n',
      'policies/a.yaml': 'policy: a\nrules: []\n',
      'policies/b.yaml': 'policy: b\nrules: []\n',
      'templates/freeze.yaml': OWN,
    };
    const options = { template: 'freeze', with: ['groups=Interns'], dryRun: true };
    const made = await make(options, files, 'policies/b.yaml');
    assert.equal(made.stdout, '- id: freeze\n  uses: freeze\n  with: { groups: [Interns] }\n', made.stderr);
    const asked = await make(options, files);
    assert.equal(asked.code, 2);
    assert.match(asked.stderr, /several policies, so name one of them: policies\/a\.yaml, policies\/b\.yaml/);
  });

  it('uses no template that has mistakes', async () => {
    const files = { 'templates/freeze.yaml': OWN.replace('user.groups', 'user.gruops') };
    const { code, stderr } = await make({ template: 'freeze', with: ['groups=Interns'] }, files);
    assert.equal(code, 2);
    assert.match(stderr, /`freeze` has mistakes/);
  });
});

describe('lintel new rule, on a terminal', () => {
  it('asks for what is missing, and takes what is said already', async () => {
    const { code, said, text } = await answer(['KP, SY', ''], { template: 'country-block' });
    assert.equal(code, 0, said);
    assert.equal(text, WITH_RULE(COUNTRY));
    assert.match(said, /Countries: Their codes of two letters\. \(such as \[KP, SY\]\)\?/);
    assert.match(said, /Message shown to the user \(nothing for You cannot sign in from this country\.\)\?/);
    const known = await answer(['KP, SY'], { template: 'country-block', with: ['message=No.'] });
    assert.doesNotMatch(known.said, /Message shown/);
    assert.match(known.text, /with: \{ countries: \[KP, SY\], message: No\. \}/);
  });

  it('asks nothing when nothing has to be filled in', async () => {
    const { code, said } = await answer([], { template: 'country-block', with: ['countries=KP, SY'] });
    assert.equal(code, 0, said);
    assert.doesNotMatch(said, /Message shown/);
  });

  it('asks for the template by name', async () => {
    const { said, text } = await answer(['999', 'country-blok', 'country-block', 'KP, SY', '']);
    assert.equal(text, WITH_RULE(COUNTRY));
    assert.match(said, /there is no template `999`.*did you mean `country-block`/s);
  });

  it('asks for the template by number, once it knows what it is about', async () => {
    const numberOf = (line: RegExp, said: string) => line.exec(said)?.[1] ?? '';
    const about = numberOf(/^ *(\d+) {2}Access \(\d+\)$/m, (await answer([])).said);
    const { said } = await answer([about]);
    const number = numberOf(/^ *(\d+) {2}[^:\n]*\(country-block\)$/m, said);
    assert.equal((await answer([about, number, 'KP, SY', ''])).text, WITH_RULE(COUNTRY));
    assert.equal((await answer([about, 'country-block', 'KP, SY', ''])).text, WITH_RULE(COUNTRY));
  });

  it('takes a part of the name of what it is about', async () => {
    assert.equal((await answer(['acce', 'country-block', 'KP, SY', ''])).text, WITH_RULE(COUNTRY));
    assert.match((await answer(['acce'])).said, /\(country-block\)$/m);
  });

  it('asks again until an answer will do', async () => {
    const { said, text } = await answer(['', 'KPX', 'vips', 'KP, SY', ''], { template: 'country-block' });
    assert.match(said, /this has to be filled in/);
    assert.match(said, /expected a country code, found `KPX`; write the two letters/);
    assert.match(said, /found `vips`, which is a list of group/);
    assert.equal(text, WITH_RULE(COUNTRY));
  });

  it('writes nothing when the answers end', async () => {
    const { code, said, text } = await answer(['KP'], { template: 'country-block' });
    assert.deepEqual([code, text], [130, POLICY]);
    assert.match(said, /nothing was written/);
  });

  it('writes nothing over what somebody else has written meanwhile', () =>
    inFolder({ 'policy.yaml': POLICY }, async (root) => {
      const file = path.join(root, 'policy.yaml');
      const input = Readable.from(
        (async function* () {
          yield 'KP\n';
          await writeFile(file, `${POLICY}# mine\n`);
          yield '\n';
        })(),
      );
      const terminal = { input, output: new PassThrough().resume() };
      const options = { template: 'country-block', with: [], dryRun: false, terminal };
      await assert.rejects(newRule(root, options, outputTo([])), UsageError);
      assert.equal(await readFile(file, 'utf8'), `${POLICY}# mine\n`);
    }));
});
