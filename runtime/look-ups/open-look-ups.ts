import type { Ask, CompiledPolicy, CounterFacts, LookUpState, SourceFacts } from '../../stdlib/index.ts';
import type { Secrets } from '../capabilities/fill-request.ts';
import type { HttpClient } from '../capabilities/http-client.ts';
import type { Limits } from '../limits.ts';
import type { GivenLookUp } from '../run-options.ts';
import { boundCount } from '../store/bound-count.ts';
import type { Store } from '../store/store.ts';
import { openAnswerCache } from './answer-cache.ts';
import { answerInTime } from './answer-in-time.ts';
import { type Asker, askSource } from './ask-source.ts';
import {
  answeredNothing,
  counterFailed,
  givenFailure,
  lookUpFailed,
  questionMissing,
} from './look-up-messages.ts';
import { type SourceAnswer, valueAnswer } from './read-answer.ts';

/** Answers what policies want to know of the world outside. */
export interface LookUps {
  /**
   * Answers all of it at once; the keys are those of `RunState.lookUps`, the asks null where a part of the question is
   * missing. Never rejects but for a key that is none.
   */
  answer(
    wanted: ReadonlyMap<string, Ask | null>,
    login: LookUpLogin,
  ): Promise<ReadonlyMap<string, AnsweredLookUp>>;
}

/** For which login it is asked. */
export interface LookUpLogin {
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** When all has to be over, on the clock of `performance.now()`. */
  readonly deadline: number;
  /** See `RunOptions.lookUps`. */
  readonly given: Given | null;
}

export type Given = (name: string) => GivenLookUp | null;

export interface AnsweredLookUp {
  readonly state: LookUpState;
  /** Why it failed where the policy goes on without it; null: it did not. */
  readonly warning: string | null;
}

/** `isRehearsal`: somebody stands for all hosts, so that nothing is kept of an answer and nothing is tried again. */
export function openLookUps(options: {
  readonly policies: readonly CompiledPolicy[];
  readonly http: HttpClient;
  readonly store: Store;
  readonly secrets: Secrets;
  readonly limits: Limits;
  readonly isRehearsal: boolean;
}): LookUps {
  const { policies, store, limits } = options;
  const asker: Asker = {
    http: options.http,
    limits,
    secrets: options.secrets,
    cache: options.isRehearsal ? null : openAnswerCache(),
  };
  const sources = new Map(
    policies.flatMap(({ id, sources }) => sources.map((one) => [`${id}/${one.name}`, one])),
  );
  const counters = new Map(
    policies.flatMap(({ id, counters }) =>
      counters.map((one) => [`${id}/counts.${one.name}`, { id, ...one }]),
    ),
  );

  async function answerSource(
    facts: SourceFacts,
    ask: Ask | null,
    login: LookUpLogin,
  ): Promise<AnsweredLookUp> {
    const { name, ifItFails } = facts;
    const answer = await (ask?.kind !== 'http'
      ? ({ kind: 'failure', what: questionMissing() } as const)
      : (takeGiven(login.given?.(name) ?? null, limits) ??
        askSource(ask.request, facts, login.deadline, asker)));
    if (answer.kind === 'nothing' && answer.status !== undefined) {
      const failure = answeredNothing({ name, status: answer.status });
      return { state: { state: 'answered', failure }, warning: null };
    }
    if (answer.kind !== 'failure') return { state: stateOf(answer), warning: null };
    const reason = lookUpFailed({ name, what: answer.what });
    return ifItFails === 'deny'
      ? { state: { state: 'failed', reason }, warning: null }
      : { state: { state: 'answered', failure: reason }, warning: reason };
  }

  async function answerCounter(
    facts: CounterFacts & { readonly id: string },
    ask: Ask | null,
    login: LookUpLogin,
  ): Promise<AnsweredLookUp> {
    const { id, name, window, isDistinct } = facts;
    // Nobody can tell whose counter it is.
    if (ask?.kind !== 'count') return { state: { state: 'answered' }, warning: null };
    const counter = { name: `${id}/${name}`, window, isDistinct, ...boundCount(ask.count) };
    const answer =
      takeGiven(login.given?.(`counts.${name}`) ?? null, limits) ??
      (await answerInTime(
        readCount(() => store.readCount(counter, login.now)),
        login.deadline,
        LOST,
      ));
    const failed = { state: 'failed', reason: counterFailed({ name }) } as const;
    return { state: answer.kind === 'failure' ? failed : stateOf(answer), warning: null };
  }

  return {
    async answer(wanted, login) {
      const answers = [...wanted].map(async ([key, ask]) => {
        const source = sources.get(key);
        if (source !== undefined) return [key, await answerSource(source, ask, login)] as const;
        const counter = counters.get(key);
        if (counter !== undefined) return [key, await answerCounter(counter, ask, login)] as const;
        throw new Error(
          `\`${key}\` is neither a source nor a counter: a policy lists what its rules ask for`,
        );
      });
      return new Map(await Promise.all(answers));
    },
  };
}

const LOST: SourceAnswer = { kind: 'failure', what: '' };

/** What a store said of itself is for nobody. */
async function readCount(read: () => Promise<number>): Promise<SourceAnswer> {
  try {
    return { kind: 'value', value: await read() };
  } catch {
    return LOST;
  }
}

function takeGiven(given: GivenLookUp | null, limits: Limits): SourceAnswer | null {
  switch (given?.kind) {
    case undefined:
      return null;
    case 'value':
      return valueAnswer(given.value, limits);
    case 'missing':
      return { kind: 'nothing' };
    case 'failed':
      return { kind: 'failure', what: givenFailure() };
  }
}

function stateOf(answer: Exclude<SourceAnswer, { kind: 'failure' }>): LookUpState {
  return answer.kind === 'nothing' ? { state: 'answered' } : { state: 'answered', value: answer.value };
}
