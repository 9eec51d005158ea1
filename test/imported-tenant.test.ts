import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadProject, type Project } from '../index.ts';
import { expandLogin } from '../runtime/index.ts';

const FOLDER = join(import.meta.dirname, '../examples/imported-tenant');

/** What the server was asked, and what it answers next with instead of 200. */
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

describe('the example imported-tenant, with its services at hand', () => {
  const asked: Asked[] = [];
  const refusals: number[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, authorization: headers.authorization, body: await bodyOf(request) });
    const refusal = refusals.shift();
    if (refusal !== undefined) {
      response.writeHead(refusal, { 'retry-after': '0' }).end();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(url.startsWith('/customers') ? '{"plan":"gold"}' : '{}');
  });
  let project: Project;

  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const here = `http://127.0.0.1:${port}`;
    const variables = { CRM_URL: here, CRM_TOKEN: 'crm-token', WEBHOOK_URL: `${here}/hook` };
    project = await loadProject(FOLDER, { variables });
  });
  after(() => {
    project.dispose();
    server.close();
  });

  /** The report of somebody at Acme, and what the server was asked meanwhile. */
  async function signIn(more: Readonly<Record<string, unknown>>) {
    const user = { user_id: 'auth0|1', email: 'joe@acme.example', email_verified: true };
    const expanded = expandLogin({ app: 'wiki', user, ...more });
    assert.ok(expanded.kind === 'login');
    asked.length = 0;
    return project.run(expanded.login, { now: '2026-11-23T10:00:00Z', trace: true });
  }

  it('asks the CRM with its secret, and puts the plan into the token', async () => {
    const report = await signIn({});
    assert.equal(report.idToken['https://acme.example/plan'], 'gold');
    const [question] = asked;
    assert.equal(question?.url, '/customers?email=joe%40acme.example');
    assert.equal(question?.authorization, 'Bearer crm-token');
    assert.doesNotMatch(JSON.stringify(report), /crm-token/);
  });

  it('waits when the CRM has too much to do', async () => {
    refusals.push(429);
    const report = await signIn({});
    assert.equal(report.idToken['https://acme.example/plan'], 'gold');
  });

  it('tells the webhook who signed in where, and lets them in when it is broken', async () => {
    await signIn({});
    assert.deepEqual(JSON.parse(asked.at(-1)?.body ?? ''), { app: 'wiki', user: 'auth0|1' });
    refusals.push(200, 500);
    const report = await signIn({});
    assert.equal(report.outcome, 'allow');
    assert.match(JSON.stringify(report.trace?.at(-1)?.console), /the webhook did not take it/);
  });

  it('counts sign-ins, and stores the count', async () => {
    const report = await signIn({
      user: {
        user_id: 'auth0|7',
        email: 'fin@acme.example',
        email_verified: true,
        app_metadata: { sign_ins: 4 },
      },
    });
    assert.deepEqual(
      report.effects.filter(({ effect }) => effect === 'update_user'),
      [
        {
          policy: 'rules/06-count-logins.js',
          rule: '06-count-logins',
          effect: 'update_user',
          field: 'app_metadata',
          names: ['sign_ins'],
        },
      ],
    );
    assert.equal(Reflect.get(Object(report.user.app_metadata), 'sign_ins'), 5);
  });

  it('sends a customer of the shop to the terms once, and remembers the consent', async () => {
    const sent = await signIn({ app: 'shop' });
    const address = new URL(sent.redirect?.url ?? '');
    assert.equal(address.origin + address.pathname, 'https://consent.example.com/terms');
    const back = await project.resume(address.searchParams.get('state'), { body: { consent: 'yes' } });
    assert.equal(back.outcome, 'allow');
    assert.equal(Reflect.get(Object(back.user.app_metadata), 'consent'), '2026-10');
  });

  it('does not let in who comes back without consent', async () => {
    // Of the other person the consent has been stored.
    const user = { user_id: 'auth0|2', email: 'eve@acme.example', email_verified: true };
    const sent = await signIn({ app: 'shop', user });
    const state = new URL(sent.redirect?.url ?? '').searchParams.get('state');
    const { outcome, message } = await project.resume(state, { body: { consent: 'no' } });
    assert.deepEqual([outcome, message], ['deny', 'We need your consent to our terms.']);
  });

  it('maps the profile for SAML', async () => {
    const { context, user } = await signIn({ protocol: 'samlp' });
    assert.equal(user.team, 'none');
    assert.equal(Object.keys(Reflect.get(Object(context.samlConfiguration), 'mappings')).length, 2);
  });
});
