import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inFolder } from '../project/project-folder.ts';
import { runLintel } from './run-lintel.ts';

const OWN = `template: freeze
name: Keep a group out
summary: Nobody of a group can sign in.
category: Seasons
parameters:
  group: { type: group, title: Group, description: Whoever is away., example: Interns }
  message: { type: text, title: Message, default: Not now. }
rule:
  name: Nobody of \${group} gets in
  when: user.groups contains group
  then: { deny: = message }
tests:
  - { name: Interns stay out, with: { group: Interns }, login: {}, expect: { outcome: deny } }
`;

const show = (args: string, files: Readonly<Record<string, string>> = { 'templates/freeze.yaml': OWN }) =>
  inFolder(files, (cwd) =>
    runLintel(['templates', ...args.split(' ').filter((word) => word !== '')], { cwd }),
  );

describe('lintel templates', () => {
  it('lists by category those that come with Lintel and those of the folder', async () => {
    const { code, stdout } = await show('');
    assert.equal(code, 0);
    assert.match(stdout, /^Access\n(?: .*\n)* {2}country-block +Refuse logins from some countries\n/m);
    assert.match(
      stdout,
      /^Seasons\n {2}freeze +Keep a group out \(of this project\)\n +Nobody of a group can sign in\.$/m,
    );
  });

  it('lists one category, of which a part of the name is enough', async () => {
    const { code, stdout } = await show('--category seas');
    assert.equal(code, 0);
    assert.match(stdout, /^Seasons\n {2}freeze .*\n.*\n$/);
  });

  it('ends the whole list with how to get less of it', async () => {
    const { stdout } = await show('');
    assert.match(stdout, /\n\n`--category TEXT` lists [^\n]*, `lintel templates NAME` [^\n]*\n$/);
  });

  it('names the categories when there is no such one', async () => {
    const { code, stderr } = await show('--category birds');
    assert.equal(code, 2);
    assert.match(stderr, /^lintel: there is no category `birds`; there are Access, .*Seasons.*\n$/);
    assert.match((await show('--category Seasens')).stderr, /did you mean `Seasons`\?/);
  });

  it('takes a name or a category', async () => {
    const { code, stderr } = await show('freeze --category Access');
    assert.equal(code, 2);
    assert.match(stderr, /`lintel templates freeze` shows that template/);
  });

  it('tells everything about one', async () => {
    const { stdout } = await show('freeze');
    assert.equal(
      stdout,
      `Keep a group out (freeze, Seasons)
Nobody of a group can sign in.

Reads as
  Nobody of Interns gets in

Parameters
  group    group  Group: Whoever is away.  such as: Interns
  message  text   Message                  if left out: Not now.

A rule to paste
  - id: freeze
    uses: freeze
    with: { group: Interns }

Its tests
  Interns stay out
`,
    );
  });

  it('can be asked to show it', async () =>
    assert.equal((await show('show freeze')).stdout, (await show('freeze')).stdout));

  it('takes `show` alone for a name, and one name at a time', async () => {
    assert.match((await show('show')).stderr, /there is no template `show`/);
    for (const words of ['freeze country-block', 'show freeze freeze']) {
      const { code, stderr } = await show(words);
      assert.deepEqual([code, stderr], [2, 'lintel: one template at a time: `lintel templates freeze`\n']);
    }
  });

  it('is data with --json', async () => {
    const all = JSON.parse((await show('--json')).stdout);
    const own = all.templates.find(({ name }: { name: string }) => name === 'freeze');
    const one = JSON.parse((await show('freeze --json')).stdout);
    assert.deepEqual({ schemaVersion: 1, ...own }, one);
    assert.deepEqual(
      [one.origin, one.readsAs, one.parameters[0].example],
      ['project', 'Nobody of Interns gets in', 'Interns'],
    );
  });

  it('shows those of another project', async () => {
    const files = { 'lintel.yaml': 'pipeline: []\n', 'templates/freeze.yaml': OWN, 'deep/er/readme': '' };
    const { stdout } = await inFolder(files, (root) =>
      runLintel(['templates', 'freeze', '--project', `${root}/deep/er`]),
    );
    assert.match(stdout, /^Keep a group out/);
  });

  it('leaves out what cannot be read, and says so', async () => {
    const { code, stdout, stderr } = await show('', {
      'templates/freeze.yaml': OWN.replace('rule:', 'rul:'),
    });
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /freeze/);
    assert.match(stderr, /templates\/freeze\.yaml is left out/);
  });

  it('knows what was meant by a name that nothing has', async () => {
    const { code, stderr } = await show('freze');
    assert.deepEqual([code, stderr], [2, 'lintel: there is no template `freze`; did you mean `freeze`?\n']);
  });
});

describe('lintel explain', () => {
  it('names the template that a rule is made of', async () => {
    const policy = 'policy: p\nrules:\n  - { id: out, uses: freeze, with: { group: Temps } }\n';
    const { stdout } = await inFolder({ 'policy.yaml': policy, 'templates/freeze.yaml': OWN }, (cwd) =>
      runLintel(['explain', '.'], { cwd }),
    );
    assert.match(stdout, /1\. Nobody of Temps gets in \[out\]\n {3}Made of the template freeze\./);
  });
});
