import { type Data, type DataField, type Diagnostic, suggest, type Word } from '../../grammar/index.ts';
import * as messages from './messages/check-answer-messages.ts';

/**
 * Checks what hosts and look-ups answer in tests: addresses that no request can have, answers that no server gives, and
 * names of look-ups that nobody asks. `lookUps`: `crm`, `counts.seats`; null: nobody knows them.
 */
export function checkAnswers(
  answers: readonly DataField[],
  lookUps: ReadonlySet<string> | null,
  report: (diagnostic: Diagnostic) => void,
): void {
  for (const { name, value } of answers) {
    const wrong = LOOK_UP.test(name.text)
      ? wrongLookUp(name, value, lookUps)
      : (wrongAddress(name) ?? wrongAnswer(value));
    if (wrong !== null) report(wrong);
  }
}

/** A word, which no address is, or a counter; what a template has may be told apart by the rule: `crm of vip`. */
const LOOK_UP = /^(?:counts\.)?[A-Za-z_]\w*(?: of [a-z][\w-]*)?$/;

function wrongLookUp(
  { text, span }: Word,
  value: Data,
  lookUps: ReadonlySet<string> | null,
): Diagnostic | null {
  if (lookUps !== null && !lookUps.has(text))
    return messages.unknownLookUp({ name: text, span, suggestion: suggest(text, lookUps) });
  if (!text.startsWith('counts.')) return null;
  const isFine = value.kind === 'text' && /^(?:\d{1,15}|missing|fails)$/.test(value.text);
  return isFine ? null : messages.badCount({ name: text, span: value.span });
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const PARTS: ReadonlySet<string> = new Set(['status', 'headers', 'body']);

/** A method may stand before the address, and `*` at its end; `*` alone is every address. */
function wrongAddress({ text, span }: Word): Diagnostic | null {
  const [address = '', method, ...more] = text.trim().split(/\s+/).toReversed();
  const place = { text, address, span };
  if (more.length > 0 || !/^[a-z]*$/i.test(method ?? '')) return messages.notAnAddress(place);
  if (method !== undefined && !METHODS.includes(method.toUpperCase())) {
    const suggestion = suggest(method.toUpperCase(), METHODS);
    if (suggestion !== null) return messages.unknownMethod({ method, suggestion, span });
  }
  if (address === '*') return null;
  if (address.slice(0, -1).includes('*')) return messages.starInTheMiddle(place);
  if (!/^https?:\/\//i.test(address)) return messages.addressWithoutScheme(place);
  const isPart = address.endsWith('*');
  return isPart || URL.canParse(address) ? null : messages.notAnAddress(place);
}

/** Only a record of nothing but `status`, `headers` and `body` is more than a body. */
function wrongAnswer(value: Data): Diagnostic | null {
  if (value.kind !== 'record' || !value.fields.every(({ name }) => PARTS.has(name.text))) return null;
  const part = (wanted: string) => value.fields.find(({ name }) => name.text === wanted)?.value;
  const [status, headers] = [part('status'), part('headers')];
  if (status !== undefined && isWrongStatus(status, value.fields.length === 1))
    return messages.badStatus({ span: status.span });
  const isFine = headers === undefined || (headers.kind === 'record' && headers.fields.every(isHeader));
  return isFine ? null : messages.badHeaders({ span: headers.span });
}

/** Alone, a status in words may be all there is in the body. */
function isWrongStatus(status: Data, isAlone: boolean): boolean {
  if (status.kind !== 'text') return !isAlone;
  if (!/^-?\d+(?:\.\d+)?$/.test(status.text)) return !isAlone;
  const number = Number(status.text);
  return !Number.isInteger(number) || number < 200 || number > 599;
}

function isHeader({ value }: DataField): boolean {
  return value.kind === 'list' ? value.items.every(({ kind }) => kind === 'text') : value.kind === 'text';
}
