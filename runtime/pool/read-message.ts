import { isRecord } from '../login/read-login.ts';
import type { ToHost } from '../worker/protocol.ts';

/** What a worker said, or null when it makes no sense. Notes in it are looked at later: by `readNotes`. */
export function readMessage(message: unknown): Heard | null {
  if (!isRecord(message)) return null;
  const { kind, tenant, job, call, rule, operation, payload, reason } = message;
  switch (kind) {
    case 'ready':
      return { kind };
    case 'done':
      return isNumber(job) ? { kind, job, notes: message.notes, isEnded: message.isEnded === true } : null;
    case 'ended':
      return isNumber(job) ? { kind, job } : null;
    case 'call':
      if (!isNumber(job) || !isNumber(call) || !isNumber(rule)) return null;
      if (typeof operation !== 'string' || typeof payload !== 'string') return null;
      return { kind, job, call, rule, operation, payload };
    case 'lost': {
      const jobs = readLostJobs(message.jobs);
      if (!isNumber(tenant) || typeof reason !== 'string' || jobs === null) return null;
      return { kind, tenant, reason: bounded(reason), jobs };
    }
    case 'stuck': {
      const jobs = readLostJobs(message.jobs ?? []);
      if (typeof reason !== 'string' || (tenant !== null && !isNumber(tenant)) || jobs === null) return null;
      return { kind, tenant, reason: bounded(reason), jobs };
    }
    default:
      return null;
  }
}

/** A message whose shape is certain, but for the notes. */
export type Heard = Exclude<ToHost, { kind: 'done' | 'lost' | 'stuck' }> | HeardDone | HeardLost | HeardStuck;

interface HeardDone {
  readonly kind: 'done';
  readonly job: number;
  readonly notes: unknown;
  readonly isEnded: boolean;
}

interface HeardLost {
  readonly kind: 'lost';
  readonly tenant: number;
  readonly jobs: readonly LostJob[];
  readonly reason: string;
}

interface HeardStuck {
  readonly kind: 'stuck';
  readonly tenant: number | null;
  readonly jobs: readonly LostJob[];
  readonly reason: string;
}

export interface LostJob {
  readonly job: number;
  readonly notes: unknown;
  readonly isCulprit: boolean;
}

function readLostJobs(value: unknown): readonly LostJob[] | null {
  const jobs = Array.isArray(value) ? value.map(readLostJob) : [null];
  return jobs.every((job) => job !== null) ? jobs : null;
}

function readLostJob(value: unknown): LostJob | null {
  if (!isRecord(value) || !isNumber(value.job) || typeof value.isCulprit !== 'boolean') return null;
  return { job: value.job, notes: value.notes, isCulprit: value.isCulprit };
}

const bounded = (reason: string) => reason.slice(0, 300);

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
