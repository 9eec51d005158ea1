import { explainMissing, plainName } from '../../runtime/inside/explain-missing.ts';
import type { InsideFacts } from '../../runtime/inside/facts.ts';
import type { HubPort } from '../../runtime/inside/room-port.ts';
import type { Desk } from '../desk.ts';

/**
 * What the room asks for, asked of the test. Callbacks, endings and lines of the console do not come along here: rules
 * of a test get the functions of the test themselves.
 */
export function makePort(facts: InsideFacts, desk: () => Desk): HubPort {
  const modules = new Map(facts.library);
  const timers = new Map<number, unknown>();
  let last = 0;
  const nothing = () => undefined;
  return {
    facts,
    store: Object.create(null),
    currentRule: () => 0,
    callBack: nothing,
    returned: nothing,
    rejected: nothing,
    log: nothing,
    call: (operation, payload, settle) => desk().call(operation, payload, settle),
    compute: (operation, payload) => desk().compute(operation, payload),
    setTimer(fire, milliseconds, rhythm) {
      last += 1;
      timers.set(last, desk().setTimer(fire, milliseconds, rhythm));
      return last;
    },
    clearTimer(timer) {
      desk().clearTimer(timers.get(timer));
      timers.delete(timer);
    },
    moduleNamed: (name) => modules.get(plainName(name)) ?? '',
    explainMissing: (name, rule) => explainMissing(facts, name, rule),
  };
}
