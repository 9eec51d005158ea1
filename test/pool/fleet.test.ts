import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { openWorkersIn, type WorkersOptions } from '../../runtime/pool/open-workers.ts';
import type { Trouble } from '../../runtime/pool/trouble.ts';
import type { Tenant, Workers } from '../../runtime/pool/workers.ts';
import { endingsOf, stretchOf, tenantOf } from './rules.ts';

/* The worker here does what the text of a rule says, with all that a process can do. */

const say =
  "const remarks = [String(process.pid)]; say({ kind: 'done', job, notes: [noteOf(0, { remarks })] });";
const SAY_PID = `${say} say({ kind: 'ended', job });`;
const CRASH = "process.kill(process.pid, 'SIGSEGV');";
const STUCK = "say({ kind: 'stuck', tenant, reason: 'it does not come back' });";

let workers: Workers | undefined;
afterEach(async () => workers?.close());

function open(options: WorkersOptions = {}) {
  const troubles: Trouble[] = [];
  const children: ChildProcess[] = [];
  const launch = () => {
    const child = fork(join(import.meta.dirname, 'odd-worker.ts'), {
      serialization: 'advanced',
      silent: true,
    });
    children.push(child);
    return child;
  };
  const opened = openWorkersIn(launch, {
    processes: 1,
    onTrouble: (trouble) => void troubles.push(trouble),
    ...options,
    limits: { spareAfter: 1_000_000, ...options.limits },
  });
  workers = opened;
  const tenant = (text: string, name = 'acme') => opened.openTenant(tenantOf([text], {}, name));
  return { tenant, troubles, children };
}

/** The process that a login ran in, by a rule that tells. */
async function processOf(tenant: Tenant): Promise<number> {
  const [note] = await tenant.run(stretchOf(1));
  return Number(note?.remarks[0]);
}

