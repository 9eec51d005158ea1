import type { ChildProcess } from 'node:child_process';
import type { ToWorker } from '../worker/protocol.ts';
import type { PoolLimits } from './pool-limits.ts';
import { openWorkerProcess, type ProcessWatcher, type WorkerProcess } from './worker-process.ts';

/** The processes: those that tenants share, one spare, and those for tenants that are kept apart. */
export interface Fleet {
  /** The process of a tenant, which may not be ready yet. A tenant stays where it is while it can. */
  place(tenant: number, manner: 'shared' | 'apart'): WorkerProcess;
  /** A tenant is not coming back. */
  forget(tenant: number): void;
  /** A login in this process is through. */
  countLogin(process: WorkerProcess): void;
  /** Ends all processes and waits until nothing is left of them. */
  close(): Promise<void>;
}

interface Member {
  readonly process: WorkerProcess;
  use: 'shared' | 'apart' | 'spare';
  logins: number;
  isBeingReplaced: boolean;
}

/** Looking at the memory of a process costs a file; it grows over many logins. */
const LOGINS_BETWEEN_LOOKS = 64;

/** Starts nothing yet. `size`: how many processes tenants share. */
export function openFleet(
  size: number,
  limits: PoolLimits,
  launch: () => ChildProcess,
  greeting: () => readonly ToWorker[],
  watcher: ProcessWatcher,
): Fleet {
  const members = new Set<Member>();
  const homes = new Map<number, Member>();
  /** Those that are no members any more, but not gone yet, too. */
  const existing = new Set<WorkerProcess>();
  let spareTimer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function start(use: Member['use']): Member {
    const words = greeting();
    const process = openWorkerProcess(launch(), words, limits.start, {
      ...watcher,
      onLost(lost, loss) {
        remove(member);
        if (isClosed) return;
        // Before the end of the other one, which takes its time when there is much to clean up.
        if (member.use === 'shared' && loss.wasReady) findSpare();
        watcher.onLost(lost, loss);
      },
    });
    const member: Member = { process, use, logins: 0, isBeingReplaced: false };
    members.add(member);
    existing.add(process);
    void process.gone.then(() => existing.delete(process));
    return member;
  }

  function remove(member: Member): void {
    members.delete(member);
    for (const [tenant, home] of homes) if (home === member) homes.delete(tenant);
  }

  function findSpare(): Member | null {
    try {
      return [...members].find(({ use }) => use === 'spare') ?? start('spare');
    } catch {
      // Nobody is waiting for it; whoever waits for a process tries again and is told.
      return null;
    }
  }

  function planSpare(): void {
    if (spareTimer !== undefined) return;
    spareTimer = setTimeout(() => {
      spareTimer = undefined;
      if (!isClosed) findSpare();
    }, limits.spareAfter);
    spareTimer.unref();
  }

  const countTenants = (member: Member) => [...homes.values()].filter((home) => home === member).length;

  function choose(use: 'shared' | 'apart'): Member {
    const most = use === 'shared' ? size : limits.processesApart;
    const fitting = [...members].filter((member) => member.use === use && !member.isBeingReplaced);
    if (fitting.length >= most) {
      return fitting.reduce((least, member) => (countTenants(member) < countTenants(least) ? member : least));
    }
    if (use === 'apart') return start('apart');
    const spare = [...members].find(({ use }) => use === 'spare');
    if (spare === undefined) return start('shared');
    spare.use = 'shared';
    return spare;
  }

  async function replace(member: Member): Promise<void> {
    if (member.isBeingReplaced) return;
    member.isBeingReplaced = true;
    if (member.use === 'shared' && !(await findSpare()?.process.ready)) {
      member.isBeingReplaced = false;
      return;
    }
    remove(member);
    member.process.retire();
  }

  return {
    place(tenant, manner) {
      const home = homes.get(tenant);
      if (home?.process.isUsable && (home.use === manner || home.use === 'apart')) return home.process;
      const member = choose(manner);
      homes.set(tenant, member);
      return member.process;
    },
    forget(tenant) {
      const home = homes.get(tenant);
      homes.delete(tenant);
      for (const process of existing) process.dismiss(tenant);
      if (home?.use !== 'apart' || countTenants(home) > 0) return;
      remove(home);
      home.process.retire();
    },
    countLogin(process) {
      const member = [...members].find((each) => each.process === process);
      if (member === undefined) return;
      planSpare();
      member.logins += 1;
      if (member.logins >= limits.loginsOfProcess) void replace(member);
      if (member.logins % LOGINS_BETWEEN_LOOKS !== 0) return;
      void process.measureMemory().then((memory) => {
        if (memory !== null && memory > limits.residentMemory) void replace(member);
      });
    },
    async close() {
      isClosed = true;
      clearTimeout(spareTimer);
      await Promise.all([...existing].map((process) => process.close()));
    },
  };
}
