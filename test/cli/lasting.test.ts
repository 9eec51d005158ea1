import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { inFolder } from '../project/project-folder.ts';
import { type Ended, runLintel } from './run-lintel.ts';

const LOGIN = '{"app":"hr","user":{"user_id":"auth0|1"},"country":"DE"}';
const COUNTS = `policy: hr
rules:
  - id: often
    when: counts.logins is at least 2
    then: { deny: Too often. }
  - id: count
    then: { count: { name: logins, per: user.user_id, window: 1 day } }
`;
const CHALLENGE = `${COUNTS}  - id: mfa\n    then: { require_mfa: yes }\n`;

/** Runs `lintel` several times in one folder, each time with the same login. */
function runs(policy: string, ...commands: readonly string[]): Promise<readonly Ended[]> {
  return inFolder({ 'policy.yaml': policy }, async (cwd) => {
    const ended: Ended[] = [];
    for (const command of commands) ended.push(await runLintel(command.split(' '), { cwd, input: LOGIN }));
    return ended;
  });
}

const outcomesOf = (ended: readonly Ended[]) => ended.map(({ stdout }) => JSON.parse(stdout).outcome);
const RUN = 'run . --login - --json';

describe('lintel run', () => {
  it('keeps what lasts in the file that is named, from run to run', async () => {
    const stored = `${RUN} --store data/s.sqlite`;
    assert.deepEqual(outcomesOf(await runs(COUNTS, stored, stored, stored)), ['allow', 'allow', 'deny']);
  });

  it('keeps nothing where no file is named', async () =>
    assert.deepEqual(outcomesOf(await runs(COUNTS, RUN, RUN, RUN)), ['allow', 'allow', 'allow']));

  it('says how a login ends whose second factor was given or not', async () => {
    const ended = await runs(CHALLENGE, RUN, `${RUN} --confirm passed`, `${RUN} --confirm failed`);
    assert.deepEqual(outcomesOf(ended), ['challenge', 'allow', 'deny']);
  });

  it('names a store that cannot be opened', async () => {
    const [ended] = await runs(COUNTS, `${RUN} --store policy.yaml`);
    assert.equal(ended?.code, 2);
    assert.match(ended?.stderr ?? '', /policy\.yaml/);
  });

  it('says before all else which secrets have no value', async () => {
    const { stdout, stderr } = await runAsking();
    assert.match(
      stderr,
      /^warning\[missing-secret\]: the environment has no variable `LINTEL_NO_SUCH_SECRET`/,
    );
    assert.match(stdout, /^failure/m);
  });

  it('says once why a rule failed, in the words of the language', async () => {
    const { stdout } = await runAsking();
    assert.match(stdout, /=> failed: the look-up `crm` failed: the secret/);
    assert.equal(stdout.split('the look-up `crm` failed').length, 2);
  });

  it('says that a notification could not be delivered', async () => {
    const ended = await tellOne(503);
    assert.equal(JSON.parse(ended.stdout).outcome, 'allow');
    assert.match(ended.stderr, /notifications could not be delivered/);
  });

  it('says which notification was given up, and why, without what it says', async () => {
    const ended = await tellOne(404);
    assert.equal(JSON.parse(ended.stdout).outcome, 'allow');
    assert.match(
      ended.stderr,
      /the notification POST 127\.0\.0\.1:\d+ of `hr\/tell` was given up after 1 try: 404\n/,
    );
    assert.doesNotMatch(ended.stderr, /could not be delivered|secret-path/);
  });
});

/** Runs a login whose look-up needs a secret that has no value. */
function runAsking(): Promise<Ended> {
  const header = '"Bearer ${secrets.LINTEL_NO_SUCH_SECRET}"';
  const files = {
    'policy.yaml': `policy: hr\nsources: { crm: { url: https://crm.example.com/, headers: { Authorization: ${header} } } }\nrules:\n  - id: free\n    when: crm.plan is "free"\n    then: { deny: No. }\n`,
    'lintel.yaml':
      'pipeline: [policy.yaml]\nnetwork: { allow: [crm.example.com] }\nsecrets: [LINTEL_NO_SUCH_SECRET]\n',
  };
  return inFolder(files, (cwd) => runLintel('run . --login -'.split(' '), { cwd, input: LOGIN }));
}

/** Runs a login that somebody is notified of who answers with this status. */
async function tellOne(status: number): Promise<Ended> {
  const server = createServer((_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const policy = `policy: hr\nrules:\n  - id: tell\n    then: { notify: { url: "http://127.0.0.1:${port}/secret-path" } }\n`;
  const files = {
    'policy.yaml': policy,
    'lintel.yaml': `pipeline: [policy.yaml]\nnetwork: { allow: ["127.0.0.1:${port}"], private: [127.0.0.0/8] }\n`,
  };
  const ended = await inFolder(files, (cwd) => runLintel(RUN.split(' '), { cwd, input: LOGIN }));
  server.close();
  return ended;
}

describe('lintel try', () => {
  it('keeps what lasts in the file that is named', async () => {
    const stored = 'try . --login - --json --store s.sqlite';
    assert.deepEqual(outcomesOf(await runs(COUNTS, stored, stored, stored)), ['allow', 'allow', 'deny']);
  });
});

describe('lintel compile', () => {
  it('makes one Action of all policies', async () => {
    const rule = (id: string) =>
      `policy: ${id}\nrules:\n  - id: r\n    then: { set_claims: { ${id}: yes } }\n`;
    const files = { 'a.yaml': rule('a'), 'b.yaml': rule('b'), 'lintel.yaml': 'pipeline: [a.yaml, b.yaml]\n' };
    const command = ['compile', '.', '--target', 'auth0-action'];
    const { code, stdout } = await inFolder(files, (cwd) => runLintel(command, { cwd }));
    assert.equal(code, 0);
    assert.match(stdout, /exports\.onExecutePostLogin = [\s\S]*The policy a [\s\S]*The policy b /);
  });

  it('refuses what an Action cannot do, where it stands', async () => {
    const [ended] = await runs(COUNTS, 'compile . --target auth0-action');
    assert.equal(ended?.code, 3);
    assert.match(ended?.stderr ?? '', /`count` cannot run as an Auth0 Action[\s\S]*policy\.yaml:7:13/);
  });
});