async function endingOf(tenant: Tenant): Promise<string> {
  return endingsOf(await tenant.run(stretchOf(1))).join();
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

describe('the processes', () => {
  it('start when the first login comes', async () => {
    const { tenant, children } = open();
    const acme = tenant(SAY_PID);
    assert.equal(children.length, 0);
    await acme.run(stretchOf(1));
    assert.equal(children.length, 1);
  });

  it('keep their tenants', async () => {
    const acme = open({ processes: 2 }).tenant(SAY_PID);
    assert.equal(await processOf(acme), await processOf(acme));
  });

  it('share the tenants among them', async () => {
    const { tenant } = open({ processes: 2 });
    const pids = await Promise.all([1, 2, 3, 4].map(() => processOf(tenant(SAY_PID))));
    assert.equal(new Set(pids).size, 2);
    assert.equal(pids.filter((pid) => pid === pids[0]).length, 2);
  });

  it('have a spare once the first is in use', async () => {
    const { tenant, children } = open({ limits: { spareAfter: 0 } });
    await tenant(SAY_PID).run(stretchOf(1));
    while (children.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await tenant(SAY_PID).run(stretchOf(1));
    assert.equal(children.length, 2);
  });

  it('are replaced after many logins, the replacement first', async () => {
    const { tenant, children } = open({ limits: { loginsOfProcess: 2 } });
    const acme = tenant(SAY_PID);
    const first = await processOf(acme);
    await acme.run(stretchOf(1));
    const [old] = children;
    assert.ok(old && isRunning(old));
    await once(old, 'exit');
    assert.equal(children.length, 2);
    assert.notEqual(await processOf(acme), first);
  });

  it('are replaced when they grow', async () => {
    const { tenant, children } = open({ limits: { residentMemory: 1 } });
    const acme = tenant(SAY_PID);
    for (let login = 0; login < 64; login += 1) await acme.run(stretchOf(1));
    const [old] = children;
    if (old && isRunning(old)) await once(old, 'exit');
    assert.notEqual(await processOf(acme), old?.pid);
  });

  it('finish their logins before they end', async () => {
    const { tenant, children } = open({ limits: { loginsOfProcess: 1 } });
    const slow = tenant(`setTimeout(() => { ${SAY_PID} }, 300)`).run(stretchOf(1));
    await tenant(SAY_PID).run(stretchOf(1));
    const [old] = children;
    const [note] = await slow;
    assert.equal(note?.remarks[0], String(old?.pid));
  });

  it('are all gone after the end', async () => {
    const { tenant, children } = open({ processes: 2, limits: { spareAfter: 0 } });
    const login = tenant('').run(stretchOf(1));
    await Promise.all([1, 2].map(() => processOf(tenant(SAY_PID))));
    await workers?.close();
    assert.deepEqual(children.filter(isRunning), []);
    assert.deepEqual(endingsOf(await login), ['failure: the workers have been closed']);
  });

  it('take nobody after the end', async () => {
    const { tenant } = open();
    const acme = tenant(SAY_PID);
    await workers?.close();
    await workers?.close();
    assert.equal(await endingOf(acme), 'failure: the workers have been closed');
    assert.throws(() => tenant(SAY_PID), /have been closed/);
  });

  it('forget a tenant that is closed', async () => {
    const { tenant } = open();
    const [acme, other] = [tenant(SAY_PID), tenant(SAY_PID.replace('process.pid', 'texts.size'))];
    await acme.run(stretchOf(1));
    assert.equal(await processOf(other), 2);
    acme.close();
    assert.equal(await processOf(other), 1);
  });

  it('let a tenant that is closed finish its logins, and take no others', async () => {
    const acme = open().tenant(SAY_PID);
    const login = endingOf(acme);
    acme.close();
    acme.close();
    assert.equal(await login, 'next');
    assert.equal(await endingOf(acme), 'failure: the rules have been closed');
  });
});

describe('a process that is lost', () => {
  it('costs only the login that did it', async () => {
    const { tenant, troubles } = open();
    const victim = endingOf(tenant(`setTimeout(() => { ${SAY_PID} }, 200)`));
    const ending = await endingOf(tenant(STUCK, 'evil'));
    assert.equal(ending, 'failure: the process of the rules had to be ended: it does not come back');
    assert.equal(await victim, 'next');
    assert.deepEqual(troubles, [
      { kind: 'process-lost', tenant: 'evil', reason: 'it does not come back', errors: '' },
    ]);
  });

  it('costs a login that has asked the host for something', async () => {
    const { tenant } = open();
    const asked = Promise.withResolvers<void>();
    const call = () => {
      asked.resolve();
      return new Promise<never>(() => {});
    };
    const ask = "say({ kind: 'call', job, call: 1, rule: 0, operation: 'x', payload: '1' });";
    const victim = tenant(ask).run(stretchOf(1, { capabilities: { call } }));
    await asked.promise;
    await endingOf(tenant(STUCK));
    assert.deepEqual(endingsOf(await victim), ['failure: the process of the rules was lost']);
  });

  it('is tried once more when nobody knows who did it', async () => {
    const { tenant, children } = open();
    assert.equal(await endingOf(tenant(CRASH)), 'failure: the process of the rules was lost');
    assert.ok(children.length >= 2);
  });

  it('leaves suspects, which are tried one by one', async () => {
    const { tenant, troubles } = open();
    // Two side by side are one too many; each for itself is fine.
    const count = (by: number) => `globalThis.inside = (globalThis.inside ?? 0) + ${by};`;
    const end = `setTimeout(() => { ${count(-1)} ${SAY_PID} }, 200)`;
    const acme = tenant(`${count(1)} if (inside === 2) ${STUCK} else ${end}`);
    const pids = await Promise.all([processOf(acme), processOf(acme)]);
    assert.ok(pids.every((pid) => pid > 0));
    assert.equal(troubles.length, 1);
  });
});

describe('a tenant that costs processes', () => {
  const limits = { strikesUntilRest: 2, firstRest: 60_000, longestRest: 60_000 };

  it('rests after some, while others go on', async () => {
    const { tenant, troubles } = open({ limits });
    const evil = tenant(STUCK, 'evil');
    await endingOf(evil);
    await endingOf(evil);
    assert.equal(await endingOf(evil), 'failure: the rules have cost 2 processes and rest for another 60 s');
    assert.equal(await endingOf(tenant(SAY_PID)), 'next');
    const [, , resting] = troubles.filter(({ kind }) => kind !== 'odd');
    assert.deepEqual({ ...resting, rest: 0 }, { kind: 'resting', tenant: 'evil', strikes: 2, rest: 0 });
  });

  it('gets a process of its own after the rest', async () => {
    const { tenant } = open({ limits: { ...limits, firstRest: 0 } });
    // The stuck ones are those whose user says so.
    const evil = tenant(`if (stretch.user === '{}') ${STUCK} else { ${SAY_PID} }`, 'evil');
    const others = tenant(SAY_PID);
    assert.equal(await processOf(evil), await processOf(others));
    await evil.run(stretchOf(1, { user: '{}' }));
    assert.equal(await processOf(evil), await processOf(others));
    await evil.run(stretchOf(1, { user: '{}' }));
    assert.notEqual(await processOf(evil), await processOf(others));
  });

  it('shares with its like when there are many', async () => {
    const { tenant } = open({ limits: { strikesUntilRest: 1, firstRest: 0, processesApart: 1 } });
    const text = `if (stretch.user === '{}') ${STUCK} else { ${SAY_PID} }`;
    const pids = [];
    for (const evil of [tenant(text), tenant(text)]) {
      await evil.run(stretchOf(1, { user: '{}' }));
      pids.push(await processOf(evil));
    }
    assert.equal(pids[0], pids[1]);
    assert.notEqual(await processOf(tenant(SAY_PID)), pids[0]);
  });

  it('is off after many', async () => {
    const { tenant, troubles } = open({ limits: { strikesUntilRest: 1, firstRest: 0, strikesUntilOff: 2 } });
    const evil = tenant(STUCK, 'evil');
    await endingOf(evil);
    await endingOf(evil);
    assert.match(await endingOf(evil), /cost 2 processes and are off/);
    assert.deepEqual(troubles.at(-1), { kind: 'off', tenant: 'evil', strikes: 2 });
    assert.match(await endingOf(tenant(STUCK, 'evil')), /had to be ended/);
  });
});
