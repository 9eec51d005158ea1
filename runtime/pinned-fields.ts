import { isRecord } from './login/read-login.ts';
import { primaryUserOf } from './policies/guest-run.ts';

/**
 * Fields of the context that say how somebody signed in. Rules in JavaScript may change their copies, and rules after
 * them in the same stretch see that, as ever; policies and the report go by what the identity provider said.
 */
const PINNED = [
  'tenant',
  'clientID',
  'clientName',
  'clientMetadata',
  'connectionID',
  'connection',
  'connectionStrategy',
  'connectionOptions',
  'connectionMetadata',
  'protocol',
  'original_protocol',
  'sessionID',
  'organization',
  'authentication',
  'authorization',
  'riskAssessment',
  'stats',
  'request',
  'returned',
] as const;

type Data = Readonly<Record<string, unknown>>;

/** What a rule left, with what it may not change as it was. */
export interface Pinned {
  readonly kept: Data;
  /** The names of the pinned fields that it changed, for administrators. */
  readonly names: readonly string[];
}

/** Of the context. */
export function pinContext(left: Data, before: Data): Pinned {
  return pinFields(left, before, PINNED);
}

/** Of the user. A login becomes another person's only by `context.primaryUser`; otherwise it is still about whoever signed in. */
export function pinUser(left: Data, before: Data, context: Data): Pinned {
  const primaryUser = primaryUserOf(context);
  return primaryUser !== null && primaryUser === left.user_id
    ? { kept: left, names: [] }
    : pinFields(left, before, ['user_id', 'identities']);
}

function pinFields(left: Data, before: Data, pinned: readonly string[]): Pinned {
  const changed = pinned.filter((name) => !isSame(left[name], before[name]));
  if (changed.length === 0) return { kept: left, names: [] };
  const kept = withFields(left, before, changed);
  const names = new Set([...Object.keys(left), ...Object.keys(kept)]);
  return { kept, names: [...names].filter((name) => changed.includes(name)) };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function withFields(left: Data, before: Data, names: readonly string[]): Data {
  const kept = new Map(Object.entries(left));
  for (const name of names) {
    if (Object.hasOwn(before, name)) kept.set(name, before[name]);
    else kept.delete(name);
  }
  return Object.fromEntries(kept);
}

/** The fields of `app_metadata` at the root of the user, over those of the same name: but never who it is. */
export function mergeAppMetadata(user: Data): Data {
  const { app_metadata } = user;
  if (!isRecord(app_metadata)) return user;
  const { user_id: _, identities: __, app_metadata: ___, user_metadata: ____, ...merged } = app_metadata;
  return { ...user, ...merged };
}
