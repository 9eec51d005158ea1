import type { Capabilities } from '../capabilities/capability.ts';
import type { RuleLimits } from '../rule-limits.ts';
import type { StretchFacts } from '../worker/protocol.ts';
import { answerCall } from './answer-call.ts';
import type { Loss } from './loss.ts';
import type { PoolLimits } from './pool-limits.ts';
import type { Heard } from './read-message.ts';
import type { Passenger, WorkerProcess } from './worker-process.ts';

/** One login in one process: it may be lost with it. */
export interface Attempt {
  /** How it went, as soon as the login is decided. Never rejects. */
  readonly end: Promise<AttemptEnd>;
  /** Nothing of it is left, late work included. */
  readonly over: Promise<void>;
  /** The places of the rules that have asked the host for something. */
  readonly callers: ReadonlySet<number>;
}

export type AttemptEnd =
  /** The notes are not looked at yet. */
  | { readonly kind: 'done'; readonly notes: unknown }
  | { readonly kind: 'lost'; readonly loss: Loss }
  /** It was given up here. */
  | { readonly kind: 'given-up'; readonly reason: string };

/** What is the same for all attempts of one login. `job` and the count of calls go on from attempt to attempt. */
export interface Ride {
  readonly job: () => number;
  readonly countCall: () => number;
  readonly tenant: number;
  readonly capabilities: Capabilities;
  readonly limits: RuleLimits;
  readonly poolLimits: PoolLimits;
}

/** Calls beyond the limit that are still answered; whoever goes on after that asks for the sake of asking. */
const PATIENCE = 100;

/** Sends a login to a process that knows its tenant, as soon as the process is ready. */
export function startAttempt(process: WorkerProcess, stretch: StretchFacts, ride: Ride): Attempt {
  const { tenant, capabilities, limits, poolLimits } = ride;
  const job = ride.job();
  const end = Promise.withResolvers<AttemptEnd>();
  const over = Promise.withResolvers<void>();
  const callers = new Set<number>();
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;

  function leave(how: AttemptEnd): void {
    isOver = true;
    clearTimeout(timer);
    process.leave(job);
    end.resolve(how);
    over.resolve();
  }

  function killAfter(milliseconds: number, reason: string): void {
    clearTimeout(timer);
    timer = setTimeout(() => process.kill(reason, { tenant, job }), milliseconds);
  }

  async function answer(message: Extract<Heard, { kind: 'call' }>): Promise<void> {
    const count = ride.countCall();
    if (count > limits.calls + PATIENCE) {
      process.send({ kind: 'cancel', job });
      return leave({ kind: 'given-up', reason: `the host was asked more than ${limits.calls} times` });
    }
    callers.add(message.rule);
    const answer = await answerCall(message, count, capabilities, limits);
    if (!isOver) process.send({ kind: 'answer', job, call: message.call, answer });
  }

  const passenger: Passenger = {
    tenant,
    hear(message) {
      switch (message.kind) {
        case 'done':
          if (message.isEnded) return leave({ kind: 'done', notes: message.notes });
          end.resolve({ kind: 'done', notes: message.notes });
          return killAfter(
            limits.grace + limits.slice + poolLimits.lateMargin,
            'late work did not end in time',
          );
        case 'ended':
          return leave({ kind: 'given-up', reason: 'the process of the rules forgot to say how they ended' });
        case 'call':
          // A call that a rule had no right to make would be made in the name of another one.
          if (stretch.rules.includes(message.rule)) void answer(message);
          return;
      }
    },
    lose(loss) {
      leave({ kind: 'lost', loss });
    },
  };

  process.board(job, passenger);
  void process.ready.then((isReady) => {
    if (isOver || !isReady) return;
    process.send({ kind: 'run', tenant, job, stretch });
    killAfter(stretch.budget + poolLimits.hardMargin, 'a login did not end in time');
  });
  return { end: end.promise, over: over.promise, callers };
}
