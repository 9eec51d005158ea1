import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inFolder } from '../project/project-folder.ts';
import { runLintel } from './run-lintel.ts';

const RULE = `function (user, context, callback) {
  if (user.email !== 'ada@example.com') return callback(new UnauthorizedError('Only Ada.'));
  context.idToken.roles = ['owner'];
  callback(null, user, context);
}
`;

/** The policy that is to take its place; `item`: whom it lets in. */
const policy = (item: string) => `policy: only-ada
rules:
  - id: only-ada
    unless: user.email is "${item}"
    then: { deny: Only Ada. }
  - id: roles
    then: { set_claims: { id_token: { roles: [owner] } } }
`;

const OPTIONS = ['--runs', '200', '--seed', '7', '--time', '1 minute'];

function equivalent(files: Readonly<Record<string, string>>) {
  return inFolder(files, (cwd) => runLintel(['equivalent', 'rules/ada.js', 'ada.yaml', ...OPTIONS], { cwd }));
}

describe('lintel equivalent', () => {
  it('ends with 0 where no difference is found, and says that this is no proof', async () => {
    const { code, stdout } = await equivalent({
      'rules/ada.js': RULE,
      'ada.yaml': policy('ada@example.com'),
    });
    assert.equal(code, 0, stdout);
    assert.match(
      stdout,
      /^rules\/ada\.js and ada\.yaml {2}\(200 logins tried, seed 7\)\n✓ whoever was refused/,
    );
    assert.match(stdout, /\nno login was found on which they differ: evidence, not proof\n$/);
  });

  it('ends with 4 and the smallest login where one is found', async () => {
    const { code, stdout } = await equivalent({
      'rules/ada.js': RULE,
      'ada.yaml': policy('eve@example.com'),
    });
    assert.equal(code, 4);
    assert.match(
      stdout,
      /✗ whoever was refused is refused\n {4}this person is refused[^\n]*e-mail eve@example\.com[^\n]*\n {4}by ada\.yaml, it is allowed\n/,
    );
    assert.match(
      stdout,
      /\nthey differ in 2 of 7 respects; again: lintel equivalent rules\/ada\.js ada\.yaml --seed 7\n$/,
    );
  });

  it('takes both files with what the lintel.yaml around them says, also a rule that only reports', async () => {
    const { code, stdout } = await equivalent({
      'lintel.yaml':
        'pipeline: [{ rule: rules/ada.js, mode: report-only }]\ncompatibility: { claims: auth0 }\n',
      'rules/ada.js': RULE,
      'ada.yaml': policy('ada@example.com'),
    });
    assert.equal(code, 0, stdout);
  });

  it('ends with 3 where one of the two has errors', async () => {
    const { code, stderr } = await equivalent({
      'rules/ada.js': RULE,
      'ada.yaml': `${policy('ada@')}  nonsense`,
    });
    assert.equal(code, 3);
    assert.match(stderr, /error\[.*\n {2}ada\.yaml:/);
  });

  it('ends with 5 where the first fails whoever signs in', async () => {
    const { code } = await equivalent({
      'rules/ada.js': 'function (user, context, callback) { missing(); }',
      'ada.yaml': policy('ada@example.com'),
    });
    assert.equal(code, 5);
  });

  it('prints the same as JSON', async () => {
    const different = { 'rules/ada.js': RULE, 'ada.yaml': policy('eve@example.com') };
    const { code, found } = await equivalentAsJson(different);
    assert.equal(code, 4);
    assert.deepEqual(
      [found.schemaVersion, found.seed, found.logins, found.respects.length, found.diagnostics],
      [1, 7, 200, 7, []],
    );
    const [first] = found.respects;
    assert.deepEqual([first?.result, first?.counterexample?.outcome], ['broken', 'deny']);
    const broken = await equivalentAsJson({ ...different, 'ada.yaml': `${policy('ada@')}  nonsense` });
    assert.deepEqual([broken.code, broken.found.respects], [3, []]);
    assert.equal(broken.found.diagnostics[0]?.file, 'ada.yaml');
  });
});

interface Found {
  readonly schemaVersion: number;
  readonly seed: number;
  readonly logins: number;
  readonly respects: readonly {
    readonly result: string;
    readonly counterexample: { readonly outcome: string } | null;
  }[];
  readonly diagnostics: readonly { readonly file: string }[];
}

async function equivalentAsJson(files: Readonly<Record<string, string>>) {
  const { code, stdout } = await inFolder(files, (cwd) =>
    runLintel(['equivalent', 'rules/ada.js', 'ada.yaml', '--json', ...OPTIONS], { cwd }),
  );
  const found: Found = JSON.parse(stdout);
  return { code, found };
}
