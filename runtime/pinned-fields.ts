import { isRecord } from './login/read-login.ts';

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

/** What a rule left of the context, with what it may not change as it was. */
export function pinContext(left: Data, before: Data): Record<string, unknown> {
  return withFields(left, before, PINNED);
}

/** A login becomes another person's only by `context.primaryUser`; otherwise it is still about whoever signed in. */
export function pinUser(left: Data, before: Data, context: Data): Record<string, unknown> {
  const { primaryUser } = context;
  const isLinked = typeof primaryUser === 'string' && primaryUser === left.user_id;
  return isLinked ? { ...left } : withFields(left, before, ['user_id', 'identities']);
}

/** The names of the pinned fields that a rule changed, for administrators. */
export function pinnedNames(left: Data, kept: Data): readonly string[] {
  const names = new Set([...Object.keys(left), ...Object.keys(kept)]);
  return [...names].filter((name) => JSON.stringify(left[name]) !== JSON.stringify(kept[name]));
}

function withFields(left: Data, before: Data, names: readonly string[]): Record<string, unknown> {
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
