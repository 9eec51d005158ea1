import { openRoom } from '../../runtime/inside/room.ts';
import type { HubPort, Room } from '../../runtime/inside/room-port.ts';
import type { Desk } from '../desk.ts';

export type Require = (name: unknown) => unknown;

/** Opens the room that rules have in production, and gives the `require` of its only rule. */
export function openRoomOfOneRule(port: HubPort, desk: () => Desk): Require {
  const rooms: Room[] = [];
  openRoom([0], { port, adopt: (_, room) => rooms.push(room), enter: () => undefined });
  const [room] = rooms;
  const define = Reflect.get(globalThis, 'define') as (name: string, definition: unknown) => void;
  for (const name of new Set(port.facts.library.map(([, module]) => module))) {
    define(`library:${name}`, lazyModule(name, desk));
  }
  const taken: Require[] = [];
  // The rule of the room takes hold of what rules are given; the rule of the test is started without the room.
  define('rule:0', (_configuration: object, require: Require) => {
    taken.push(require);
    return () => undefined;
  });
  room?.begin(null);
  room?.start(0, 0, {}, {});
  const [require] = taken;
  if (require === undefined) throw new Error('a room makes a rule when it starts it');
  return require;
}

/** A module whose text is fetched when it is first required: few rules need any, none needs all. */
function lazyModule(name: string, desk: () => Desk) {
  return function load(this: unknown, ...values: readonly unknown[]) {
    const text = desk().library(name);
    const definition: unknown = evaluate(
      `(function (module, exports, require) {${text}\n})\n//# sourceURL=${name}`,
    );
    if (typeof definition === 'function') Reflect.apply(definition, this, values);
  };
}

// biome-ignore lint/security/noGlobalEval: the texts are those of our own library
const evaluate: (text: string) => unknown = globalThis.eval;
