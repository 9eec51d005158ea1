import type { JavaScriptRule } from '../../stdlib/index.ts';
import type { Answer } from '../capabilities/capability.ts';
import type { Entry, Report } from '../inside/facts.ts';
import type { RuleLimits } from '../rule-limits.ts';
import { goesOn, type RuleNote } from '../rule-note.ts';
import { openNotes } from './open-notes.ts';
import type { StretchFacts, ToHost } from './protocol.ts';

/** One login on its way through the rules of a stretch, in a room of its own. */
export interface LoginRun {
  readonly job: number;
  /** Its outcome is not known yet. */
  readonly isUndecided: boolean;
  /** Once, before anything else. */
  start(): void;
  report(report: Report): void;
  /** An entry on its account is over. */
  entered(): void;
  answer(call: number, answer: Answer): void;
  /** Stops every clock. What its notes were; after a loss the rule that was running failed for `reason`. */
  abandon(reason: string | null): readonly RuleNote[];
}

export interface LoginOptions {
  readonly job: number;
  /** The number of its room. */
  readonly login: number;
  readonly stretch: StretchFacts;
  /** `performance.now()` when its budget began. */
  readonly since: number;
  readonly rules: readonly JavaScriptRule[];
  readonly limits: RuleLimits;
  readonly enter: (entry: Entry) => void;
  readonly send: (message: Extract<ToHost, { kind: 'done' | 'ended' | 'call' }>) => void;
  /** Nothing of it is left: its room can go. */
  readonly leave: () => void;
}

export function openLogin(options: LoginOptions): LoginRun {
  const { job, login, stretch, rules, limits, send } = options;
  const notes = openNotes();
  const calls = new Set<number>();
  const timers = new Map<number, NodeJS.Timeout>();
  let clock: NodeJS.Timeout | undefined;
  let place = -1;
  let state: 'running' | 'late' | 'over' = 'running';
  /** What is queued or running: an answer that is not told yet is work that goes on, too. */
  let entries = 0;

  const enter = (entry: Entry) => {
    entries += 1;
    options.enter(entry);
  };
  const isBusy = () => calls.size > 0 || timers.size > 0 || entries > 0;
  const currentRule = () => stretch.rules[place] ?? -1;
  const left = () => options.since + stretch.budget - performance.now();
  const startNext = () => {
    place += 1;
    const rule = stretch.rules[place];
    if (rule === undefined) return decide();
    notes.start(rule);
    const own = rules[rule]?.timeout ?? Number.POSITIVE_INFINITY;
    const isOwn = own < left();
    const reason = isOwn
      ? `did not call back within ${durationText(own)}`
      : `did not call back before the ${durationText(limits.chain)} for all rules were over`;
    clock = setTimeout(() => enter(['expire', login, rule, reason]), Math.max(0, Math.min(own, left())));
    const { user, context, now } = stretch;
    enter(place === 0 ? ['begin', login, user, context, now, rule] : ['rule', login, rule]);
  };
  const decide = () => {
    state = 'late';
    const isEnded = !isBusy();
    send({ kind: 'done', job, notes: notes.list(), isEnded });
    if (isEnded) return leave();
    clock = setTimeout(end, limits.grace);
  };
  const leave = () => {
    stop();
    options.leave();
  };
  const stop = () => {
    state = 'over';
    clearTimeout(clock);
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    calls.clear();
  };
  const end = () => {
    if (state === 'over') return;
    send({ kind: 'ended', job });
    leave();
  };

  return {
    job,
    start() {
      startNext();
    },
    get isUndecided() {
      return state === 'running';
    },
    report(report) {
      switch (report[0]) {
        case 'ended':
          notes.end(report[2], JSON.parse(report[3]), report[4], report[5]);
          return;
        case 'line':
          return notes.addLine(report[2], report[3], report[4]);
        case 'remark':
          return notes.addRemark(report[2], report[3]);
        case 'call': {
          const [, , rule, call, operation, payload] = report;
          calls.add(call);
          send({ kind: 'call', job, call, rule, operation, payload });
          return;
        }
        case 'timer': {
          const [, , timer, milliseconds] = report;
          const tick = () => {
            timers.delete(timer);
            enter(['tick', timer]);
          };
          timers.set(timer, setTimeout(tick, milliseconds));
          return;
        }
        case 'untimer':
          clearTimeout(timers.get(report[2]));
          timers.delete(report[2]);
      }
    },
    entered() {
      entries -= 1;
      const ending = notes.endingOf(currentRule());
      if (state === 'running' && ending !== null) {
        clearTimeout(clock);
        if (goesOn(rules[currentRule()], ending)) startNext();
        else decide();
      } else if (state === 'late' && !isBusy()) {
        clearTimeout(clock);
        end();
      }
    },
    answer(call, answer) {
      if (!calls.delete(call)) return;
      const text = JSON.stringify(answer);
      enter(['settle', call, text.length > limits.callLength ? TOO_LARGE : text]);
    },
    abandon(reason) {
      const wasRunning = state === 'running';
      stop();
      if (wasRunning && reason !== null) notes.blame(currentRule(), reason);
      return notes.list();
    },
  };
}

function durationText(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}

const TOO_LARGE = JSON.stringify({
  ok: false,
  error: { name: 'Error', message: 'the answer is too long', code: 'TOO_LARGE' },
} satisfies Answer);
