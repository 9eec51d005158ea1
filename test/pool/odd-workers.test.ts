import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { openWorkersIn, type WorkersOptions } from '../../runtime/pool/open-workers.ts';
import type { Trouble } from '../../runtime/pool/trouble.ts';
import type { Workers } from '../../runtime/pool/workers.ts';
import { DEFAULT_RULE_LIMITS } from '../../runtime/rule-limits.ts';
import { endingsOf, noteOf, ruleOf, stretchOf, tenantOf } from './rules.ts';

const launch = () =>
  fork(join(import.meta.dirname, 'odd-worker.ts'), { serialization: 'advanced', silent: true });

let workers: Workers | undefined;
afterEach(async () => workers?.close());

/** Opens workers that do with each login what this text says. */
function open(options: WorkersOptions = {}) {
  const troubles: Trouble[] = [];
  workers = openWorkersIn(launch, {
    processes: 1,
    onTrouble: (trouble) => void troubles.push(trouble),
    ...options,
  });
  return { workers, troubles };
}

/** Writes down what the host is asked for. */
function listen() {
  const asked: string[] = [];
  const call = async (operation: string) => ({ ok: true as const, value: asked.push(operation) });
  return { asked, capabilities: { call } };
}

const ENOUGH = "say({ kind: 'done', job, notes }); say({ kind: 'ended', job });";

