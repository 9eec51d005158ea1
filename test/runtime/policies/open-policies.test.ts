import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createPipeline, type Pipeline } from '../../../runtime/index.ts';
import type { Constant } from '../../../stdlib/index.ts';
import { type HandRule, LOGIN, NEXT, pipelineOf, policyOf } from '../compiled-policy.ts';

/** What the expression of a rule gives, as the claim `found`. */
async function find(
  test: TestContext,
  expression: string,
  constants: readonly Constant[] = [],
): Promise<unknown> {
  const body = `setClaim(context, ['id_token'], 'found', ${expression}); ${NEXT}`;
  const pipeline = await pipelineOf(test, [{ id: 'find', body: body.replaceAll('DATA', 'data.get') }], {
    constants,
  });
  const { idToken, log } = await pipeline.run(LOGIN);
  assert.deepEqual(log, []);
  return idToken.found;
}

const MANY = Array.from({ length: 300_000 }, (_, index) => `user.number-${index}@example.com`);

describe('constants', () => {
  it('are sets', async (test) => {
    const constant: Constant = { kind: 'set', name: 'list', items: ['a', '__proto__'] };
    assert.deepEqual(
      await find(test, "['a', 'b', '__proto__'].map((item) => DATA('list').has(item))", [constant]),
      [true, false, true],
    );
  });

  it('are tables', async (test) => {
    const rows = [
      ['a', ['b', 'c']],
      ['constructor', 'd'],
    ] as const;
    const constant: Constant = { kind: 'table', name: 'table', rows };
    assert.deepEqual(
      await find(test, "[DATA('table').get('a'), DATA('table').get('constructor')]", [constant]),
      [['b', 'c'], 'd'],
    );
  });

  it('are networks', async (test) => {
    const constant: Constant = {
      kind: 'network',
      name: 'office',
      ranges: ['203.0.113.0/24', '2001:db8::/32'],
    };
    const ips = "['203.0.113.9', '203.0.114.1', '2001:db8::1']";
    assert.deepEqual(await find(test, `${ips}.map((ip) => DATA('office').has(ip))`, [constant]), [
      true,
      false,
      true,
    ]);
  });

  it('are schedules', async (test) => {
    const schedule = {
      days: [1, 2, 3, 4, 5],
      from: 8 * 3600,
      to: 19 * 3600,
      timezone: 'Europe/Berlin',
      except: [],
    };
    const times = "['2026-11-23T12:00:00+01:00', '2026-11-22T12:00:00+01:00'].map(Date.parse)";
    const constant: Constant = { kind: 'schedule', name: 'hours', schedule };
    assert.deepEqual(await find(test, `${times}.map((at) => DATA('hours').has(at))`, [constant]), [
      true,
      false,
    ]);
  });

  it('are patterns in time linear in the text', async (test) => {
    const constants: readonly Constant[] = [
      { kind: 'pattern', name: 'nested', source: '^(a+)+$', flags: '' },
      { kind: 'pattern', name: 'any case', source: 'b.', flags: 'i' },
    ];
    const found =
      "[DATA('nested').test('a'.repeat(5000) + '!'), DATA('nested').test('aa'), DATA('any case').test('xBy')]";
    assert.deepEqual(await find(test, found, constants), [false, true, true]);
    assert.equal(await find(test, "DATA('any case').replaceAll('aBcbd', '$1')", constants), 'a$1$1');
  });

  it('belong to one policy only', async () => {
    const list = (item: string): Constant => ({ kind: 'set', name: 'list', items: [item] });
    const body = `setClaim(context, ['id_token'], 'ID', [...data.get('list')]); ${NEXT}`;
    const policies = ['one', 'two'].map((id) =>
      policyOf([{ id, body: body.replace('ID', id) }], { id, constants: [list(id)] }),
    );
    const pipeline = await createPipeline(policies);
    assert.deepEqual((await pipeline.run(LOGIN)).idToken, { one: ['one'], two: ['two'] });
    pipeline.dispose();
  });

  it('may be a list of a million entries, for which the memory grows', async (test) => {
    const items = Array.from({ length: 1_000_000 }, (_, index) => `user.number-${index}@example.com`);
    const constant: Constant = { kind: 'set', name: 'list', items };
    const members = "[DATA('list').size, DATA('list').has('user.number-999999@example.com')]";
    assert.deepEqual(await find(test, members, [constant]), [1_000_000, true]);
  });

  it('may be a table of many rows', async (test) => {
    const rows = Array.from(
      { length: 5000 },
      (_, index) => [`key-${index}`, [`value-${index % 7}`]] as const,
    );
    const found = "['key-4999', 'key-5000', 'key-0'].map((key) => DATA('table').get(key) ?? null)";
    assert.deepEqual(await find(test, found, [{ kind: 'table', name: 'table', rows }]), [
      ['value-1'],
      null,
      ['value-0'],
    ]);
  });

  it('are no part of the heap where they are large lists', async (test) => {
    const constant: Constant = { kind: 'set', name: 'list', items: MANY };
    const limits = { memory: 8, memoryForConstants: 0 };
    const body = `setClaim(context, ['id_token'], 'found', data.get('list').has('user.number-7@example.com')); ${NEXT}`;
    const pipelines = await Promise.all(
      ['one', 'two'].map((id) =>
        createPipeline([policyOf([{ id, body }], { constants: [constant] })], { limits }),
      ),
    );
    for (const pipeline of pipelines) {
      test.after(() => pipeline.dispose());
      assert.equal((await pipeline.run(LOGIN)).idToken.found, true);
    }
  });

  it('leave nothing that can be changed of what shared memory brings along', async (test) => {
    const buffer = "DATA('list').flatTexts.slots.buffer";
    const prototype = `Object.getPrototypeOf(${buffer})`;
    const found = `[${prototype} !== ArrayBuffer.prototype, ${prototype}, ${buffer}.constructor].map((one) => one === true || Object.isFrozen(one))`;
    const constant: Constant = { kind: 'set', name: 'list', items: MANY.slice(0, 500) };
    assert.deepEqual(await find(test, found, [constant]), [true, true, true]);
  });

  it('reject the pipeline when there is no memory for them', async () => {
    // Whoever goes through a list has its texts in the heap.
    const body = `setItems(data.get('list')); ${NEXT}`;
    const policy = policyOf([{ id: 'whole', body }], {
      constants: [{ kind: 'set', name: 'list', items: MANY }],
    });
    await assert.rejects(
      createPipeline([policy], { limits: { memory: 8, memoryForConstants: 0 } }),
      /cannot be loaded/,
    );
  });
});

