import type { Core } from '../../compiler/index.ts';
import { askLibrary } from './ask-library.ts';
import { BASE_MOMENT } from './base-moment.ts';
import type { Near } from './near.ts';

/**
 * What is worth trying where functions stand between a field and the constants that it meets: `ops` and `hr` where
 * `"ops-hr"` is put together, `b3Blbg==` where `"open"` is decoded.
 */
export function nearsOfCalls(expressions: readonly Core[], nears: readonly Near[]): readonly Near[] {
  const called = new Set(expressions.flatMap((one) => (one.kind === 'call' ? [one.function] : [])));
  const texts = nears.flatMap((near) => (near.kind === 'text' ? [near.text] : [])).slice(0, MOST);
  return [...called].flatMap((name) => OF_CALL.get(name)?.(texts) ?? []);
}

const MOST = 40;
const DAY = 86_400;

type NearsOf = (texts: readonly string[]) => readonly Near[];

const OF_CALL: ReadonlyMap<string, NearsOf> = new Map<string, NearsOf>([
  ['joinTexts', (texts) => texts.flatMap(piecesOf)],
  ['joinText', (texts) => texts.flatMap(piecesOf)],
  ['base64Decode', (texts) => texts.flatMap((text) => textNear(askLibrary('base64Encode', text)))],
  ['urlDecode', (texts) => texts.flatMap((text) => textNear(askLibrary('urlEncode', text)))],
  [
    'fromUnix',
    () => [0, DAY, -DAY, 365 * DAY].map((more) => ({ kind: 'number', number: BASE_MOMENT / 1000 + more })),
  ],
  ['toDate', () => [{ kind: 'number', number: 0 }, ...[30, -30].map(durationNear)]],
  ['isPrivateIp', () => [{ kind: 'network', name: 'private', ranges: PRIVATE }]],
]);

const PRIVATE = ['172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '10.0.0.0/8', 'fc00::/7', 'fe80::/10'];

function durationNear(days: number): Near {
  return { kind: 'duration', length: days * DAY * 1000 };
}

/** The words and numbers in a text, and its halves at each place between them. */
function piecesOf(text: string): readonly Near[] {
  const gaps = [...text.matchAll(/[^\p{L}\p{N}]+/gu)];
  const halves = gaps.flatMap(({ 0: gap, index }) => [text.slice(0, index), text.slice(index + gap.length)]);
  return [...new Set([...text.split(/[^\p{L}\p{N}]+/u), ...halves])]
    .filter((one) => one !== '')
    .flatMap(textNear);
}

function textNear(text: unknown): readonly Near[] {
  return typeof text === 'string' ? [{ kind: 'text', text }] : [];
}
