import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { compileOrThrow } from '../compiled-policy.ts';
import { measure } from '../measure.ts';
import { type Bar, lineOf, type Section, type Table } from '../section.ts';
import { makeLogins, type WorkloadLogin } from '../ten-rules/logins.ts';
import { PLAIN_WAYS } from '../ways.ts';

/** Logins side by side that each ask a server on this machine, which takes 20 ms to answer. */
export const lookUps: Section = {
  name: 'look-ups',
  title: '32 logins side by side, each with a look-up of 20 ms',
  async run(time) {
    const { port, stop } = await startServer();
    const agent = new Agent({ connections: SIDE_BY_SIDE });
    const ask = async ({ user }: WorkloadLogin) => {
      const url = `http://127.0.0.1:${port}/people/${encodeURIComponent(user.email)}`;
      const { body } = await request(url, { dispatcher: agent });
      return body.json();
    };
    const network = { allow: [`127.0.0.1:${port}`], private: ['127.0.0.0/8'] };
    const policy = compileOrThrow({ name: 'look-ups.yaml', text: textOf(port) });
    const ways = await Promise.all(
      PLAIN_WAYS.map(async (way) => ({ way, open: await way.open([policy], { network }) })),
    );
    for (const { open } of ways) {
      const { outcome, idToken } = await open.decide(LOGINS[0]);
      assert.equal(outcome, 'allow');
      assert.equal(idToken['https://acme.example/plan'], 'team');
    }
    const lines = await measure(
      [
        { name: REQUESTS, count: LOGINS.length, turn: () => sideBySide(ask) },
        ...ways.map(({ way, open }) => ({
          name: way.name,
          count: LOGINS.length,
          turn: () => sideBySide(async (login) => open.decide(login)),
        })),
      ],
      time * 3,
    );
    for (const { open } of ways) open.dispose();
    await agent.close();
    stop();
    const table: Table = { title: 'time of the clock for each of 32 at a time', unit: 'µs', lines };
    return { tables: [table], bars: barsOf(table), charts: [] };
  },
};

const SIDE_BY_SIDE = 32;
const REQUESTS = '32 requests at a time, nothing else';
const LOGINS = makeLogins(SIDE_BY_SIDE * 4);

function textOf(port: number): string {
  return `policy: look-ups
sources:
  crm:
    url: http://127.0.0.1:${port}/people/\${user.email}
rules:
  - id: customers-only
    unless: crm.plan in ["team", "business"]
    then: { deny: You have no plan yet }
  - id: plan
    then: { set_claims: { id_token: { https://acme.example/plan: = crm.plan } } }
`;
}

/** Takes all logins, always so many at a time. */
async function sideBySide(work: (login: WorkloadLogin) => Promise<unknown>): Promise<void> {
  const waiting = LOGINS.values();
  const walk = async () => {
    for (const login of waiting) await work(login);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, walk));
}

async function startServer(): Promise<{ readonly port: number; stop(): void }> {
  const file = fileURLToPath(new URL('answering-server.ts', import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { port: Number(line), stop: () => void child.kill() };
}

function barsOf(table: Table): readonly Bar[] {
  return PLAIN_WAYS.map(({ name }) => {
    const what = `Logins a second with look-ups, as part of what the look-ups allow: ${name}`;
    return { what, found: 1 / lineOf(table, name).ratio, limit: 0.9, kind: 'at least', unit: '×' };
  });
}
