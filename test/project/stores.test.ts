import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { checkProject, loadProject, openMemoryStore, openSqliteStore, type Trouble } from '../../index.ts';
import { serve } from '../capabilities/local-server.ts';
import { inFolder, policyText } from './project-folder.ts';

const LASTING =
  'policy: hr\nrules:\n  - id: last\n    then: { set_app_metadata: { country: = request.country } }\n';
const LOGIN = {
  user: { user_id: 'auth0|1' },
  context: { request: { geoip: { country_code: 'DE' } } },
};

/** Runs a login through the project twice, loaded anew, and gives the files that are there then. */
async function filesAfter(
  files: Readonly<Record<string, string>>,
  host?: Parameters<typeof loadProject>[1],
): Promise<readonly string[]> {
  return inFolder(files, async (root) => {
    const project = await loadProject(root, host);
    assert.equal((await project.run(LOGIN)).outcome, 'allow');
    project.dispose();
    return FILES.filter((name) => existsSync(path.join(root, name)));
  });
}

const FILES = ['.lintel', '.lintel/store.sqlite', '.lintel/.gitignore', 'data/logins.sqlite'];

describe('where a project keeps what lasts', () => {
  it('is a file of its own when something lasts, which git leaves alone', async () => {
    assert.deepEqual(await filesAfter({ 'hr.yaml': LASTING }), FILES.slice(0, 3));
    await inFolder({ 'hr.yaml': LASTING }, async (root) => {
      (await loadProject(root)).dispose();
      assert.equal(readFileSync(path.join(root, '.lintel/.gitignore'), 'utf8'), 'store.sqlite*\n');
    });
  });

  it('is nowhere when nothing lasts', async () => {
    const policy = 'policy: hr\nrules:\n  - id: r\n    then: { set_claims: { a: b } }\n';
    assert.deepEqual(await filesAfter({ 'hr.yaml': policy }), []);
  });

  it('is the file that the project names', async () => {
    const project = 'pipeline: [hr.yaml]\nstore: data/logins.sqlite\n';
    assert.deepEqual(await filesAfter({ 'hr.yaml': LASTING, 'lintel.yaml': project }), [
      'data/logins.sqlite',
    ]);
  });

  it('is memory when the project says so, or the host brings a store', async () => {
    const project = 'pipeline: [hr.yaml]\nstore: memory\n';
    assert.deepEqual(await filesAfter({ 'hr.yaml': LASTING, 'lintel.yaml': project }), []);
    const store = openMemoryStore();
    assert.deepEqual(await filesAfter({ 'hr.yaml': LASTING }, { host: { store } }), []);
    assert.deepEqual((await store.getUser('auth0|1'))?.app_metadata?.fields, { country: 'DE' });
  });

  it('is a file where a rule in JavaScript stores something, and none where it only computes', async () => {
    const next = 'callback(null, user, context);';
    const rule = (body: string) => `function (user, context, callback) { ${body} }`;
    const storing = {
      'a rule': rule(
        `auth0.users.updateUserMetadata(user.user_id, { a: 1 }).then(() => ${next.slice(0, -1)})`,
      ),
      'a rule that takes its users apart': rule(`const { users } = auth0; ${next}`),
      'a rule with the store': rule(`const { store } = require('lintel'); ${next}`),
      'an Action': `exports.onExecutePostLogin = async (event, api) => { api.user.setAppMetadata('a', 1); };`,
    };
    for (const [name, text] of Object.entries(storing)) {
      const files = { 'lintel.yaml': 'pipeline: [a.js]\n', 'a.js': text };
      assert.deepEqual(await filesAfter(files), FILES.slice(0, 3), name);
    }
    const computing = rule(`context.idToken['https://a/b'] = 1; ${next}`);
    assert.deepEqual(await filesAfter({ 'lintel.yaml': 'pipeline: [a.js]\n', 'a.js': computing }), []);
    const inPolicy = 'policy: hr\nrules:\n  - id: last\n    script: a.js\n';
    const within = { 'hr.yaml': inPolicy, 'a.js': storing['a rule'] };
    assert.deepEqual(await filesAfter(within), FILES.slice(0, 3));
  });

  it('is not given up by a host that leaves its own undefined', async () => {
    // What a program without types does: `store: production ? store : undefined`.
    const host = { store: undefined } as unknown as { readonly store: ReturnType<typeof openMemoryStore> };
    await inFolder({ 'hr.yaml': LASTING }, async (root) => {
      const project = await loadProject(root, { host });
      await project.run(LOGIN);
      project.dispose();
      const store = await openSqliteStore(path.join(root, '.lintel/store.sqlite'));
      assert.deepEqual((await store.getUser('auth0|1'))?.app_metadata?.fields, { country: 'DE' });
      await store.close();
    });
  });

  it('outlasts the process', async () => {
    const reads = `${LASTING}  - id: again\n    when: user.app_metadata.country is "DE"\n    then: { set_claims: { before: Germany } }\n`;
    await inFolder({ 'hr.yaml': reads }, async (root) => {
      const claimsOf = async () => {
        const project = await loadProject(root);
        const { idToken } = await project.run(LOGIN);
        project.dispose();
        return idToken;
      };
      assert.deepEqual(await claimsOf(), {});
      assert.deepEqual(await claimsOf(), { before: 'Germany' });
    });
  });

  it('is told by its name when it cannot be opened', async () => {
    const files = { 'hr.yaml': LASTING, 'lintel.yaml': 'pipeline: [hr.yaml]\nstore: hr.yaml\n' };
    await inFolder(files, (root) => assert.rejects(loadProject(root), /hr\.yaml/));
    const inFile = {
      message: /^the store .+store\.sqlite cannot be made: what should be its folder is a file$/,
    };
    await inFolder({ 'hr.yaml': LASTING, '.lintel': '' }, (root) =>
      assert.rejects(loadProject(root), inFile),
    );
  });
});

describe('a notification that is given up', () => {
  it('is told to the host, and stays in the store that it brought', async (test) => {
    const { port, url } = await serve(test, (_, response) => response.writeHead(404).end());
    const network = `network: { allow: ["127.0.0.1:${port}"], private: [127.0.0.0/8] }`;
    const files = {
      'lintel.yaml': `pipeline: [hr.yaml]\n${network}\n`,
      'hr.yaml': `policy: hr\nrules:\n  - id: tell\n    then: { notify: { url: "${url}/a" } }\n`,
    };
    await inFolder(files, async (root) => {
      const troubles: Trouble[] = [];
      const store = await openSqliteStore(path.join(root, 'own.sqlite'));
      const host = { store, onTrouble: (trouble: Trouble) => void troubles.push(trouble) };
      const project = await loadProject(root, { host });
      await project.run(LOGIN);
      await project.flush();
      project.dispose();
      assert.deepEqual([troubles.length, (await store.listGivenUp(9)).length], [1, 1]);
      await store.close();
    });
  });
});

describe('a policy by itself', () => {
  it('may call the hosts that it names, and no others', async () => {
    const policy = `${policyText('hr')}  - id: tell\n    then: { notify: { url: "https://hooks.example.com:8443/a" } }\n`;
    await inFolder({ 'hr.yaml': policy }, async (root) => {
      const { pipelineOptions } = await checkProject(path.join(root, 'hr.yaml'));
      assert.deepEqual(pipelineOptions.network.allow, ['hooks.example.com:8443']);
    });
  });
});
