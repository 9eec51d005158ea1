import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { after, describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { checkProject } from '../../project/index.ts';
import { createPipeline, formatTrace, openSqliteStore, type Trouble } from '../../runtime/index.ts';
import { hostileText } from '../arbitraries/index.ts';
import { type LocalServer, serve, textOf } from '../capabilities/local-server.ts';
import { runLintel } from '../cli/run-lintel.ts';
import { inFolder, projectFolder } from '../project/project-folder.ts';
import { runs } from './runs.ts';

/** What every secret here has in it: letters and digits, which most ways of writing leave as they are. */
const MARK = 'kq7zv9w2xqj4h8';

/** The mark as it is, and as base64 and hexadecimal numbers have it, wherever it begins. */
const SPELLINGS: readonly string[] = [
  MARK,
  Buffer.from(MARK).toString('hex'),
  ...[0, 1, 2].map((before) => {
    const text = Buffer.from(`${' '.repeat(before)}${MARK}`).toString('base64url');
    // The first and the last signs depend on what stands beside it.
    return text.slice(before === 0 ? 0 : 4, -4);
  }),
];

function holdsSecret(text: string | Buffer): boolean {
  const bytes = Buffer.from(text);
  const folded = bytes.toString('latin1').toLowerCase();
  return SPELLINGS.some((spelling) => bytes.includes(spelling) || folded.includes(spelling.toLowerCase()));
}

const slot = '$' + '{secrets.KEY}';

/** A project that puts its secret wherever one may stand. */
function projectFiles(at: string) {
  const { host } = new URL(at);
  const sent = (path: string) =>
    `url: "${at}/${path}/${slot}?k=${slot}", headers: { Authorization: "Bearer ${slot}", X-Key: = secrets.KEY }`;
  const body = `body: { key: = secrets.KEY, all: "<${slot}>", who: = user.email }`;
  return {
    'lintel.yaml': `pipeline: [away.yaml, asks.yaml]
secrets: [KEY]
network: { allow: ["${host}"], private: [127.0.0.0/8] }
`,
    'away.yaml': `policy: away
rules:
  - id: away
    when: user.nickname is "away"
    then: { redirect: { to: https://consent.example.com/terms, with: { version: "7" }, sign_with: KEY } }
`,
    'asks.yaml': `policy: asks
sources:
  crm: { ${sent('crm')}, ${body}, method: POST, timeout: 150 ms, retry: 1, if_it_fails: continue }
  erp: { ${sent('erp')}, timeout: 150 ms, cache: 1 minute }
rules:
  - id: knows
    then: { set_claims: { plan: = crm.plan }, log: "the plan is $\{crm.plan}", set_app_metadata: { plan: = crm.plan } }
  - id: acts
    then:
      call: { ${sent('call')}, body: "I am ${slot}", timeout: 150 ms, if_it_fails: continue, also_on_deny: yes }
      notify: { ${sent('notify')}, ${body}, also_on_deny: yes }
  - id: checks
    when: user.nickname is "checked" and erp.blocked is no
    then: { require_mfa: yes }
tests:
  - name: Everybody is let in
    login: { user: { nickname: nobody, email: ada@example.com } }
    answers: { crm: { plan: gold } }
    expect: { outcome: deny }
`,
  };
}

const says =
  (status: number, text = '', headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(text);

/** How the server behaves. */
const MOODS: Readonly<Record<string, RequestListener>> = {
  fine: says(200, '{"plan":"gold","blocked":false}'),
  ill: says(500, 'oh no'),
  busy: says(503, '', { 'retry-after': '0' }),
  ignorant: says(404),
  garbled: says(200, '<html>'),
  gone: (request) => request.socket.destroy(),
  // A notification waits longer than a test.
  silent: (request, response) => void (request.url?.startsWith('/notify') && response.writeHead(410).end()),
  moved: (request, response) =>
    request.url === '/new' ? response.end('{}') : response.writeHead(307, { location: '/new' }).end(),
  elsewhere: says(302, '', { location: 'http://other.example.com/' }),
};

/** A server of which the mood can be changed, and what it was told. */
async function moodyServer(test: TestContext) {
  let mood: RequestListener = says(200);
  const told: string[] = [];
  const server = await serve(test, (request, response) => {
    void textOf(request).then(
      (body) => told.push(JSON.stringify([request.url, request.headers, body])),
      () => undefined,
    );
    mood(request, response);
  });
  return {
    server,
    told,
    setMood: (name: string) => {
      mood = MOODS[name] ?? assert.fail(`there is no mood ${name}`);
    },
  };
}

const login = (nickname: string) => ({
  user: { user_id: 'auth0|1', email: 'ada@example.com', nickname },
  context: { clientName: 'hr', protocol: 'oidc-basic-profile', request: {} },
});

describe('the value of a secret', () => {
  let sent = 0;

  it('is told to servers alone, whatever they do and whatever it is', async (test) => {
    const { server, told, setMood } = await moodyServer(test);
    const secret = fc.oneof(
      fc.constant(MARK),
      hostileText.map((text) => `${MARK}${text}`),
      hostileText.map((text) => `${text}${MARK}`),
    );
    const property = fc.asyncProperty(
      fc.constantFrom(...Object.keys(MOODS)),
      secret,
      fc.constantFrom('away', 'checked', 'other'),
      async (mood, KEY, nickname) => {
        setMood(mood);
        told.length = 0;
        const seen = await everythingOf(server, KEY, nickname);
        sent += told.filter(holdsSecret).length;
        for (const [what, text] of seen) assert.ok(!holdsSecret(text), `it stands in ${what}`);
      },
    );
    await fc.assert(property, runs(40));
  });

  after(() => assert.ok(sent > 40, `only ${sent} requests carried a secret, too few to tell`));

  it('is in nothing that the command line says or makes', async (test) => {
    const { server, told, setMood } = await moodyServer(test);
    setMood('fine');
    const cwd = await projectFolder(test, { ...projectFiles(server.url), 'key.txt': `${MARK}\n` });
    const input = JSON.stringify(login('checked'));
    const commands = [
      'test .',
      'run . --login - --json --trace --confirm passed',
      'run . --login - --store s.sqlite',
      'compile away.yaml --target auth0-action',
    ];
    for (const command of commands) {
      const options = { cwd, input, env: { KEY_FILE: join(cwd, 'key.txt') } };
      const { stdout, stderr } = await runLintel(command.split(' '), options);
      assert.notEqual(stdout + stderr, '');
      assert.ok(!holdsSecret(stdout + stderr), `it stands in the output of ${command}`);
    }
    assert.ok(told.some(holdsSecret));
    assert.deepEqual(filesWithSecret(cwd), ['key.txt']);
  });
});

/** Whatever comes out of a project that takes one login through, fast and traced. */
function everythingOf(
  { url }: LocalServer,
  KEY: string,
  nickname: string,
): Promise<readonly (readonly [string, string])[]> {
  return inFolder(projectFiles(url), async (root) => {
    const troubles: Trouble[] = [];
    const { steps, policies, findings, pipelineOptions } = await checkProject(root, { variables: { KEY } });
    const store = await openSqliteStore(join(root, 'store.sqlite'));
    const onTrouble = (trouble: Trouble) => void troubles.push(trouble);
    const pipeline = await createPipeline(steps ?? [], { ...pipelineOptions, store, onTrouble });
    try {
      const reports = [
        await pipeline.run(login(nickname)),
        await pipeline.run(login(nickname), { trace: true }),
      ];
      for (const { confirm, redirect } of reports) {
        if (confirm !== null) reports.push(await pipeline.confirm(confirm, 'passed'));
        if (redirect === null) continue;
        const { searchParams } = new URL(redirect.url);
        const query = { session_token: searchParams.get('session_token') ?? '' };
        reports.push(await pipeline.resume(searchParams.get('state'), { query }));
      }
      await pipeline.flush();
      return [
        ['a report', JSON.stringify(reports)],
        ['a story', reports.flatMap((report) => formatTrace(report)).join('\n')],
        ['a policy', JSON.stringify(policies)],
        ['a finding', JSON.stringify(findings)],
        ['a trouble', JSON.stringify(troubles)],
        ['the files', filesWithSecret(root).join()],
      ];
    } finally {
      pipeline.dispose();
      await store.close();
    }
  });
}

/** The files of a folder that have the secret in them, as bytes. */
function filesWithSecret(root: string): readonly string[] {
  const names = globSync('**/{*,.*}', { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name));
  return paths.filter((path) => holdsSecret(readFileSync(path))).map((path) => path.slice(root.length + 1));
}
