import type { RequestDraft } from '../../stdlib/index.ts';
import { isRecord } from '../login/read-login.ts';

/** A notification as it stands in the store: its secrets are still names. */
export interface NotificationMessage {
  /** The policy and the rule that want it. */
  readonly policy: string;
  readonly rule: string;
  readonly request: RequestDraft;
  /** When it was put there, by the clock on the wall: milliseconds since 1970 UTC. */
  readonly since: number;
}

/** A message as the store gives it back; null: it is none of ours. */
export function readNotificationMessage(message: unknown): NotificationMessage | null {
  if (!isRecord(message) || typeof message.since !== 'number' || !isRecord(message.request)) return null;
  const { policy, rule } = message;
  if (typeof policy !== 'string' || typeof rule !== 'string') return null;
  const { method, url, headers } = message.request;
  if (typeof method !== 'string' || !Array.isArray(url) || !Array.isArray(headers)) return null;
  // Only what commits put there is in the store, and they put drafts there.
  return { policy, rule, since: message.since, request: message.request as unknown as RequestDraft };
}
