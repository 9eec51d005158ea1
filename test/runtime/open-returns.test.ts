import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openMemoryStore, type Pipeline, type RedirectAnswer, type RunOptions } from '../../runtime/index.ts';
import { ADA, openWishing } from '../conclusion/lasting-steps.ts';
import { NEXT } from './compiled-policy.ts';

const DEMAND = `requireMfa(context, { provider: 'any', allowRememberBrowser: false, by: 'mfa' }); ${NEXT}`;
const AWAY = `if (context.protocol !== 'redirect-callback') context.redirect = { url: 'https://terms.example' }; ${NEXT}`;
const COUNT = { kind: 'count', counter: 'logins' } as const;

async function waiting(test: TestContext, end: string, store = openMemoryStore()) {
  const open = () =>
    openWishing(test, [{ id: 'one', wishes: [COUNT], end }], { store, redirects: { secret: 's' } });
  const pipeline = await open();
  const { redirect, confirm } = await pipeline.run(ADA);
  const url = redirect === null ? null : new URL(redirect.url);
  return { open, pipeline, state: url?.searchParams.get('state') ?? confirm };
}

const nonsense = (answer: unknown) => answer as RedirectAnswer;

describe('resume', () => {
  const wrong: Readonly<Record<string, { readonly answer: unknown; readonly says: RegExp }>> = {
    'a text': {
      answer: 'code=1',
      says: /^expected what came back as `\{ query, body, methods \}`, found the text/,
    },
    'a list': { answer: [], says: /found a list$/ },
    'a query that is a class of its own': {
      answer: { query: new URLSearchParams('code=1') },
      says: /^`query` of what came back is URLSearchParams; expected a record/,
    },
    'a body as it came': {
      answer: { body: 'code=1' },
      says: /^`body` of what came back is the text `code=1`; /,
    },
    'a part that there is not': {
      answer: { params: { code: '1' } },
      says: /^expected what came back as `\{ query, body, methods \}`, and found `params` in it$/,
    },
    'a query that contains itself': { answer: { query: circle() }, says: /^`query.self` contains itself$/ },
    'a query that throws': { answer: { query: thrower() }, says: /cannot be read$/ },
    'an answer that throws': { answer: thrower('query'), says: /^what came back cannot be read$/ },
    'methods that are a text': {
      answer: { methods: 'mfa' },
      says: /^expected `methods` .* a list of records/,
    },
    'methods without a time': { answer: { methods: [{ name: 'mfa' }] }, says: /^expected `methods` / },
    'methods at no time': {
      answer: { methods: [{ name: 'mfa', timestamp: Number.NaN }] },
      says: /^expected `methods` /,
    },
  };
  for (const [name, { answer, says }] of Object.entries(wrong)) {
    it(`says what is wrong with ${name}, and the state goes on counting`, async (test) => {
      const { pipeline, state } = await waiting(test, AWAY);
      const { outcome, code, message } = await pipeline.resume(state, nonsense(answer));
      assert.deepEqual([outcome, code], ['failure', 'bad_login']);
      assert.match(message ?? '', says);
      assert.equal((await pipeline.resume(state)).outcome, 'allow');
    });
  }

  it('takes records without a prototype, and nothing for an answer', async (test) => {
    for (const answer of [{ query: Object.create(null), body: null }, null]) {
      const { pipeline, state } = await waiting(test, AWAY);
      assert.equal((await pipeline.resume(state, nonsense(answer))).outcome, 'allow');
    }
  });

  it('leaves the state alone where its clock is none, or an option', async (test) => {
    const { pipeline, state } = await waiting(test, AWAY);
    const { code, message } = await pipeline.resume(state, {}, { trase: true } as RunOptions);
    assert.deepEqual(
      [code, message],
      ['bad_login', 'resume: there is no option `trase`; did you mean `trace`?'],
    );
    assert.equal((await pipeline.resume(state, {}, { now: Number.NaN })).code, 'bad_login');
    assert.equal((await pipeline.resume(state)).outcome, 'allow');
  });
});

describe('confirm', () => {
  for (const passed of [true, false, undefined, null, 'Passed', {}]) {
    it(`says what it expects instead of ${String(passed)}, and the state goes on counting`, async (test) => {
      const { pipeline, state } = await waiting(test, DEMAND);
      const { code, message } = await pipeline.confirm(state, passed as 'passed');
      assert.equal(code, 'bad_login');
      assert.match(message ?? '', /^expected `passed` or `failed` for the second factor, found /);
      assert.equal((await pipeline.confirm(state, 'passed')).outcome, 'allow');
    });
  }
});

describe('a pipeline that has been disposed', () => {
  const ways: Readonly<
    Record<string, { end: string; ask: (pipeline: Pipeline, state: unknown) => ReturnType<Pipeline['run']> }>
  > = {
    resume: { end: AWAY, ask: (pipeline, state) => pipeline.resume(state) },
    confirm: { end: DEMAND, ask: (pipeline, state) => pipeline.confirm(state, 'passed') },
  };
  for (const [name, { end, ask }] of Object.entries(ways)) {
    it(`leaves the states of ${name} to whoever opens the store next`, async (test) => {
      const { open, pipeline, state } = await waiting(test, end);
      pipeline.dispose();
      const { outcome, log } = await ask(pipeline, state);
      assert.deepEqual([outcome, log[0]?.text], ['failure', 'the pipeline has been disposed']);
      assert.equal((await ask(await open(), state)).outcome, 'allow');
    });
  }
});

function circle(): Record<string, unknown> {
  const query: Record<string, unknown> = {};
  query.self = query;
  return query;
}

function thrower(name = 'code'): object {
  const get = () => {
    throw new Error('what is inside is for nobody');
  };
  return Object.defineProperty({}, name, { get, enumerable: true });
}
