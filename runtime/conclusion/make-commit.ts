import type { CompiledPolicy, CounterFacts } from '../../stdlib/index.ts';
import type { UserUpdate } from '../capabilities/capability.ts';
import type { NotificationMessage } from '../outbox/notification-message.ts';
import type { ReportLine } from '../report/report.ts';
import { boundCount } from '../store/bound-count.ts';
import type { Commit, Counter } from '../store/store.ts';
import * as messages from './conclusion-messages.ts';
import type { DecidedLogin } from './decided-login.ts';
import type { Lasting } from './fate.ts';

/** What a login leaves in the store, and what everything comes to once it is there. */
export interface PlannedCommit {
  /** null: there is nothing to store. */
  readonly commit: Commit | null;
  readonly lasting: readonly Lasting[];
  readonly log: readonly ReportLine[];
}

/** The counters of policies: `policy/name` → what is known of it. */
export function countersOf(policies: readonly CompiledPolicy[]): ReadonlyMap<string, CounterFacts> {
  return new Map(
    policies.flatMap(({ id, counters }) => counters.map((one) => [`${id}/${one.name}`, one] as const)),
  );
}

/** Metadata, counters and notifications of a login that is allowed, or of one that is refused what says so. */
export function makeCommit(
  { id, at, login }: DecidedLogin,
  lasting: readonly Lasting[],
  isAllowed: boolean,
  counters: ReadonlyMap<string, CounterFacts>,
): PlannedCommit {
  const metadata: UserUpdate[] = [];
  const counts: Counter[] = [];
  const outbox: Commit['messages'][number][] = [];
  const log: ReportLine[] = [];
  const settled = lasting.map((one): Lasting => {
    const { entry, key, fate } = one;
    const { policy, rule, alsoOnDeny } = entry;
    if (fate.kind !== 'open') return one;
    if (!isAllowed && !alsoOnDeny) return { ...one, fate: { kind: 'withheld', why: 'refused' } };
    const warn = (text: string) => log.push({ level: 'warning', policy, rule, text });
    switch (entry.kind) {
      case 'metadata': {
        const { user_id: person } = login.user;
        const { field, name, value } = entry;
        if (typeof person !== 'string' || person === '') {
          warn(messages.nobodyToStoreFor({ field, name }));
          return { ...one, fate: { kind: 'withheld', why: 'nobody' } };
        }
        metadata.push({ id: person, field, changes: Object.fromEntries([[name, value]]) });
        break;
      }
      case 'count': {
        const name = `${policy}/${entry.counter}`;
        const facts = counters.get(name);
        if (facts === undefined) {
          // The policy was changed while the login waited.
          warn(messages.counterGone({ counter: entry.counter }));
          return { ...one, fate: { kind: 'withheld', why: 'no counter' } };
        }
        const { window, isDistinct } = facts;
        counts.push({ name, window, isDistinct, ...boundCount(entry.count) });
        break;
      }
      case 'notify': {
        if (entry.request === null) {
          warn(messages.notificationDropped());
          return { ...one, fate: { kind: 'withheld', why: 'refused' } };
        }
        const { request } = entry;
        const message: NotificationMessage = { policy, rule, request, since: Date.now() };
        outbox.push({ id: key, message });
        break;
      }
      case 'call':
        throw new Error('calls are made before anything is stored');
    }
    return { ...one, fate: { kind: 'done' } };
  });
  const isEmpty = metadata.length + counts.length + outbox.length === 0;
  return { commit: isEmpty ? null : { id, at, metadata, counts, messages: outbox }, lasting: settled, log };
}

/** The same without metadata; null: it has none, or nothing else. */
export function withoutMetadata({ commit, lasting, log }: PlannedCommit): PlannedCommit | null {
  if (commit === null || commit.metadata.length === 0) return null;
  if (commit.counts.length + commit.messages.length === 0) return null;
  const rest = lasting.map((one): Lasting => {
    const { entry, fate } = one;
    if (entry.kind !== 'metadata' || fate.kind !== 'done') return one;
    return { ...one, fate: { kind: 'withheld', why: 'refused' } };
  });
  return { commit: { ...commit, metadata: [] }, lasting: rest, log };
}
