import type { InsideFacts, Report } from './facts.ts';
import type { Login, RuleRun } from './login-state.ts';

/** What rules wait for: answers of the host, and timers. */
export interface Errands {
  call(run: RuleRun, operation: string, payload: string, settle: (answer: string) => void): void;
  /** Null: too many are waiting. */
  setTimer(run: RuleRun, fire: () => void, milliseconds: number, rhythm: Timer['rhythm']): number | null;
  clearTimer(timer: number): void;
  settle(call: number, answer: string): void;
  tick(timer: number): void;
  forget(login: Login): void;
}

/** `within` runs a piece of a rule's code later on, on its account. */
export function openErrands(
  { limits }: InsideFacts,
  tell: (report: Report) => void,
  within: (run: RuleRun, action: () => void) => void,
): Errands {
  const calls = new Map<number, Call>();
  const timers = new Map<number, Timer>();
  let lastNumber = 0;
  return {
    call(run, operation, payload, settle) {
      const { login } = run;
      login.calls += 1;
      if (login.calls > limits.calls) {
        settle(refusal('TOO_MANY_CALLS', `a login may make ${limits.calls} calls`));
      } else if (payload.length > limits.callLength) {
        settle(refusal('TOO_LARGE', `a call may carry ${limits.callLength} characters`));
      } else {
        lastNumber += 1;
        calls.set(lastNumber, { run, settle });
        tell(['call', login.id, run.rule, lastNumber, operation, payload]);
      }
    },
    setTimer(run, fire, milliseconds, rhythm) {
      const { login } = run;
      if (login.timers >= limits.timers) return null;
      login.timers += 1;
      lastNumber += 1;
      timers.set(lastNumber, { run, fire, milliseconds, rhythm });
      tell(['timer', login.id, lastNumber, milliseconds]);
      return lastNumber;
    },
    clearTimer(number) {
      const timer = timers.get(number);
      if (timer === undefined) return;
      timers.delete(number);
      timer.run.login.timers -= 1;
      tell(['untimer', timer.run.login.id, number]);
    },
    settle(number, answer) {
      const call = calls.get(number);
      if (call === undefined) return;
      calls.delete(number);
      within(call.run, () => call.settle(answer));
    },
    tick(number) {
      const timer = timers.get(number);
      if (timer === undefined) return;
      const { login } = timer.run;
      if (timer.rhythm === 'again') tell(['timer', login.id, number, timer.milliseconds]);
      else {
        timers.delete(number);
        login.timers -= 1;
      }
      within(timer.run, timer.fire);
    },
    forget(login) {
      for (const [number, { run }] of calls) if (run.login === login) calls.delete(number);
      for (const [number, { run }] of timers) if (run.login === login) timers.delete(number);
    },
  };
}

/** An `Answer` that says no. */
export function refusal(code: string, message: string): string {
  return JSON.stringify({ ok: false, error: { name: 'Error', message, code } });
}

interface Call {
  readonly run: RuleRun;
  readonly settle: (answer: string) => void;
}

interface Timer {
  readonly run: RuleRun;
  readonly fire: () => void;
  readonly milliseconds: number;
  readonly rhythm: 'once' | 'again';
}
