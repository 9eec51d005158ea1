import { apply, NativeRangeError } from './intrinsics.ts';
import type { HubPort } from './room-port.ts';

/**
 * The port of the hub with functions of the room. On a full stack the hub throws an error of its own context, whose
 * constructor leads to all that the hub is made of: no rule may ever hold one.
 */
export function shieldHub(hub: HubPort): HubPort {
  return {
    facts: hub.facts,
    store: hub.store,
    currentRule: shield(hub.currentRule),
    callBack: shield(hub.callBack),
    returned: shield(hub.returned),
    rejected: shield(hub.rejected),
    call: shield(hub.call),
    compute: shield(hub.compute),
    setTimer: shield(hub.setTimer),
    clearTimer: shield(hub.clearTimer),
    log: shield(hub.log),
    moduleNamed: shield(hub.moduleNamed),
    explainMissing: shield(hub.explainMissing),
  };
}

function shield<Args extends readonly unknown[], Result>(
  action: (...args: Args) => Result,
): (...args: Args) => Result {
  return (...args) => {
    try {
      return apply(action, undefined, args);
    } catch {
      throw new NativeRangeError('Maximum call stack size exceeded');
    }
  };
}