describe('the inside', () => {
  it('has nothing of the host, and nothing that shares memory or runs machine code', async (test) => {
    const names = [
      'process',
      'require',
      'console',
      'fetch',
      'setTimeout',
      'WebAssembly',
      'SharedArrayBuffer',
      'Atomics',
    ];
    const types = `${JSON.stringify(names)}.map((name) => typeof globalThis[name])`;
    assert.deepEqual(
      await find(test, types),
      names.map(() => 'undefined'),
    );
  });

  const attacks = [
    'Array.prototype.includes = () => true',
    'Object.prototype.admin = true',
    "Object.defineProperty(Object.getPrototypeOf(function* () {}), 'x', { value: 1 })",
    'JSON.stringify = () => "{}"',
    'Map.prototype.get = () => 1',
    'globalThis.left = user.email',
    'lintel.run = () => []',
    'Object.getPrototypeOf([].values()).next = () => ({ done: true })',
    'Date.now = () => 0',
  ];
  for (const attack of attacks) {
    it(`cannot be changed by a rule: ${attack}`, async (test) => {
      const body = `if (user.attack) { ${attack}; } setClaim(context, ['id_token'], 'left', globalThis.left ?? null); ${NEXT}`;
      const pipeline = await pipelineOf(test, [{ id: 'attack', body }]);
      const { outcome, log } = await pipeline.run({ user: { ...LOGIN.user, attack: true }, context: {} });
      assert.deepEqual([outcome, log[0]?.text.startsWith('TypeError')], ['failure', true]);
      assert.deepEqual((await pipeline.run(LOGIN)).idToken, { left: null });
    });
  }
});

describe('a login that costs the isolate its life', () => {
  const fatal: Record<string, string> = {
    'by running for ever': 'for (;;);',
    'by running for ever afterwards': `${NEXT} for (;;);`,
    'by taking all memory': 'const all = []; for (;;) all.push(new Array(10000).fill(1.5));',
  };
  for (const [how, loop] of Object.entries(fatal)) {
    for (const trace of [false, true]) {
      it(`fails alone ${how}${trace ? ', traced' : ''}`, async (test) => {
        const rules: readonly HandRule[] = [
          {
            id: 'fatal',
            body: `if (user.fatal) { ${loop} } setClaim(context, ['id_token'], 'ok', true); ${NEXT}`,
          },
        ];
        const pipeline = await pipelineOf(test, rules, { limits: { timeout: 400, memory: 16 } });
        const run = (fatal: boolean): ReturnType<Pipeline['run']> =>
          pipeline.run({ user: { fatal }, context: {} }, { trace });
        const reports = await Promise.all([run(false), run(true), run(false), run(true), run(false)]);
        assert.deepEqual(
          reports.map(({ outcome, code }) => [outcome, code]),
          [
            ['allow', null],
            ['failure', 'policy_error'],
            ['allow', null],
            ['failure', 'policy_error'],
            ['allow', null],
          ],
        );
        assert.deepEqual(reports[1]?.idToken, {});
      });
    }
  }
});

describe('limits of what comes out', () => {
  it('fail a login whose result is too long', async (test) => {
    const body = `setClaim(context, ['id_token'], 'long', 'x'.repeat(2000000)); ${NEXT}`;
    const { outcome, log } = await (await pipelineOf(test, [{ id: 'long', body }])).run(LOGIN);
    assert.deepEqual([outcome, log[0]?.text], ['failure', 'the result is longer than 1048576 characters']);
  });

  it('cut log lines, and how many there are', async (test) => {
    const body = `for (let line = 0; line < 9; line++) logLine(context, 'info', 'log', 'x' + line + 'y'.repeat(100)); ${NEXT}`;
    const rules = ['one', 'two'].map((id) => ({ id, body }));
    const pipeline = await pipelineOf(test, rules, { limits: { logLines: 3, logLength: 4 } });
    const { log } = await pipeline.run(LOGIN);
    assert.deepEqual(
      log.map(({ text }) => text),
      ['x0yy', 'x1yy', 'x2yy'],
    );
  });
});
