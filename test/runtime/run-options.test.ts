import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunOptions } from '../../runtime/index.ts';
import { LOGIN, NEXT, pipelineOf } from './compiled-policy.ts';

const NOW = '2026-11-22T12:00:00Z';

describe('options of a login', () => {
  const wrong: readonly (readonly [method: 'run' | 'decide', options: unknown, message: string])[] = [
    ['run', { now: NOW, lookups: () => null }, 'run: there is no option `lookups`; did you mean `lookUps`?'],
    [
      'run',
      { requestId: 'a' },
      'run: there is no option `requestId`; there are `now`, `trace`, `id`, `lookUps`',
    ],
    ['run', 'traced', 'run: expected a record of options, found the text `traced`'],
    ['run', [], 'run: expected a record of options, found a list'],
    ['decide', { Id: 'a' }, 'decide: there is no option `Id`; did you mean `id`?'],
    ['decide', { now: NOW, trace: true }, 'decide: there is no option `trace`; there are `now`, `id`'],
    ['decide', 5, 'decide: expected a record of options, found the number 5'],
  ];
  for (const [method, options, message] of wrong) {
    it(`let nobody in where nobody can mean them: ${message}`, async (test) => {
      const pipeline = await pipelineOf(test, [{ id: 'rule', body: NEXT }]);
      const report = await pipeline[method](LOGIN, options as RunOptions);
      assert.deepEqual([report.outcome, report.code, report.message], ['failure', 'bad_login', message]);
    });
  }

  it('may be nothing, or nothing of each', async (test) => {
    const pipeline = await pipelineOf(test, [{ id: 'rule', body: NEXT }]);
    const nothing = [undefined, null, {}, { now: undefined, id: undefined }, Object.create(null)];
    for (const options of nothing as readonly RunOptions[]) {
      assert.equal((await pipeline.run(LOGIN, options)).outcome, 'allow');
      assert.equal((await pipeline.decide(LOGIN, options)).outcome, 'allow');
    }
  });
});
