import { isRecord } from '../login/read-login.ts';
import type { HttpRequest, UserUpdate } from './capability.ts';

/* Payloads come from rules, so they can be anything that JSON can carry. Each function gives null for what is no such
   payload. */

const MOST_HEADERS = 100;
const MOST_KEY_LENGTH = 500;

/** Reads a call; what may be left out has its default. */
export function readHttpRequest(payload: unknown): HttpRequest | null {
  if (!isRecord(payload)) return null;
  const { url, method = 'GET', headers = [], body = null, timeout = null, redirect = 'follow' } = payload;
  if (typeof url !== 'string' || typeof method !== 'string') return null;
  if (!Array.isArray(headers) || headers.length > MOST_HEADERS || !headers.every(isHeader)) return null;
  if (body !== null && typeof body !== 'string') return null;
  if (timeout !== null && typeof timeout !== 'number') return null;
  if (redirect !== 'follow' && redirect !== 'manual' && redirect !== 'error') return null;
  return { url, method, headers, body, timeout, redirect };
}

/** Reads an update of metadata. */
export function readUserUpdate(payload: unknown): UserUpdate | null {
  if (!isRecord(payload)) return null;
  const { id, field, changes } = payload;
  if (!isKey(id) || !isRecord(changes)) return null;
  return field === 'app_metadata' || field === 'user_metadata' ? { id, field, changes } : null;
}

/** Reads `{ id }`. */
export function readUserId(payload: unknown): string | null {
  return isRecord(payload) && isKey(payload.id) ? payload.id : null;
}

/** Reads `{ key }`. */
export function readKey(payload: unknown): string | null {
  return isRecord(payload) && isKey(payload.key) ? payload.key : null;
}

/** Reads `{ key, value, lasts? }`; `lasts` is null where it is left out. */
export function readStoredValue(
  payload: unknown,
): { readonly key: string; readonly value: unknown; readonly lasts: number | null } | null {
  const key = readKey(payload);
  if (key === null || !isRecord(payload) || !Object.hasOwn(payload, 'value')) return null;
  const { value, lasts = null } = payload;
  if (lasts === null) return { key, value, lasts };
  return typeof lasts === 'number' && lasts > 0 && Number.isFinite(lasts) ? { key, value, lasts } : null;
}

function isHeader(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MOST_KEY_LENGTH;
}
