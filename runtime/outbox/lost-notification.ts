import type { HttpResponse, Settled } from '../capabilities/capability.ts';
import { lastingDeed } from '../policies/guest-deeds.ts';
import type { LostNotification } from '../pool/trouble.ts';
import type { Message } from '../store/store.ts';
import type { NotificationMessage } from './notification-message.ts';

/** A notification that is given up, as operators are told of it: nothing that may be a secret or somebody's data. */
export function lostNotification(
  { id: key, login, tries }: Message,
  { policy, rule, request }: NotificationMessage,
  result: Settled<HttpResponse>,
): LostNotification {
  const deed = lastingDeed({ kind: 'notify', policy, rule, request, alsoOnDeny: false });
  if (deed?.effect !== 'notify') throw new Error('a notification that has a request is told of');
  const { method, host } = deed;
  const reason = result.ok ? String(result.value.status) : result.error.code;
  return { kind: 'notification-lost', policy, rule, login, method, host, key, tries, reason };
}