describe('a worker that', () => {
  it('answers as it should', async () => {
    const tenant = open().workers.openTenant(tenantOf([ENOUGH]));
    assert.deepEqual(await tenant.run(stretchOf(1)), [noteOf(0)]);
  });

  const liars = {
    'says nothing of the rules': "say({ kind: 'done', job, notes: [] });",
    'says something of other rules': "say({ kind: 'done', job, notes: [noteOf(1), noteOf(0)] });",
    'leaves a user that is no JSON':
      "say({ kind: 'done', job, notes: [noteOf(0, { user: '{' }), noteOf(1)] });",
  };
  for (const [what, text] of Object.entries(liars)) {
    it(`${what} is not believed`, async () => {
      const tenant = open().workers.openTenant(tenantOf([text, '']));
      const notes = await tenant.run(stretchOf(2));
      assert.deepEqual(endingsOf(notes), ['failure: the process of the rules said what makes no sense']);
    });
  }

  it('forgets what it did fails the login', async () => {
    const tenant = open().workers.openTenant(tenantOf(["say({ kind: 'ended', job });"]));
    assert.match(endingsOf(await tenant.run(stretchOf(1)))[0]!, /forgot to say/);
  });

  it('babbles is killed, and the login is tried once more', async () => {
    const { workers, troubles } = open();
    const notes = await workers.openTenant(tenantOf(["say({ kind: 'babble' });"])).run(stretchOf(1));
    assert.deepEqual(endingsOf(notes), ['failure: the process of the rules was lost']);
    assert.deepEqual(
      troubles.map(({ kind }) => kind),
      ['process-lost', 'process-lost'],
    );
  });

  it('speaks of tenants and logins that it does not have is not heard', async () => {
    const jobs = '[{ job, notes: [], isCulprit: true }]';
    const strangers = `say({ kind: 'lost', tenant: 1, reason: '', jobs: ${jobs} }); say({ kind: 'ended', job: 1 });`;
    const { workers, troubles } = open({ processes: 2 });
    const tenants = [ENOUGH, strangers + ENOUGH].map((text) => workers.openTenant(tenantOf([text])));
    const notes = await Promise.all(tenants.map((tenant) => tenant.run(stretchOf(1))));
    assert.deepEqual([notes.map(endingsOf), troubles], [[['next'], ['next']], []]);
  });

  it('never answers is killed when the time is over', async () => {
    const { workers, troubles } = open({ limits: { hardMargin: 50 } });
    const notes = await workers.openTenant(tenantOf([''])).run(stretchOf(1, { budget: 50 }));
    const reason = 'the process of the rules had to be ended: a login did not end in time';
    assert.deepEqual(endingsOf(notes), [`failure: ${reason}`]);
    assert.deepEqual(troubles, [
      { kind: 'process-lost', tenant: 'acme', reason: 'a login did not end in time', errors: '' },
    ]);
  });

  it('goes on late without end is killed', async () => {
    const told = Promise.withResolvers<Trouble>();
    const { workers } = open({ limits: { lateMargin: 10 }, onTrouble: told.resolve });
    const limits = { ...DEFAULT_RULE_LIMITS, grace: 10, slice: 10 };
    const tenant = workers.openTenant({ ...tenantOf(["say({ kind: 'done', job, notes })"]), limits });
    assert.deepEqual(endingsOf(await tenant.run(stretchOf(1))), ['next']);
    const trouble = await told.promise;
    assert.equal(trouble.kind === 'process-lost' && trouble.reason, 'late work did not end in time');
  });

  it('asks the host without end is not listened to', async () => {
    const { asked, capabilities } = listen();
    const ask =
      "for (let call = 0; call < 1000; call++) say({ kind: 'call', job, call, rule: 0, operation: 'x', payload: '1' });";
    const notes = await open()
      .workers.openTenant(tenantOf([ask]))
      .run(stretchOf(1, { capabilities }));
    assert.deepEqual(endingsOf(notes), ['failure: the host was asked more than 50 times']);
    assert.equal(asked.length, 50);
  });

  it('asks for rules that are not running is not listened to', async () => {
    const { asked, capabilities } = listen();
    const ask = "say({ kind: 'call', job, call: 1, rule: 1, operation: 'x', payload: '1' });";
    const tenant = open().workers.openTenant(tenantOf([`${ask} ${ENOUGH}`, '']));
    await tenant.run(stretchOf(1, { capabilities }));
    assert.equal(asked.length, 0);
  });

  it('cannot be started fails the login', async () => {
    const broken = () => fork('/nowhere.js', { silent: true });
    const troubles: Trouble[] = [];
    workers = openWorkersIn(broken, { onTrouble: (trouble) => void troubles.push(trouble) });
    const notes = await workers.openTenant(tenantOf([''])).run(stretchOf(1));
    assert.deepEqual(endingsOf(notes), ['failure: the process of the rules was lost']);
    assert.match(JSON.stringify(troubles[0]), /not-started.*nowhere/);
  });

  it('loses an isolate goes on after the rule that did it', async () => {
    const lose =
      "say({ kind: 'lost', tenant, reason: 'memory', jobs: [{ job, notes: [], isCulprit: true }] });";
    const rules = [
      ruleOf(`if (notes.length > 1) ${lose} else { ${ENOUGH} }`, { ifItFails: 'continue' }),
      ruleOf(''),
    ];
    const notes = await open().workers.openTenant(tenantOf(rules)).run(stretchOf(2));
    assert.deepEqual(endingsOf(notes), ['failure: memory', 'next']);
  });

  it('is stuck in a rule that it can name costs only that rule', async () => {
    const jobs = '[{ job, notes: [noteOf(0)], isCulprit: true }]';
    const stuck = `say({ kind: 'stuck', tenant, reason: 'memory', jobs: ${jobs} });`;
    const first = ruleOf(`if (notes.length > 1) ${stuck} else { ${ENOUGH} }`);
    const rules = [first, ruleOf('', { ifItFails: 'continue' }), ruleOf('')];
    const { workers, troubles } = open();
    const notes = await workers.openTenant(tenantOf(rules)).run(stretchOf(3));
    assert.deepEqual(endingsOf(notes), ['next', 'failure: memory', 'next']);
    assert.deepEqual(troubles, [{ kind: 'process-lost', tenant: 'acme', reason: 'memory', errors: '' }]);
  });

  it('nobody can launch fails the login, and the next one', async () => {
    const troubles: Trouble[] = [];
    const launch = () => {
      throw new Error('too many processes');
    };
    workers = openWorkersIn(launch, { onTrouble: (trouble) => void troubles.push(trouble) });
    const tenant = workers.openTenant(tenantOf([''], { sideBySide: 1 }));
    for (const _ of [1, 2]) {
      assert.deepEqual(endingsOf(await tenant.run(stretchOf(1))), ['failure: the rules could not be run']);
    }
    assert.deepEqual(troubles.at(-1), { kind: 'odd', tenant: 'acme', reason: 'Error: too many processes' });
  });
});
