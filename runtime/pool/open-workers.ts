import type { ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { COUNT, checkOptions, type Expected, FUNCTION, thingWith } from '../check-options.ts';
import { openFleet } from './fleet.ts';
import { launchProcess } from './launch-process.ts';
import { bootMessages } from './library-messages.ts';
import { type Guest, type House, openGuest } from './open-guest.ts';
import { DEFAULT_POOL_LIMITS, type PoolLimits } from './pool-limits.ts';
import type { Trouble } from './trouble.ts';
import type { ProcessWatcher } from './worker-process.ts';
import type { Workers } from './workers.ts';

export interface WorkersOptions {
  /** Processes that tenants share. Default: as many as there are processors, at most 4. One spare comes on top. */
  readonly processes?: number;
  /** Hears what whoever runs the service should know. */
  readonly onTrouble?: (trouble: Trouble) => void;
  readonly limits?: Partial<PoolLimits>;
}

/**
 * Makes room for tenants. Processes start when they are needed, and keep nobody alive when they are not. Throws a `TypeError`
 * for options that nobody can mean.
 */
export function openWorkers(options: WorkersOptions = {}): Workers {
  checkOptions('openWorkers', options, OPTIONS);
  return openWorkersIn(launchProcess, options);
}

/** The same in other processes, which speak as `ToHost` says, or do not. */
export function openWorkersIn(launch: () => ChildProcess, options: WorkersOptions): Workers {
  const limits = { ...DEFAULT_POOL_LIMITS, ...options.limits };
  const { processes = Math.min(availableParallelism(), 4), onTrouble } = options;
  const guests = new Map<number, Guest>();
  let tenants = 0;
  let jobs = 0;
  let isClosed = false;

  // Later, so that what is thrown there breaks nothing here.
  const tell = (trouble: Trouble) => queueMicrotask(() => onTrouble?.(trouble));
  const watcher: ProcessWatcher = {
    onLost({ errors, passengers }, { reason, culprit, wasReady }) {
      if (!wasReady) return tell({ kind: 'not-started', reason, errors });
      const aboard = new Set([...passengers.values()].map(({ tenant }) => tenant));
      const suspects = culprit === null ? [...aboard] : [culprit.tenant];
      const sure = suspects.length === 1 ? guests.get(suspects[0] ?? -1) : undefined;
      tell({ kind: 'process-lost', tenant: sure?.name ?? null, reason, errors });
      for (const tenant of suspects) guests.get(tenant)?.strike(suspects.length === 1 ? 'sure' : 'suspected');
    },
    onIsolateLost(tenant, reason) {
      const name = guests.get(tenant)?.name;
      if (name !== undefined) tell({ kind: 'isolate-lost', tenant: name, reason });
    },
  };
  const fleet = openFleet(Math.max(1, processes), limits, launch, bootMessages, watcher);
  const house: House = {
    fleet,
    limits,
    tell,
    nextJob() {
      jobs += 1;
      return jobs;
    },
    onLeft: (tenant) => guests.delete(tenant),
  };

  return {
    openTenant(rules) {
      if (isClosed) throw new Error('the workers have been closed: open others for further tenants');
      tenants += 1;
      const guest = openGuest(tenants, rules, house);
      guests.set(tenants, guest);
      return guest.tenant;
    },
    async close() {
      isClosed = true;
      for (const guest of guests.values()) guest.turnOut();
      await fleet.close();
    },
  };
}

const OPTIONS: Readonly<Record<keyof WorkersOptions, Expected>> = {
  processes: COUNT,
  onTrouble: FUNCTION,
  limits: thingWith('a record of limits'),
};
