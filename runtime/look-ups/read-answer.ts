import type { HttpResponse } from '../capabilities/capability.ts';
import type { Limits } from '../limits.ts';
import { copyData } from '../login/copy-data.ts';
import { answerTooLarge, badStatus, notJson } from './look-up-messages.ts';

/** What came of a question: a value, nothing (there is none), or no answer that says either. */
export type SourceAnswer =
  | { readonly kind: 'value'; readonly value: unknown }
  /** `status` where that is what said so. */
  | { readonly kind: 'nothing'; readonly status?: number }
  | { readonly kind: 'failure'; readonly what: string };

/** What an answer by HTTP means: 404 and 410 say that there is nothing, other statuses than 2xx that it failed. */
export function readAnswer({ status, body }: HttpResponse, limits: Limits): SourceAnswer {
  if (status === 404 || status === 410 || status === 204) return { kind: 'nothing', status };
  if (status < 200 || status > 299) return { kind: 'failure', what: badStatus({ status }) };
  const text = readText(Buffer.from(body, 'base64'));
  if (text === null) return { kind: 'failure', what: notJson() };
  return text.trim() === '' ? { kind: 'nothing' } : readJson(text, limits);
}

/** Data from elsewhere, as an answer: what is dropped from logins is dropped from it. */
export function valueAnswer(value: unknown, limits: Limits): SourceAnswer {
  const copied = copyData(value, limits);
  if (copied.kind === 'problem') return { kind: 'failure', what: answerTooLarge() };
  return copied.value === null || copied.value === undefined
    ? { kind: 'nothing' }
    : { kind: 'value', value: copied.value };
}

/** null: it is no UTF-8, in which JSON is written (RFC 8259 section 8.1). */
function readText(bytes: Buffer): string | null {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return null;
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function readJson(text: string, limits: Limits): SourceAnswer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'failure', what: notJson() };
  }
  return valueAnswer(value, limits);
}
