import { isRecord } from '../login/read-login.ts';
import type { MetadataPatch, UserPatch } from './store.ts';

/**
 * What was changed of a person, as a store gives it; null: it is damaged. Nobody may be let in for metadata that is there
 * and cannot be read.
 */
export function checkPatch(value: unknown): UserPatch | null {
  if (!isRecord(value)) return null;
  const { app_metadata, user_metadata } = value;
  const isWhole = [app_metadata, user_metadata].every((field) => field === undefined || isPatch(field));
  return isWhole ? value : null;
}

function isPatch(field: unknown): field is MetadataPatch {
  return isRecord(field) && typeof field.isCleared === 'boolean' && isRecord(field.fields);
}
