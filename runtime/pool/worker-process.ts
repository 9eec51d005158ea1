import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import type { TenantFacts, ToWorker } from '../worker/protocol.ts';
import type { ModuleMessage } from './library-messages.ts';
import { type Culprit, type Loss, shareLoss } from './loss.ts';
import { type Heard, type LostJob, readMessage } from './read-message.ts';

/** A process with the rules of some tenants. It keeps the host alive only while logins are in it. */
export interface WorkerProcess {
  /** False: it ended before it was ready. */
  readonly ready: Promise<boolean>;
  /** False from the moment on at which it is clear that it will end. */
  readonly isUsable: boolean;
  readonly passengers: ReadonlyMap<number, Passenger>;
  /** The last 2 KB that it wrote to its error stream. */
  readonly errors: string;
  /** Settles when nothing is left of it. */
  readonly gone: Promise<void>;
  /** Tells it, once, who a tenant is, after the modules that it does not have yet. */
  introduce(tenant: number, facts: TenantFacts, modules: readonly ModuleMessage[]): void;
  /** Tells it to forget a tenant. */
  dismiss(tenant: number): void;
  send(message: ToWorker): void;
  board(job: number, passenger: Passenger): void;
  leave(job: number): void;
  /** Ends it at once; every passenger hears of it. */
  kill(reason: string, culprit: Culprit): void;
  /** Lets its passengers finish, then ends it. Whoever calls this lets nobody board any more. */
  retire(): void;
  /** Ends it at once and waits until nothing is left of it. */
  close(): Promise<void>;
  /** Resident memory in MiB; null: nobody knows. */
  measureMemory(): Promise<number | null>;
}

/** A login in a process. */
export interface Passenger {
  readonly tenant: number;
  hear(message: Extract<Heard, { kind: 'done' | 'ended' | 'call' }>): void;
  /** Its isolate, or its process, is gone. */
  lose(loss: Loss): void;
}

export interface ProcessWatcher {
  /** Called once, before its passengers hear of it; not when it was ended on purpose. */
  onLost(process: WorkerProcess, loss: { reason: string; culprit: Culprit; wasReady: boolean }): void;
  onIsolateLost(tenant: number, reason: string): void;
}

/** Takes care of a process that hears `greeting` first, and gets so many milliseconds until it is ready. */
export function openWorkerProcess(
  child: ChildProcess,
  greeting: readonly ToWorker[],
  startTimeout: number,
  watcher: ProcessWatcher,
): WorkerProcess {
  const passengers = new Map<number, Passenger>();
  const tenants = new Set<number>();
  const modules = new Set(greeting.flatMap((message) => (message.kind === 'module' ? [message.name] : [])));
  const ready = Promise.withResolvers<boolean>();
  const gone = Promise.withResolvers<void>();
  const readErrors = keepErrors(child);
  let wasReady = false;
  let isRunning = true;
  let isRetiring = false;

  function end(): void {
    isRunning = false;
    clearTimeout(startTimer);
    child.kill('SIGKILL');
    ready.resolve(false);
  }

  function lose(reason: string, culprit: Culprit, named: readonly LostJob[] = []): void {
    if (!isRunning) return;
    isRunning = false;
    const lost = [...passengers];
    watcher.onLost(self, { reason, culprit, wasReady });
    end();
    passengers.clear();
    const aboard = new Map(lost.map(([job, { tenant }]) => [job, tenant]));
    const losses = shareLoss(aboard, culprit, named, reason);
    for (const [job, passenger] of lost) {
      const unready = { kind: 'process', blame: 'innocent', reason } as const;
      passenger.lose(wasReady ? (losses.get(job) ?? unready) : unready);
    }
  }

  function hear(message: Heard): void {
    switch (message.kind) {
      case 'ready':
        wasReady = true;
        clearTimeout(startTimer);
        ready.resolve(true);
        return;
      case 'done':
      case 'ended':
      case 'call':
        passengers.get(message.job)?.hear(message);
        return;
      case 'lost': {
        const { tenant, jobs, reason } = message;
        if (!tenants.has(tenant)) return;
        watcher.onIsolateLost(tenant, reason);
        for (const { job, notes, isCulprit } of jobs) {
          const passenger = passengers.get(job);
          if (passenger?.tenant === tenant) passenger.lose({ kind: 'isolate', notes, isCulprit, reason });
        }
        return;
      }
      case 'stuck': {
        const { tenant, jobs, reason } = message;
        lose(reason, tenant !== null && tenants.has(tenant) ? { tenant } : null, jobs);
      }
    }
  }

  const self: WorkerProcess = {
    ready: ready.promise,
    get isUsable() {
      return isRunning && !isRetiring;
    },
    passengers,
    get errors() {
      return readErrors();
    },
    gone: gone.promise,
    introduce(tenant, facts, needed) {
      if (tenants.has(tenant)) return;
      tenants.add(tenant);
      for (const message of needed) {
        if (modules.has(message.name)) continue;
        modules.add(message.name);
        self.send(message);
      }
      self.send({ kind: 'tenant', tenant, facts });
    },
    dismiss(tenant) {
      if (tenants.delete(tenant)) self.send({ kind: 'close', tenant });
    },
    send(message) {
      // A message that does not arrive is no news: whoever cannot hear has ended or is about to be killed.
      if (child.connected) child.send(message, () => {});
    },
    board(job, passenger) {
      passengers.set(job, passenger);
      keepAlive(child, 'hold');
    },
    leave(job) {
      passengers.delete(job);
      if (passengers.size > 0) return;
      keepAlive(child, 'free');
      if (isRetiring) end();
    },
    kill: lose,
    retire() {
      isRetiring = true;
      if (passengers.size === 0) end();
    },
    close() {
      lose('the workers have been closed', null);
      child.ref();
      return gone.promise;
    },
    async measureMemory() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      return kibibytes === undefined ? null : Number(kibibytes) / 1024;
    },
  };

  const startTimer = setTimeout(() => lose('it was not ready in time', null), startTimeout);
  startTimer.unref();
  child.on('message', (message) => {
    if (!isRunning) return;
    const heard = readMessage(message);
    if (heard === null) lose('it said what makes no sense', null);
    else hear(heard);
  });
  child.on('disconnect', () => {
    // Most have ended already; the event that says how comes next.
    isRetiring = true;
    child.kill('SIGKILL');
  });
  child.on('exit', (code, signal) => {
    lose(signal === null ? `it ended with the code ${code}` : `it ended by ${signal}`, null);
    gone.resolve();
  });
  child.on('error', () => {
    lose('it cannot be started', null);
    if (child.pid === undefined) gone.resolve();
  });
  keepAlive(child, 'free');
  for (const message of greeting) self.send(message);
  return self;
}

/** Whether the host waits for the process before it ends by itself. */
function keepAlive(child: ChildProcess, manner: 'hold' | 'free'): void {
  const method = manner === 'hold' ? 'ref' : 'unref';
  child[method]();
  child.channel?.[method]();
}

/** Reads away what the process writes, so that it never waits for a reader. */
function keepErrors(child: ChildProcess): () => string {
  let kept = Buffer.alloc(0);
  child.stderr?.on('data', (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk]).subarray(-2048);
  });
  if (child.stderr instanceof Socket) child.stderr.unref();
  return () => kept.toString();
}
