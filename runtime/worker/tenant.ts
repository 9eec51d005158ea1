import { libraryGlobals, libraryNames, unavailableModules } from '../../stdlib/index.ts';
import type { Answer } from '../capabilities/capability.ts';
import type { InsideFacts } from '../inside/facts.ts';
import type { RuleNote } from '../rule-note.ts';
import { defineTexts, type ModuleText } from './define-texts.ts';
import { type LoginRun, openLogin } from './open-login.ts';
import { openNotes } from './open-notes.ts';
import { openRoomIsolate, type RoomIsolate } from './open-room-isolate.ts';
import type { StretchFacts, TenantFacts, ToHost } from './protocol.ts';

/** What `ToHost` says of one tenant, without its number. */
export type TenantMessage =
  | Extract<ToHost, { kind: 'done' | 'ended' | 'call' }>
  | Omit<Extract<ToHost, { kind: 'lost' }>, 'tenant'>
  | Omit<Extract<ToHost, { kind: 'stuck' }>, 'tenant'>;

/** The rules of one tenant in this process. */
export interface TenantIsolate {
  /** Every job is answered by one `done` or `lost`, and by one `ended` after a `done` that has not ended. */
  run(job: number, stretch: StretchFacts): void;
  answer(job: number, call: number, answer: Answer): void;
  /** Nobody waits for the job any more: nothing is sent about it. */
  cancel(job: number): void;
  /** Gives the isolate back, if no login is in it; the next login opens another one. Whether it has none now. */
  rest(): boolean;
  close(): void;
}

/** Computes for the library what cannot be computed inside. Never throws. */
export type Compute = (operation: string, payload: unknown) => Answer;

/**
 * Makes a home for the rules of a tenant; an isolate is opened with the first login, and a new one after each that was
 * lost. `onSize` hears after a login how many MiB the isolate takes. `modules`: of the library, by name. `bootText`: `bundleInside(runtime/inside/boot.ts)`. After `stuck` the process
 * is to be killed.
 */
