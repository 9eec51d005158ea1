import type { Piece, RequestDraft } from '../../stdlib/index.ts';
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

/** A message as the store gives it back; null: it is none of ours, or somebody changed it there. */
export function readNotificationMessage(message: unknown): NotificationMessage | null {
  if (!isRecord(message)) return null;
  const { policy, rule, since } = message;
  const request = readDraft(message.request);
  if (typeof policy !== 'string' || typeof rule !== 'string' || typeof since !== 'number') return null;
  return request === null ? null : { policy, rule, since, request };
}

function readDraft(draft: unknown): RequestDraft | null {
  if (!isRecord(draft)) return null;
  const { method, url, headers } = draft;
  const body = draft.body === null ? null : readBody(draft.body);
  if (typeof method !== 'string' || !arePieces(url) || body === undefined) return null;
  return Array.isArray(headers) && headers.every(isHeader) ? { method, url, headers, body } : null;
}

/** Missing: it is no body. */
function readBody(body: unknown): RequestDraft['body'] | undefined {
  if (!isRecord(body)) return undefined;
  const { type, pieces } = body;
  return (type === 'json' || type === 'text') && arePieces(pieces) ? { type, pieces } : undefined;
}

function isHeader(header: unknown): header is RequestDraft['headers'][number] {
  return (
    Array.isArray(header) && header.length === 2 && typeof header[0] === 'string' && arePieces(header[1])
  );
}

function arePieces(pieces: unknown): pieces is readonly Piece[] {
  const isPiece = (piece: unknown) =>
    typeof piece === 'string' || (isRecord(piece) && typeof piece.secret === 'string');
  return Array.isArray(pieces) && pieces.every(isPiece);
}
