import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { launchProcess } from '../../runtime/pool/launch-process.ts';
import { openWorkersIn, type WorkersOptions } from '../../runtime/pool/open-workers.ts';
import type { Trouble } from '../../runtime/pool/trouble.ts';
import type { Workers } from '../../runtime/pool/workers.ts';
import type { JavaScriptRule } from '../../stdlib/index.ts';
import { endingsOf, ruleOf, stretchOf, tenantOf } from './rules.ts';

const NEXT = 'function (user, context, callback) { callback(null, user, context); }';
const FOREVER = 'function (user, context, callback) { for (;;) {} }';
const WAIT = 'function (user, context, callback) { setTimeout(() => callback(null, user, context), 400); }';
/** Asks the host, says nothing, and waits for the answer. */
const ASK = `function (user, context, callback) {
  auth0.users.updateUserMetadata(user.user_id, { seen: true }).then(() => callback(null, user, context), callback);
}`;

let workers: Workers | undefined;
afterEach(async () => workers?.close());

function open(options: WorkersOptions = {}) {
  const troubles: Trouble[] = [];
  const children: ChildProcess[] = [];
  const launch = () => {
    const child = launchProcess();
    children.push(child);
    return child;
  };
  const opened = openWorkersIn(launch, {
    processes: 1,
    onTrouble: (trouble) => void troubles.push(trouble),
    ...options,
  });
  workers = opened;
  const tenant = (rules: readonly (string | JavaScriptRule)[], name = 'acme') =>
    opened.openTenant(tenantOf(rules, {}, name));
  return { tenant, troubles, children };
}

const add = (name: string) =>
  `function (user, context, callback) { user.${name} = Object.keys(user).length; callback(null, user, context); }`;

describe('workers', () => {
  it('take a login through the rules', async () => {
    const notes = await open()
      .tenant([add('first'), add('second')])
      .run(stretchOf(2));
    assert.deepEqual(endingsOf(notes), ['next', 'next']);
    assert.deepEqual(JSON.parse(notes[1]?.user ?? ''), { user_id: 'auth0|1', first: 1, second: 2 });
  });

  it('end a login where a rule refuses it', async () => {
    const refuse = "function (user, context, callback) { callback(new UnauthorizedError('no entry')); }";
    const notes = await open().tenant([NEXT, refuse, NEXT]).run(stretchOf(3));
    assert.deepEqual(endingsOf(notes), ['next', 'deny: no entry']);
  });

  it('bring the modules of the library along', async () => {
    const text =
      "function (user, context, callback) { user.n = require('lodash').sum([1, 2]); callback(null, user, context); }";
    const [note] = await open()
      .tenant([ruleOf(text, { modules: ['lodash'] })])
      .run(stretchOf(1));
    assert.equal(JSON.parse(note?.user ?? '{}').n, 3);
  });

  it('pass what rules ask for to the host, with the place of the rule', async () => {
    const asked: unknown[] = [];
    const call = async (operation: string, _: unknown, rule: number) => {
      asked.push([operation, rule]);
      return { ok: true as const, value: {} };
    };
    const rule = ruleOf(ASK, { modules: ['auth0-global'] });
    const notes = await open()
      .tenant([NEXT, rule])
      .run(stretchOf(2, { capabilities: { call } }));
    assert.deepEqual(endingsOf(notes), ['next', 'next']);
    assert.deepEqual(asked, [['users.update', 1]]);
  });

  it('take many logins of many tenants at the same time', async () => {
    const { tenant } = open({ processes: 2 });
    const tenants = ['a', 'b', 'c'].map((name) => tenant([add(name)], name));
    const logins = Array.from({ length: 60 }, (_, index) => tenants[index % 3]!.run(stretchOf(1)));
    const users = (await Promise.all(logins)).map(([note]) => Object.keys(JSON.parse(note?.user ?? '{}'))[1]);
    assert.deepEqual(users.join(''), 'abc'.repeat(20));
  });

  it('keep the logins of one tenant going while the rules of another never end', async () => {
    const { tenant } = open();
    const [looping, waiting] = [tenant([FOREVER], 'evil'), tenant([WAIT])];
    const [bad, good] = await Promise.all([looping.run(stretchOf(1)), waiting.run(stretchOf(1))]);
    assert.match(endingsOf(bad)[0] ?? '', /^failure: /);
    assert.deepEqual(endingsOf(good), ['next']);
  });

  it('go on after a rule that never ends, when it may fail', async () => {
    const rules = [add('first'), ruleOf(FOREVER, { ifItFails: 'continue' }), add('third')];
    const notes = await open().tenant(rules).run(stretchOf(3));
    assert.deepEqual(
      notes.map(({ ending }) => ending.kind),
      ['next', 'failure', 'next'],
    );
    assert.deepEqual(JSON.parse(notes[2]?.user ?? '{}'), { user_id: 'auth0|1', first: 1, third: 2 });
  });

  it('go on after a rule that never ends, when it only reports', async () => {
    const notes = await open()
      .tenant([ruleOf(FOREVER, { mode: 'report-only' }), NEXT])
      .run(stretchOf(2));
    assert.deepEqual(endingsOf(notes)[1], 'next');
  });

  it('try a login once more when its process is killed', async () => {
    const { tenant, children, troubles } = open();
    await tenant([NEXT]).run(stretchOf(1));
    const login = tenant([WAIT]).run(stretchOf(1));
    await new Promise(setImmediate);
    children[0]?.kill('SIGKILL');
    assert.deepEqual(endingsOf(await login), ['next']);
    assert.deepEqual(
      troubles.map((trouble) => trouble.kind === 'process-lost' && trouble.reason),
      ['it ended by SIGKILL'],
    );
  });

  it('do not try a login once more that has asked the host for something', async () => {
    const { tenant, children } = open();
    const call = () => {
      children[0]?.kill('SIGKILL');
      return new Promise<never>(() => {});
    };
    const rule = ruleOf(ASK, { modules: ['auth0-global'] });
    const notes = await tenant([rule]).run(stretchOf(1, { capabilities: { call } }));
    assert.deepEqual(endingsOf(notes), ['failure: the process of the rules was lost']);
  });

  it('leave no process behind when they are closed in the middle of a login', async () => {
    const { tenant, children } = open();
    await tenant([NEXT]).run(stretchOf(1));
    const login = tenant([WAIT]).run(stretchOf(1));
    await new Promise(setImmediate);
    await workers?.close();
    assert.deepEqual(endingsOf(await login), ['failure: the workers have been closed']);
    assert.ok(children.every(({ signalCode }) => signalCode === 'SIGKILL'));
  });
});

/** Runs a program that opens workers, and says what it prints until it ends by itself. */
async function outputOf(program: string): Promise<string> {
  const imports = `
    import { openWorkers } from ${JSON.stringify(join(import.meta.dirname, '../../runtime/pool/open-workers.ts'))};
    import { endingsOf, stretchOf, tenantOf } from ${JSON.stringify(join(import.meta.dirname, 'rules.ts'))};`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', imports + program]);
  let output = '';
  for await (const chunk of child.stdout) output += chunk;
  return output;
}

describe('a program that uses workers', () => {
  it('lives until its logins are through, and ends then', async () => {
    const login = `const tenant = openWorkers({ limits: { spareAfter: 0 } }).openTenant(tenantOf([${JSON.stringify(WAIT)}]));
      tenant.run(stretchOf(1)).then((notes) => setTimeout(() => console.log(endingsOf(notes)), 100));`;
    assert.equal(await outputOf(login), "[ 'next' ]\n");
  });
});
