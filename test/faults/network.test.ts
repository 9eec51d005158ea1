import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openHttpClient } from '../../runtime/capabilities/http-client.ts';
import { openCapabilities } from '../../runtime/capabilities/open-capabilities.ts';
import { DEFAULT_RULE_LIMITS } from '../../runtime/rule-limits.ts';
import { openMemoryStore } from '../../runtime/store/memory-store.ts';
import { openParts, sharedWorkers } from '../attacks/run-in-pool.ts';
import { serve, servePlain } from '../capabilities/local-server.ts';
import { LOGIN, ruleOf } from '../runtime/javascript-rule.ts';

const OPEN = { allow: ['*'], private: ['127.0.0.1/32'] };
const HARMLESS = { ...LOGIN, user: { ...LOGIN.user, isHarmless: true } };

/** A rule that looks something up, as they are written: an error refuses. */
const lookUp = (url: string, more = '') => `
  if (user.isHarmless) return callback(null, user, context);
  require('request')({ url: '${url}', json: true${more} }, (error, response, body) => {
    if (error) return callback(error);
    if (response.statusCode !== 200) return callback(new Error('the directory answers ' + response.statusCode));
    context.idToken.roles = body.roles;
    callback(null, user, context);
  });`;

/** Takes a login through it, and the next one, which must work. */
async function logIn(
  test: TestContext,
  rule: string,
  network: { allow: string[]; private: string[] } = OPEN,
) {
  const pipeline = await openParts(test, [rule], { network, ruleLimits: { chain: 3000 } });
  const began = performance.now();
  const report = await pipeline.run(LOGIN);
  assert.ok(performance.now() - began < 3000 + SLACK, 'it ends in time');
  const next = await pipeline.run(HARMLESS);
  assert.equal(next.outcome, 'allow', 'the next login works');
  assert.deepEqual(
    report.outcome === 'allow' ? null : report.idToken,
    report.outcome === 'allow' ? null : {},
  );
  return report;
}

const SLACK = 10_000;

describe('a server that rules ask', () => {
  it('and that never answers costs the login', async (test) => {
    const server = await serve(test, () => undefined);
    assert.match((await logIn(test, lookUp(server.url))).outcome, /^(deny|failure)$/);
  });

  it('and that never answers costs a rule with a time-out of its own only that', async (test) => {
    const server = await serve(test, () => undefined);
    const report = await logIn(test, lookUp(server.url, ', timeout: 200'));
    assert.deepEqual([report.outcome, report.code], ['deny', 'access_denied']);
  });

  it('and that stops in the middle of its answer costs the login', async (test) => {
    const server = await serve(test, (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"roles":');
    });
    assert.match((await logIn(test, lookUp(server.url))).outcome, /^(deny|failure)$/);
  });

  it('and that takes no connection to its end costs the login', async (test) => {
    const server = await servePlain(test, (socket) => socket.resetAndDestroy());
    const report = await logIn(test, lookUp(server.url));
    assert.deepEqual([report.outcome, report.code], ['deny', 'access_denied']);
  });

  it('and that speaks no HTTP costs the login', async (test) => {
    const server = await servePlain(test, (socket) => socket.end('SSH-2.0-x\r\n'));
    assert.equal((await logIn(test, lookUp(server.url))).outcome, 'deny');
  });

  it('and that is not there costs the login', async (test) => {
    assert.equal((await logIn(test, lookUp('http://127.0.0.1:1/'))).outcome, 'deny');
  });

  it('and that asks for patience for a while gets it', async (test) => {
    let count = 0;
    const server = await serve(test, (_, response) => {
      count += 1;
      if (count < 3) response.writeHead(429, { 'retry-after': '0' }).end();
      else response.end('{"roles":["a"]}');
    });
    const report = await logIn(test, lookUp(server.url));
    assert.deepEqual([report.outcome, report.idToken], ['allow', { roles: ['a'] }]);
  });

  it('and that asks for too much patience costs the login', async (test) => {
    const server = await serve(test, (_, response) =>
      response.writeHead(429, { 'retry-after': '3600' }).end(),
    );
    assert.deepEqual((await logIn(test, lookUp(server.url))).message, 'the directory answers 429');
  });

  it('and that answers 10 MB costs the login', async (test) => {
    const server = await serve(test, (_, response) => response.end(Buffer.alloc(10 * 1024 * 1024, 'x')));
    assert.equal((await logIn(test, lookUp(server.url))).outcome, 'deny');
  });

  it('and that sends the rule to a private address gets nobody there', async (test) => {
    const inner = await serve(test, (_, response) => response.end('{"roles":["admin"]}'));
    const server = await serve(test, (_, response) =>
      response.writeHead(302, { location: `http://127.0.0.2:${inner.port}/` }).end(),
    );
    const report = await logIn(test, lookUp(server.url));
    assert.deepEqual([report.outcome, inner.requests.length], ['deny', 0]);
  });

  it('and that answers what is no JSON leaves a claim that nobody gets', async (test) => {
    const server = await serve(test, (_, response) => response.end('<html>'));
    assert.deepEqual((await logIn(test, lookUp(server.url))).idToken, {});
  });
});

describe('a name that means another address every time', () => {
  it('leads nowhere but to where it was allowed to', async (test) => {
    const server = await serve(test, (_, response) => response.end('{"roles":["a"]}'));
    const answers = [
      ['203.0.113.1'],
      ['10.0.0.1'],
      ['127.0.0.1', '10.0.0.1'],
      ['127.0.0.1'],
      ['::ffff:10.0.0.1'],
    ];
    let asked = 0;
    const http = openHttpClient({
      network: OPEN,
      resolve: async () => answers[asked++ % answers.length] ?? [],
    });
    const rule = ruleOf(lookUp(`http://directory.example:${server.port}/`));
    const tenant = sharedWorkers().openTenant({
      name: 'rebound',
      rules: [rule],
      configuration: {},
      secrets: {},
      modules: new Map(),
      limits: DEFAULT_RULE_LIMITS,
    });
    test.after(() => {
      tenant.close();
      http.close();
    });
    const endings: string[] = [];
    for (const _ of answers) {
      const deadline = performance.now() + 5000;
      const capabilities = openCapabilities({
        http,
        store: openMemoryStore(),
        mode: () => 'enforce',
        permissions: () => rule.may,
        deadline: () => deadline,
        record: () => undefined,
      });
      const [note] = await tenant.run({
        rules: [0],
        user: '{}',
        context: '{"idToken":{}}',
        now: null,
        budget: 5000,
        capabilities,
      });
      endings.push(note?.ending.kind ?? 'none');
    }
    // The connection to where it was allowed stays open, and what comes after it may use it.
    assert.deepEqual(endings.slice(0, 4), ['error', 'error', 'error', 'next']);
    assert.ok(server.requests.length <= 2);
  });
});
