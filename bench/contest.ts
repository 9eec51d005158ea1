import type { Step } from '../runtime/index.ts';
import { measure } from './measure.ts';
import { openByHand } from './open-by-hand.ts';
import { overLogins } from './over-logins.ts';
import { type BaseAnswer, checkAnswer, type Peer } from './peers/peer.ts';
import type { Table } from './section.ts';
import { type OpenWay, type Told, WAYS } from './ways.ts';

/** A policy, in Lintel, by hand and in other engines, and logins to decide. */
export interface Contest<Login, Answer> {
  readonly title: string;
  readonly steps: readonly Step[];
  readonly logins: readonly Login[];
  /** Logins that the workload has none of; answers are held against the rules by hand on them, too. */
  readonly rare: readonly Login[];
  readonly byHand: (login: Login) => Answer;
  /** A script whose value is a function from a login as JSON to its answer as JSON. */
  readonly source: string;
  readonly ask: (way: OpenWay, login: Login) => Told | Promise<Told>;
  readonly answerOf: (told: Told) => Answer;
  readonly peers: readonly Peer<Login, Answer>[];
}

/** The names of the lines that others are held against. */
export const BY_HAND = 'JavaScript by hand';
export const BY_HAND_IN_ISOLATE = 'by hand in an isolate, as JSON';

/** Holds the answers of all against the rules by hand, then times all. Rejects where an answer is different. */
export async function runContest<Login, Answer extends BaseAnswer>(
  contest: Contest<Login, Answer>,
  time: number,
): Promise<Table> {
  const { title, logins, rare, byHand, ask, answerOf, peers } = contest;
  const isolate = openByHand(contest.source);
  const ways = await Promise.all(WAYS.map(async (way) => ({ way, open: await way.open(contest.steps) })));
  try {
    const inside = (login: Login): Answer => JSON.parse(isolate.call(JSON.stringify(login)));
    const insideInTime = (login: Login): Answer => JSON.parse(isolate.callInTime(JSON.stringify(login)));
    for (const login of [...logins, ...rare]) {
      const expected = byHand(login);
      checkAnswer(BY_HAND_IN_ISOLATE, 'everything', inside(login), expected);
      for (const { way, open } of ways)
        checkAnswer(way.name, 'everything', answerOf(await ask(open, login)), expected);
      for (const { name, gives, decide } of peers) checkAnswer(name, gives, await decide(login), expected);
    }
    const contestants = [
      overLogins(BY_HAND, logins, byHand, 'no sandbox'),
      overLogins(BY_HAND_IN_ISOLATE, logins, inside),
      overLogins(`${BY_HAND_IN_ISOLATE}, with a time limit`, logins, insideInTime),
      ...ways.map(({ way, open }) => overLogins(way.name, logins, (login) => ask(open, login), way.note)),
      ...peers.map(({ name, note, decide }) => overLogins(name, logins, decide, note)),
    ];
    return { title, unit: 'µs', lines: await measure(contestants, time) };
  } finally {
    for (const { open } of ways) open.dispose();
    isolate.dispose();
  }
}
