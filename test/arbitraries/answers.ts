import fc from 'fast-check';
import type { Answer, Answers } from '../reference/index.ts';
import { NUMBERS, PLANS } from './vocabulary.ts';

const body: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        plan: fc.constantFrom(...PLANS),
        level: fc.constantFrom<number[]>(...NUMBERS),
        blocked: fc.boolean(),
        region: fc.constantFrom<unknown[]>({ code: 'de' }, { code: 'fr' }, {}, null),
        items: fc.array(fc.record({ kind: fc.constantFrom('a', 'b') }), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown[]>(null, 7, 'pro', [], [{ plan: 'pro' }], { plan: {} }) },
);

function answer(value: fc.Arbitrary<unknown>): fc.Arbitrary<Answer | undefined> {
  return fc.oneof(
    { weight: 8, arbitrary: value.map((value): Answer => ({ state: 'answered', value })) },
    { weight: 1, arbitrary: fc.constant<Answer>({ state: 'answered' }) },
    {
      weight: 1,
      arbitrary: fc.constant<Answer>({ state: 'failed', reason: 'it answered with the status 500' }),
    },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

const count = fc.constantFrom<number[]>(...NUMBERS);

/** What is known of the look-ups and counters of generated policies: answers, nothing, failures, and no word at all. */
export const answers: fc.Arbitrary<Answers> = fc
  .record({
    crm: answer(body),
    erp: answer(body),
    'counts.seats': answer(count),
    'counts.tries': answer(count),
  })
  .map(
    (all) =>
      new Map(
        Object.entries(all).flatMap(([name, known]) => (known === undefined ? [] : [[name, known] as const])),
      ),
  );
