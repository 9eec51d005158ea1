import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundleInside } from '../../runtime/bundle.ts';
import { DEFAULT_RULE_LIMITS } from '../../runtime/rule-limits.ts';
import type { TenantFacts, ToHost, ToWorker } from '../../runtime/worker/protocol.ts';
import type { JavaScriptRule } from '../../stdlib/index.ts';

const RUNTIME = join(import.meta.dirname, '../../runtime');

/** With a process that has one tenant with a rule of this body. */
async function withWorker(body: string, attempt: (worker: Worker) => Promise<void>): Promise<void> {
  const child = fork(join(RUNTIME, 'worker/main.ts'), {
    serialization: 'advanced',
    execArgv: ['--no-node-snapshot'],
  });
  const heard: ToHost[] = [];
  child.on('message', (message: ToHost) => heard.push(message));
  const worker: Worker = {
    child,
    heard,
    tell: (message) => child.send(message),
    hear: (kind) => hear(child, heard, kind),
  };
  try {
    await worker.hear('ready');
    worker.tell({ kind: 'boot', text: bundleInside(join(RUNTIME, 'inside/boot.ts')).text });
    worker.tell({ kind: 'tenant', tenant: 7, facts: factsOf(body) });
    await attempt(worker);
  } finally {
    child.kill('SIGKILL');
  }
}

interface Worker {
  readonly child: ChildProcess;
  readonly heard: readonly ToHost[];
  tell(message: ToWorker): void;
  /** The first message of the kind, from the beginning. */
  hear<Kind extends ToHost['kind']>(kind: Kind): Promise<Extract<ToHost, { kind: Kind }>>;
}

async function hear<Kind extends ToHost['kind']>(child: ChildProcess, heard: readonly ToHost[], kind: Kind) {
  for (;;) {
    const found = heard.find((message) => message.kind === kind);
    if (found !== undefined) return found as Extract<ToHost, { kind: Kind }>;
    await once(child, 'message');
  }
}

const run = (job: number, user = '{}'): ToWorker => {
  const stretch = { rules: [0], user, context: '{}', now: null, budget: 5000 };
  return { kind: 'run', tenant: 7, job, stretch };
};

function factsOf(body: string): TenantFacts {
  const rule: JavaScriptRule = {
    id: 'a',
    name: 'A',
    file: 'a.js',
    text: `function (user, context, callback) { ${body} }`,
    shape: 'rule',
    mode: 'enforce',
    modules: [],
    timeout: null,
    ifItFails: 'deny',
    may: { network: null, secrets: null },
  };
  const limits = { ...DEFAULT_RULE_LIMITS, slice: 200 };
  return { name: 't', rules: [rule], configuration: {}, secrets: {}, modules: [], limits };
}

test('a job is done, and ended at once where nothing goes on', async () => {
  await withWorker('user.a = 1; callback()', async ({ tell, hear }) => {
    tell(run(3));
    const { job, notes, isEnded } = await hear('done');
    assert.deepEqual([job, notes[0]?.user, isEnded], [3, '{"a":1}', true]);
  });
});

test('a job that goes on is done, and then ended', async () => {
  await withWorker('callback(); setTimeout(() => {}, 10)', async ({ tell, hear, heard }) => {
    tell(run(3));
    assert.equal((await hear('ended')).job, 3);
    const told = heard.map((message) => [message.kind, message.kind === 'done' && message.isEnded]);
    assert.deepEqual(told, [
      ['ready', false],
      ['done', false],
      ['ended', false],
    ]);
  });
});

test('a loop loses the isolate of its tenant, and the process goes on', async () => {
  await withWorker(
    'if (!global.once) { global.once = 1; for (;;) {} } callback()',
    async ({ tell, hear }) => {
      tell(run(1));
      const { tenant, jobs } = await hear('lost');
      assert.deepEqual([tenant, jobs.map(({ job, isCulprit }) => [job, isCulprit])], [7, [[1, true]]]);
    },
  );
});

test('a loop that nothing stops is told, and the process kills itself', async () => {
  const endless =
    'Array.prototype.indexOf.call({ n: 0, get length() { return this.n++ ? 2 ** 53 - 1 : 1 } }, 1)';
  await withWorker(endless, async ({ child, tell, hear }) => {
    const gone = once(child, 'exit');
    tell(run(1));
    assert.equal((await hear('stuck')).tenant, 7);
    assert.deepEqual(await gone, [null, 'SIGKILL']);
  });
});

test('memory that runs out at once is told, whether the isolate survives it or not', async () => {
  await withWorker('const m = new Map(); for (let i = 0; ; i += 1) m.set(i, i)', async ({ tell, hear }) => {
    tell(run(1));
    assert.equal((await Promise.race([hear('stuck'), hear('lost')])).tenant, 7);
  });
});

test('the process ends with its host', async () => {
  await withWorker('callback()', async ({ child, tell, hear }) => {
    tell(run(1));
    await hear('done');
    const gone = once(child, 'exit');
    child.disconnect();
    assert.deepEqual(await gone, [null, 'SIGKILL']);
  });
});

test('nothing is told of a job that was cancelled', async () => {
  await withWorker('if (user.waits) setTimeout(callback, 60000); else callback()', async (worker) => {
    worker.tell(run(1, '{"waits":true}'));
    worker.tell({ kind: 'cancel', job: 1 });
    worker.tell(run(2));
    await worker.hear('done');
    const jobs = worker.heard.map((message) => ('job' in message ? message.job : message.kind));
    assert.deepEqual(jobs, ['ready', 2]);
  });
});