export function openTenantIsolate(
  facts: TenantFacts,
  modules: ReadonlyMap<string, ModuleText>,
  bootText: string,
  send: (message: TenantMessage) => void,
  compute: Compute,
  onSize: (mebibytes: number) => void = () => undefined,
): TenantIsolate {
  const { limits } = facts;
  const definitions = defineTexts(facts, modules);
  const inside = insideFacts(facts);
  const homes = new Set<Home>();
  const waiting: Waiting[] = [];
  let home: Home | null = null;

  const openHome = (): Home => {
    const logins = new Map<number, LoginRun>();
    const retire = () => {
      if (home === opened) home = null;
      if (logins.size === 0) {
        homes.delete(opened);
        opened.isolate.close();
      }
    };
    const isolate = openRoomIsolate({
      facts: inside,
      bootText,
      definitions,
      memory: limits.memory,
      slice: limits.slice,
      compute: (operation, payload) => JSON.stringify(compute(operation, JSON.parse(payload))),
      listener: {
        report: (report) => logins.get(report[1])?.report(report),
        entered: (login) => logins.get(login)?.entered(),
        lost(reason, culprit) {
          if (home === opened) home = null;
          homes.delete(opened);
          send({ kind: 'lost', jobs: lostJobs(logins, reason, culprit, send), reason });
          admit();
        },
        measured: (size) => {
          if (home === opened) onSize(size);
        },
        filled: retire,
        stuck: (reason, culprit) =>
          send({ kind: 'stuck', reason, jobs: lostJobs(logins, reason, culprit, send) }),
      },
    });
    const opened: Home = {
      isolate,
      logins,
      leave(login) {
        logins.delete(login);
        isolate.leave(login);
        if (home !== opened) retire();
        admit();
      },
    };
    homes.add(opened);
    return opened;
  };
  const admit = () => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      try {
        home ??= openHome();
      } catch {
        giveUp(next, 'the isolate of the rules could not be opened');
        continue;
      }
      if (home.logins.size >= limits.sideBySide) return;
      waiting.shift();
      clearTimeout(next.clock);
      start(home, next);
    }
  };
  /** Before its first rule began. */
  const giveUp = (login: Waiting, reason: string) => {
    waiting.splice(waiting.indexOf(login), 1);
    clearTimeout(login.clock);
    const notes = openNotes();
    const [rule = -1] = login.stretch.rules;
    notes.start(rule);
    notes.blame(rule, reason);
    send({ kind: 'done', job: login.job, notes: notes.list(), isEnded: true });
  };
  const start = ({ isolate, logins, leave }: Home, { job, stretch, since }: Waiting) => {
    // A clock of its own would be a change.
    const isContained = stretch.now === null && stretch.rules.every((rule) => facts.rules[rule]?.isContained);
    const login = isolate.takeRoom(isContained ? 'sealed' : 'fresh');
    const run = openLogin({
      ...{ job, login, stretch, since, rules: facts.rules, limits, send },
      enter: (entry) => isolate.enter(login, entry),
      leave: () => leave(login),
    });
    logins.set(login, run);
    run.start();
  };
  const find = (job: number) => {
    for (const { logins, leave } of homes) {
      for (const [login, run] of logins) if (run.job === job) return { run, leave: () => leave(login) };
    }
    return null;
  };

  return {
    run(job, stretch) {
      const clock = setTimeout(() => giveUp(login, 'waited too long for its turn'), stretch.budget);
      const login: Waiting = { job, stretch, since: performance.now(), clock };
      waiting.push(login);
      admit();
    },
    answer: (job, call, answer) => find(job)?.run.answer(call, answer),
    cancel(job) {
      const place = waiting.findIndex((item) => item.job === job);
      for (const { clock } of place < 0 ? [] : waiting.splice(place, 1)) clearTimeout(clock);
      const found = find(job);
      found?.run.abandon(null);
      found?.leave();
    },
    rest() {
      if (home?.logins.size === 0) {
        homes.delete(home);
        home.isolate.close();
        home = null;
      }
      return home === null;
    },
    close() {
      for (const { clock } of waiting.splice(0)) clearTimeout(clock);
      home = null;
      for (const { isolate, logins } of homes) {
        for (const run of logins.values()) run.abandon(null);
        isolate.close();
      }
      homes.clear();
    },
  };
}

/** An isolate with its logins. Only the newest one takes further ones. */
interface Home {
  readonly isolate: RoomIsolate;
  readonly logins: Map<number, LoginRun>;
  readonly leave: (login: number) => void;
}

interface Waiting {
  readonly job: number;
  readonly stretch: StretchFacts;
  /** `performance.now()` when it came. */
  readonly since: number;
  /** Rings when its budget is used up. */
  readonly clock: NodeJS.Timeout;
}

function lostJobs(
  logins: ReadonlyMap<number, LoginRun>,
  reason: string,
  culprit: number | null,
  send: (message: TenantMessage) => void,
) {
  const jobs: { job: number; notes: readonly RuleNote[]; isCulprit: boolean }[] = [];
  for (const [login, run] of logins) {
    const isCulprit = login === culprit;
    const { job, isUndecided } = run;
    const notes = run.abandon(isCulprit ? reason : null);
    if (isUndecided) jobs.push({ job, notes, isCulprit });
    else send({ kind: 'ended', job });
  }
  return jobs;
}

function insideFacts({ name, rules, configuration, secrets, limits }: TenantFacts): InsideFacts {
  return {
    tenant: name,
    limits,
    rules: rules.map(({ name, file, shape, mode, may }) => {
      const visible = Object.entries(secrets).filter(([key]) => may.secrets?.includes(key) ?? true);
      return { name, file, shape, mode, configuration: { ...configuration, ...Object.fromEntries(visible) } };
    }),
    library: libraryNames,
    globals: libraryGlobals,
    unavailable: unavailableModules,
    version: process.version,
  };
}
