import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory in MiB at one moment. */
export interface MemorySample {
  readonly logins: number;
  readonly host: number;
  /** All processes of rules together, and how many there are. */
  readonly workers: number;
  readonly processes: number;
}

/** Looks at this process and those it has started. Linux only. */
export function measureMemory(logins: number): MemorySample {
  const children = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const status = readStatus(name);
    return /^PPid:\s+(\d+)$/m.exec(status)?.[1] === `${process.pid}` ? [residentOf(status)] : [];
  });
  return {
    logins,
    host: residentOf(readStatus('self')),
    workers: children.reduce((sum, one) => sum + one, 0),
    processes: children.length,
  };
}

/**
 * By which part the average of the last quarter of all logins is above that of the second quarter; 0 when it was too short
 * to tell.
 */
export function growthOf(samples: readonly MemorySample[], total: number): { host: number; workers: number } {
  const average = (part: 'host' | 'workers', quarter: number) => {
    const some = samples.filter(({ logins }) => Math.floor((logins * 4) / total) === quarter);
    return some.reduce((sum, sample) => sum + sizeOf(sample, part), 0) / Math.max(1, some.length);
  };
  const growth = (part: 'host' | 'workers') => {
    const [before, after] = [average(part, 1), average(part, 3)];
    return before === 0 || after === 0 ? 0 : after / before - 1;
  };
  return { host: growth('host'), workers: growth('workers') };
}

/** Of the processes of rules the average: how many there are depends on how many tenants are kept apart by then. */
function sizeOf({ host, workers, processes }: MemorySample, part: 'host' | 'workers'): number {
  return part === 'host' ? host : workers / Math.max(1, processes);
}

/** Empty when the process has gone meanwhile. */
function readStatus(name: string): string {
  try {
    return readFileSync(`/proc/${name}/status`, 'utf8');
  } catch {
    return '';
  }
}

function residentOf(status: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
}
