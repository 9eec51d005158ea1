import type { InsideFacts } from '../../runtime/inside/facts.ts';
import type { Desk } from '../desk.ts';
import { listKnown } from '../membrane/list-known.ts';
import { makeBytes } from '../membrane/make-bytes.ts';
import { type Membrane, makeMembrane } from '../membrane/membrane.ts';
import { makeTables } from '../membrane/tables.ts';
import type { Wire } from '../membrane/wire.ts';
import { followClock, followPatches } from './follow-clock.ts';
import { makePort } from './make-port.ts';
import { openRoomOfOneRule, type Require } from './open-room-of-one-rule.ts';
import { shareGlobals } from './share-globals.ts';
import { stubRequire } from './stub-require.ts';

/** What the code inside is told when it begins. Crosses as JSON. */
export interface TesterFacts {
  readonly inside: InsideFacts;
  /** A `Desk`. */
  readonly desk: Wire;
}

/** An entry is a `Message` as JSON. */
type Enter = (entry: readonly [string]) => void;

/**
 * The tester's counterpart of the hub: the room is the one that rules have in production, and what it asks for is asked
 * of the test. `makeRule` is the text of the rule in a wrapper; `tell` gets the reply to every entry, and first of all
 * the rule as a function.
 */
export function openTester(
  [factsText]: readonly [string],
  ask: (message: readonly [string]) => readonly [string],
  tell: (reply: readonly [string]) => void,
  makeRule: (require: Require) => unknown,
): Enter {
  const facts: TesterFacts = JSON.parse(factsText);
  let desk: Desk | null = null;
  const theDesk = () => {
    if (desk === null) throw new Error('nothing is asked for before the room is ready');
    return desk;
  };
  const requireReal = openRoomOfOneRule(makePort(facts.inside, theDesk), theDesk);
  const tables = makeTables({ known: [listKnown(globalThis)], onLost: null });
  const membrane: Membrane = makeMembrane({
    tables,
    shadows: new WeakMap(),
    ask: (question) => JSON.parse(ask([JSON.stringify(question)])[0]),
    name: 'inside',
    makeBytes,
    onThrown: () => undefined,
  });
  desk = membrane.unwrap(facts.desk) as Desk;
  const { globals, modules, clock } = desk;
  followClock(clock);
  const originals = new Map<string, unknown>();
  const prepare = () => {
    shareGlobals(globals, desk);
    followPatches(clock, originals);
  };
  prepare();
  const rule = makeRule(stubRequire(modules, requireReal));
  if (typeof rule !== 'function')
    throw new TypeError('a rule is one function: `function (user, context, callback) { … }`');
  // A plain function, as rules are: it is called with whatever the test calls it with.
  const run = (...values: readonly unknown[]) => {
    prepare();
    return Reflect.apply(rule, undefined, values);
  };
  tell([JSON.stringify(membrane.wrap(run))]);
  return ([text]) => {
    const { question, lost } = JSON.parse(text);
    for (const id of lost) tables.forget(id);
    tell([JSON.stringify(membrane.answer(question))]);
  };
}
