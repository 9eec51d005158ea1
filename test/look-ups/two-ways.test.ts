import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { compile } from '../../compiler/index.ts';
import { createPipeline, type Report } from '../../runtime/index.ts';
import { decisionOf } from '../../runtime/report/decision.ts';
import type { CompiledPolicy } from '../../stdlib/index.ts';
import { anyLogin, clock, fullLogin } from '../arbitraries/index.ts';
import { atTheBorder, plain } from '../laws/compiled-policy.ts';
import { runs } from '../laws/runs.ts';
import { askingPolicy } from './asking-policy.ts';

const body = fc.record(
  {
    plan: fc.constantFrom('free', 'pro', 'team'),
    level: fc.integer({ min: 0, max: 4 }),
    blocked: fc.boolean(),
    items: fc.array(fc.record({ kind: fc.constantFrom('a', 'b') }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
/** What a host says: a status, and a body. */
const answer = fc.oneof(
  { weight: 6, arbitrary: body.map((value) => [200, JSON.stringify(value)] as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<(readonly [number, string])[]>(
      ...[[404, ''] as const, [500, ''] as const, [200, 'no JSON'] as const, [200, '7'] as const],
      [200, JSON.stringify({ plan: 'x'.repeat(20_000) })],
    ),
  },
);

describe('a policy that asks', () => {
  const seen = { asked: 0, told: 0, lost: 0, warned: 0 };

  it('comes to the same by its decider and by its rules, and asks for the same', async () => {
    const property = fc.asyncProperty(
      fc
        .tuple(askingPolicy('one'), askingPolicy('two'))
        .chain((texts) => fc.subarray(texts, { minLength: 1 })),
      fc.array(fc.tuple(fc.oneof(fullLogin, anyLogin), clock), { minLength: 1, maxLength: 4 }),
      fc.record({ crm: answer, erp: answer, hr: answer }),
      async (texts, logins, answers) => {
        const policies = texts.map(compiled);
        const requests: unknown[] = [];
        const pipeline = await createPipeline(policies, {
          network: { allow: ['*.example.com'] },
          secrets: { KEY: 'k' },
          answer(request) {
            requests.push({ ...request, headers: [...request.headers] });
            const name = new URL(request.url).host.split('.')[0] as keyof typeof answers;
            const [status, text] = answers[name];
            return { status, statusText: '', headers: [], body: text };
          },
        });
        const observe = async (run: () => Promise<Report>) => {
          requests.length = 0;
          const { trace: _, user, context, ...report } = await run();
          // A login that no rule changed is the caller's own.
          const told = { ...report, ...atTheBorder({ user, context }) };
          return { report: plain(told), requests: plain(requests) };
        };
        try {
          for (const [login, now] of logins) {
            const short = await observe(() => pipeline.run(login, { now }));
            const asked = requests.length;
            // Whoever stands for look-ups sees all of a login, and this one stands for none.
            const long = await observe(() => pipeline.run(login, { now, lookUps: () => null }));
            assert.deepStrictEqual(short, long);
            assert.deepStrictEqual(await observe(() => pipeline.run(login, { now, trace: true })), long);
            requests.length = 0;
            const decision = await pipeline.decide(login, { now });
            assert.deepStrictEqual(
              [plain(decision), plain(requests)],
              [plain(decisionOf(long.report as Report)), long.requests],
            );
            note(long.report as Report, asked);
          }
        } finally {
          pipeline.dispose();
        }
      },
    );
    await fc.assert(property, runs(200));
  });

  after(() => assert.ok(Math.min(...Object.values(seen)) > 20, JSON.stringify(seen)));

  function note({ outcome, effects, log }: Report, asked: number): void {
    if (asked > 0) seen.asked++;
    if (asked > 0 && effects.length > 0) seen.told++;
    if (outcome === 'failure') seen.lost++;
    if (asked > 0 && outcome !== 'failure' && log.length > 0) seen.warned++;
  }
});

function compiled(text: string): CompiledPolicy {
  const { value, diagnostics } = compile({ name: 'policy.yaml', text });
  assert.ok(value !== null, `${text}\n${diagnostics.map(({ message }) => message).join('\n')}`);
  assert.ok(value.decider !== null);
  return value;
}
