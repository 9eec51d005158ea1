import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { checkProject } from '../../index.ts';
import { inFolder, policyText } from './project-folder.ts';

/** The values of the secrets TOKEN and OTHER, and what is said of them. */
async function secretsOf(
  variables: (root: string) => Readonly<Record<string, string>>,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<{ readonly values: unknown; readonly messages: readonly string[]; readonly all: string }> {
  const project = {
    'lintel.yaml': 'pipeline: [hr.yaml]\nsecrets: [TOKEN, OTHER]\n',
    'hr.yaml': policyText('hr'),
  };
  return inFolder({ ...project, ...files }, async (root) => {
    const checked = await checkProject(root, { variables: variables(root) });
    const found = checked.findings.flatMap(({ diagnostics }) => diagnostics);
    const all = JSON.stringify(checked.findings);
    return { values: checked.pipelineOptions.secrets, messages: found.map(({ message }) => message), all };
  });
}

const BOTH = { TOKEN: 't0ken', OTHER: 'other' };

describe('the values of secrets', () => {
  it('come from variables', async () => assert.deepEqual((await secretsOf(() => BOTH)).values, BOTH));

  it('come from the files that variables name, without the line break at the end', async () => {
    const variables = (root: string) => ({ TOKEN_FILE: path.join(root, 'token'), OTHER: 'other' });
    const read = (text: string) => secretsOf(variables, { token: text });
    assert.deepEqual((await read('t0ken\n')).values, BOTH);
    assert.deepEqual((await read('t0ken\r\n')).values, BOTH);
    assert.deepEqual((await read(' a\nb\n\n')).values, { TOKEN: ' a\nb\n', OTHER: 'other' });
  });

  it('come from the variable of the name itself where there are both', async () => {
    const variables = (root: string) => ({ ...BOTH, TOKEN_FILE: path.join(root, 'token') });
    assert.deepEqual((await secretsOf(variables, { token: 'another' })).values, BOTH);
  });

  it('are missed in one warning', async () =>
    assert.deepEqual((await secretsOf(() => ({}))).messages, [
      'the environment has no variables `TOKEN`, `OTHER`, so these secrets have no value',
    ]));

  it('are missed when their file cannot be read, with the reason', async () => {
    const reasonOf = async (name: string, content: string | Uint8Array | null) => {
      const variables = (root: string) => ({ OTHER: 'other', TOKEN_FILE: path.join(root, name) });
      const { messages } = await secretsOf(variables, content === null ? {} : { [name]: content });
      return messages.map((message) => /read: (.*), so/.exec(message)?.[1]);
    };
    assert.deepEqual(await reasonOf('none', null), ['there is no such file']);
    assert.deepEqual(await reasonOf('.', null), ['it is a folder, not a file']);
    assert.deepEqual(await reasonOf('binary', new Uint8Array([0xff, 0x00])), ['it is not UTF-8 text']);
    assert.deepEqual(await reasonOf('large', 'x'.repeat(70_000)), ['it is larger than 64 KiB']);
  });

  it('are not for a policy without a `lintel.yaml`, which is told how to come by them', async () => {
    const tell =
      '  - id: tell\n    then: { notify: { url: https://hooks.example.com/, body: = secrets.TOKEN } }\n';
    const said = await inFolder({ 'hr.yaml': `${policyText('hr')}${tell}` }, async (root) => {
      const { findings } = await checkProject(path.join(root, 'hr.yaml'), { variables: BOTH });
      return findings.flatMap(({ diagnostics }) => diagnostics.map(({ message, help }) => [message, help]));
    });
    assert.deepEqual(
      said.map(([message]) => message),
      ['without a `lintel.yaml` there is no secret `TOKEN`'],
    );
    assert.match(said[0]?.[1] ?? '', /`secrets: \[TOKEN\]`/);
  });

  it('stand in nothing that is said', async () => {
    const { all } = await secretsOf(() => ({ TOKEN: 't0ken' }));
    assert.equal(all.includes('t0ken'), false);
  });
});
