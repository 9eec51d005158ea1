import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { readYaml } from '../../../grammar/index.ts';
import { type ImportOptions, importAuth0 } from '../../../project/import/import-auth0.ts';
import type { ImportReport } from '../../../project/import/import-report.ts';
import { checkProject, loadProject } from '../../../project/index.ts';
import { inFolder } from '../project-folder.ts';

const CASES = path.join(import.meta.dirname, 'cases');
const RULE = 'function rule(user, context, callback) {\n  callback(null, user, context);\n}\n';

interface Imported {
  readonly report: ImportReport;
  /** The text of a file of the project. */
  readonly read: (name: string) => Promise<string>;
}

/** Imports an export into a new folder, which is gone afterwards. */
async function imported<T>(
  from: string,
  look: (found: Imported) => T | Promise<T>,
  options: Partial<ImportOptions> = {},
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lintel import '));
  try {
    const to = path.join(folder, 'login');
    const result = await importAuth0(from, { to, ...options });
    if (result.kind === 'refused') throw new Error(result.reason);
    return await look({ report: result.report, read: (name) => readFile(path.join(to, name), 'utf8') });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const reportOf = (name: string, options: Partial<ImportOptions> = {}) =>
  imported(path.join(CASES, name), ({ report }) => report, options);

/** Name and standing of each rule, in order. */
const standings = ({ rules }: ImportReport) => rules.map(({ name, standing }) => `${name}: ${standing}`);

/** Imports a folder that is made for the occasion. */
const importedFiles = <T>(
  files: Readonly<Record<string, string>>,
  look: (found: Imported) => T | Promise<T>,
) => inFolder(files, (root) => imported(root, look));

/** Why an export made for the occasion is refused. */
const refusal = (files: Readonly<Record<string, string>>, options: Partial<ImportOptions> = {}) =>
  inFolder(files, async (root) => {
    const result = await importAuth0(root, { to: path.join(root, 'new'), ...options });
    return result.kind === 'refused' ? result.reason : 'not refused';
  });

const isError = ({ severity }: { readonly severity: string }) => severity === 'error';

const KEYWORDS = new Map<string, unknown>([
  ['STAFF', ['ada@example.com']],
  ['COMPANY', 'ACME'],
  ['PLAN', 'gold'],
]);

describe('a folder of deploy-cli', () => {
  it('gives its rules in their order, and actions after them', async () => {
    const report = await reportOf('directory', { keywords: KEYWORDS });
    assert.equal(report.format, 'directory');
    assert.deepEqual(standings(report), [
      'Country: runs',
      'Only staff: runs',
      'Old one: disabled',
      'Waits: runs',
      'Staff claims: runs',
    ]);
  });

  it('puts values in the place of keywords', () =>
    imported(
      path.join(CASES, 'directory'),
      async ({ read }) => {
        const text = await read('rules/02-only-staff.js');
        assert.match(text, /const staff = \["ada@example\.com"\];/);
        assert.match(text, /Only staff can sign in to ACME\./);
      },
      { keywords: KEYWORDS },
    ));

  it('disables rules whose keywords have no value, and keeps the keywords', () =>
    imported(path.join(CASES, 'directory'), async ({ report, read }) => {
      const waits = report.rules.find(({ name }) => name === 'Waits');
      assert.deepEqual(
        [waits?.standing, waits?.missing],
        ['disabled', ['the keyword `@@PLAN@@` has no value']],
      );
      assert.match(await read('rules/04-waits.js'), /@@PLAN@@/);
      assert.match(await read('lintel.yaml'), /04-waits\.js, name: "Waits", mode: disabled/);
    }));

  it('leaves aside what is no rule of logins, and says so', async () => {
    const { remarks } = await reportOf('directory');
    assert.ok(remarks.some((remark) => remark.includes('rules/stray.js')));
    assert.ok(remarks.some((remark) => remark.includes('`Sign-up`')));
  });

  it('names secrets and never holds their values', () =>
    imported(path.join(CASES, 'directory'), async ({ report, read }) => {
      assert.deepEqual(report.secrets, ['CLAIM_NAMESPACE', 'CRM_TOKEN']);
      assert.equal(await read('.env.example'), 'CLAIM_NAMESPACE=\nCRM_TOKEN=\n');
    }));

  it('tells what a rule does and what a policy could say', async () => {
    const { rules } = await reportOf('directory');
    const [country] = rules;
    assert.deepEqual(country?.writes, ['context.idToken']);
    assert.deepEqual(
      country?.replacements.map(({ construct }) => construct),
      ['request.country in …', 'deny', 'set_claims'],
    );
    assert.equal(country?.needsJavaScript, false);
  });

  it('can be told by its folder of rules', async () => {
    const report = await reportOf('directory/rules', { keywords: KEYWORDS });
    assert.deepEqual([report.format, report.rules.length], ['directory', 4]);
  });
});

describe('a folder from source control', () => {
  it('gives rules by their file names, those without settings last', async () => {
    const report = await reportOf('sidecars');
    assert.equal(report.format, 'sidecars');
    assert.deepEqual(standings(report), [
      'factor: disabled',
      'failed: left out',
      'verified: runs',
      'no-settings: runs',
    ]);
  });

  it('leaves out other stages than that of logins', async () => {
    const failed = (await reportOf('sidecars')).rules.find(({ name }) => name === 'failed');
    assert.deepEqual(failed?.missing, ['the stage `login_failure` does not run here']);
  });

  it('can be one rule', async () => {
    const report = await reportOf('sidecars/rules/verified.js');
    assert.deepEqual(
      report.rules.map(({ name, order }) => [name, order]),
      [['verified', 2]],
    );
  });
});

describe('a tenant.yaml', () => {
  it('gives rules and actions, whatever else stands in it', async () => {
    const report = await reportOf('yaml', { keywords: new Map([['CRM_ON', true]]) });
    assert.equal(report.format, 'yaml');
    assert.deepEqual(standings(report), ['Weekdays only: runs', 'Tell the CRM: runs', 'gate: runs']);
    assert.deepEqual(report.remarks, []);
  });

  it('allows the hosts that its rules call', async () => {
    const report = await reportOf('yaml/tenant.yaml');
    assert.deepEqual([report.hosts, report.secrets], [['crm.example.com'], ['CRM_TOKEN']]);
    assert.equal(report.rules[1]?.uses.updatesUsers, true);
  });

  it('that cannot be read is refused with the line', async () => {
    const reason = await refusal({ 'tenant.yaml': 'clients: []\nrules:\n  - name: "a\n' });
    assert.match(reason, /^tenant\.yaml: line \d/);
  });
});

describe('the project of an import', () => {
  it('keeps the text of rules', () =>
    imported(path.join(CASES, 'sidecars'), async ({ read }) =>
      assert.equal(
        await read('rules/03-verified.js'),
        await readFile(path.join(CASES, 'sidecars/rules/verified.js'), 'utf8'),
      ),
    ));

  it('has a lintel.yaml without a mistake, however rules are called', () =>
    importedFiles(
      {
        'rules/a.json': JSON.stringify({ name: 'x"}\n- evil\u202e #', script: './a.js', order: 1 }),
        'rules/a.js': RULE,
        'rules/b.json': JSON.stringify({ name: '../../../ä', script: './b.js', order: 2 }),
        'rules/b.js': 'nothing of a rule\n# { ',
      },
      async ({ read, report }) => {
        const text = await read('lintel.yaml');
        const { root, diagnostics } = readYaml({ name: 'lintel.yaml', text });
        assert.deepEqual([diagnostics, root?.entries.get('pipeline')?.value.kind], [[], 'list']);
        assert.deepEqual(
          report.rules.map(({ file }) => file),
          ['rules/01-x-evil.js', 'rules/02-a.js'],
        );
      },
    ));

  for (const name of ['directory', 'sidecars', 'yaml']) {
    it(`has no errors, from ${name}`, () =>
      imported(path.join(CASES, name), async ({ report }) => {
        const { findings } = await checkProject(report.folder);
        const errors = findings.flatMap(({ diagnostics }) => diagnostics.filter(isError));
        assert.deepEqual(errors, []);
      }));
  }

  it('takes its example login through rules and actions', () =>
    imported(path.join(CASES, 'directory'), async ({ report, read }) => {
      const project = await loadProject(report.folder);
      try {
        const { outcome, idToken } = await project.run(JSON.parse(await read('logins/example.json')));
        assert.deepEqual([outcome, idToken['https://claims.example.com/country']], ['allow', 'DE']);
        assert.ok(Object.values(idToken).includes('Example app'));
      } finally {
        project.dispose();
      }
    }));

  it('names the rules whose hosts somebody has to add', () =>
    importedFiles(
      {
        'rules/crm.js':
          'function (user, context, callback) { request(configuration.CRM_URL, () => callback(null)); }',
        'rules/link.js':
          "function (user, context, callback) { request(auth0.baseUrl + '/users', () => callback(null)); }",
        'rules/quiet.js': RULE,
      },
      async ({ report, read }) => {
        const lines = (await read('lintel.yaml')).split('\n');
        assert.deepEqual(lines.slice(lines.indexOf('network:') - 2, lines.indexOf('network:') + 2), [
          '# - crm, which reads CRM_URL',
          '# - link, which reads AUTH0_DOMAIN',
          'network:',
          '  allow: []',
        ]);
        assert.deepEqual(report.secrets, ['AUTH0_DOMAIN', 'CRM_URL']);
        const { findings } = await checkProject(report.folder);
        assert.deepEqual(
          findings.flatMap(({ diagnostics }) => diagnostics.filter(isError)),
          [],
        );
      },
    ));

  it('leaves out rules that cannot run, with the reason', () =>
    importedFiles({ 'rules/a.js': RULE, 'rules/b.js': 'class Rule {}' }, async ({ report, read }) => {
      assert.deepEqual(standings(report), ['a: runs', 'b: left out']);
      assert.match(await read('lintel.yaml'), /# line 1: .*a class/);
    }));

  it('tells what of an action is not there', () =>
    importedFiles(
      {
        'actions/a.json': '{ "name": "a" }',
        'actions/a/code.js':
          "exports.onExecutePostLogin = async (event, api) => { if (!api.rules.wasExecuted('rul_1')) api.session.revoke('x'); };",
      },
      ({ report }) => {
        assert.deepEqual(standings(report), ['a: runs']);
        assert.match(report.rules[0]?.missing.join() ?? '', /`api\.session` is not available.*wasExecuted/);
      },
    ));

  it('tells what rules had without a require and have no more', () =>
    importedFiles(
      { 'rules/a.js': 'function (user, context, callback) { mongo("x", () => callback(null)); }' },
      ({ report }) => assert.match(report.rules[0]?.missing.join() ?? '', /global name `mongo`/),
    ));

  it('tells of orders that two rules share', () =>
    importedFiles(
      {
        'rules/a.js': RULE,
        'rules/a.json': '{ "order": 1 }',
        'rules/b.js': RULE,
        'rules/b.json': '{ "order": 1 }',
      },
      ({ report }) => assert.match(report.remarks.join(), /`a` and `b` have the same order, 1/),
    ));

  it('tells of settings that it cannot read, and lets the rule run', () =>
    importedFiles({ 'rules/a.js': RULE, 'rules/a.json': '{ "enabled": "perhaps" }' }, ({ report }) => {
      assert.match(report.remarks.join(), /neither true nor false/);
      assert.deepEqual(standings(report), ['a: runs']);
    }));

  it('begins in a folder that is empty or not there, and in no other', async () => {
    const files = { 'rules/a.js': RULE, 'full/mine.txt': 'mine' };
    await inFolder(files, async (root) => {
      const to = path.join(root, 'full');
      assert.deepEqual((await importAuth0(root, { to })).kind, 'refused');
      assert.equal((await importAuth0(root, { to, overwrite: 'replace' })).kind, 'imported');
      assert.equal(await readFile(path.join(to, 'mine.txt'), 'utf8'), 'mine');
      await mkdir(path.join(root, 'empty'));
      assert.equal((await importAuth0(root, { to: path.join(root, 'empty') })).kind, 'imported');
      assert.equal((await stat(path.join(root, 'empty/lintel.yaml'))).isFile(), true);
    });
  });

  it('does not begin in the export itself', () =>
    inFolder({ 'rules/a.js': RULE }, async (root) =>
      assert.equal((await importAuth0(root, { to: root, overwrite: 'replace' })).kind, 'refused'),
    ));
});

describe('an export that means harm', () => {
  const settings = (script: string) => JSON.stringify({ name: 'a', script, order: 1 });

  it('cannot reach files outside', () =>
    inFolder({ 'secret.js': 'secret', 'export/rules/a.json': settings('../../secret.js') }, async (root) => {
      const result = await importAuth0(path.join(root, 'export'), { to: path.join(root, 'new') });
      assert.match(result.kind === 'refused' ? result.reason : '', /leaves the folder of the export/);
    }));

  it('cannot name absolute paths', async () =>
    assert.match(await refusal({ 'rules/a.json': settings('/etc/hostname') }), /no such file/));

  it('cannot follow links, to files or to folders', () =>
    inFolder({ 'outside/a.js': RULE, 'export/rules/b.js': RULE, 'tenant/x': '' }, async (root) => {
      await symlink(path.join(root, 'outside/a.js'), path.join(root, 'export/rules/a.js'));
      await writeFile(path.join(root, 'export/rules/c.json'), settings('./a.js'));
      await symlink(path.join(root, 'outside'), path.join(root, 'tenant/rules'));
      const links = await importAuth0(path.join(root, 'export'), { to: path.join(root, 'new') });
      assert.match(links.kind === 'refused' ? links.reason : '', /without following links/);
      const folder = await importAuth0(path.join(root, 'tenant'), { to: path.join(root, 'new') });
      assert.equal(folder.kind, 'refused');
    }));

  it('cannot fill the memory', () =>
    inFolder({ 'rules/a.js': '' }, async (root) => {
      await truncate(path.join(root, 'rules/a.js'), 2 ** 33);
      const result = await importAuth0(root, { to: path.join(root, 'new') });
      assert.match(result.kind === 'refused' ? result.reason : '', /larger than 4 MiB/);
    }));

  it('gains nothing with keys such as __proto__', () =>
    importedFiles(
      { 'rules/a.js': RULE, 'rules/a.json': '{ "__proto__": { "enabled": false }, "constructor": 1 }' },
      ({ report }) => assert.deepEqual(standings(report), ['a: runs']),
    ));

  it('that has no rules is refused', async () => {
    assert.match(await refusal({}), /no `tenant\.yaml`/);
    assert.match(await refusal({ 'rules/a.json': '{' }), /no rules in it; rules\/a\.json/);
    assert.equal((await importAuth0('/nowhere', { to: '/nowhere else' })).kind, 'refused');
  });
});

describe('a rule whose text is not in the export', () => {
  const RAN = JSON.stringify({ name: 'Gate', script: './gate.js', enabled: true, order: 1 });
  const OFF = JSON.stringify({ name: 'Off', script: './off.js', enabled: false, order: 2 });
  const KEPT = JSON.stringify({ name: 'Kept', script: './kept.js', enabled: true, order: 3 });

  it('is lost if it ran there, and lintel.yaml says so', () =>
    importedFiles(
      { 'rules/a.json': RAN, 'rules/b.json': OFF, 'rules/c.json': KEPT, 'rules/kept.js': RULE },
      async ({ report, read }) => {
        assert.deepEqual([report.lost, standings(report)], [['Gate'], ['Kept: runs']]);
        assert.match(
          await read('lintel.yaml'),
          /# missing: Gate ran there, and its text is not in the export/,
        );
        assert.match(await read('README.md'), /- Gate: ran there/);
      },
    ));

  it('is lost, too, when its settings cannot be read, or stand alone', async () => {
    await importedFiles({ 'rules/a.json': '{', 'rules/c.json': KEPT, 'rules/kept.js': RULE }, ({ report }) =>
      assert.deepEqual(report.lost, ['a']),
    );
    await importedFiles(
      {
        'rules/gone.json': '{"enabled": true}',
        'rules/off.json': '{"enabled": false}',
        'rules/kept.js': RULE,
      },
      ({ report }) => assert.deepEqual(report.lost, ['gone']),
    );
  });
});

it('rules that put addresses together are told from those that call nobody', () =>
  importedFiles(
    {
      'rules/a-built.js': `function (u, c, cb) { require('request').get(configuration.URL + '/x', cb); }`,
      'rules/b-stored.js': 'function (u, c, cb) { auth0.users.updateAppMetadata(u.user_id, {}, cb); }',
      'rules/c-plain.js': RULE,
    },
    ({ report }) =>
      assert.deepEqual(
        report.rules.map(({ uses }) => uses.buildsAddresses),
        [true, false, false],
      ),
  ));
