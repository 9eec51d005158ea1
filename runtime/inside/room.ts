import { runAction } from './action.ts';
import type { Fields } from './action-login.ts';
import type { Entry } from './facts.ts';
import { guardIntrinsics } from './guard-intrinsics.ts';
import { installConsole } from './install-console.ts';
import { installErrors } from './install-errors.ts';
import { installGlobal } from './install-global.ts';
import { installProcess } from './install-process.ts';
import { installTimers } from './install-timers.ts';
import {
  create,
  defineHidden,
  defineLazily,
  defineProperty,
  deleteProperty,
  freeze,
  NativePromise,
  parse,
  stringify,
  then,
} from './intrinsics.ts';
import { openLibrary, type Require } from './open-library.ts';
import { pruneIntrinsics } from './prune-intrinsics.ts';
import type { Hub, HubPort, Room } from './room-port.ts';
import { sealSurroundings } from './seal-surroundings.ts';
import { setClock } from './set-clock.ts';
import { shieldHub } from './shield-hub.ts';

type Configuration = Readonly<Record<string, string>>;
type Callback = (error?: unknown, user?: unknown, context?: unknown) => void;
type RuleFunction = (user: object, context: object, callback: Callback) => unknown;
/** A rule in the wrapper that the worker puts around it. */
type RuleDefinition = (configuration: Configuration, require: Require) => unknown;

/**
 * Prepares a context for one login: everything that rules expect of their surroundings. What belongs to the tenant,
 * `rule:0`, `library:lodash` or `project:./shared`, is defined with the global function `define` until the room begins.
 * Gives the function through which everything enters that is on account of the login: `eval` and `Function` work only
 * where the context that was entered is their own.
 */
export function openRoom([login]: readonly [number], { port, adopt, enter }: Hub): (entry: Entry) => void {
  adopt(login, furnish(shieldHub(port)));
  return (entry) => enter(entry);
}

function furnish(hub: HubPort): Room {
  const { facts } = hub;
  pruneIntrinsics();
  guardIntrinsics();
  const unauthorized = installErrors();
  installConsole(hub);
  installTimers(hub);
  installProcess(facts.version);
  const global = installGlobal(hub.store);

  const definitions: Record<string, unknown> = create(null);
  defineHidden(globalThis, 'define', (name: string, definition: unknown) => {
    definitions[name] = definition;
  });
  const configurations: Record<number, Configuration> = create(null);
  const configurationOf = (rule: number): Configuration => {
    configurations[rule] ??= freeze(parse(stringify(facts.rules[rule]?.configuration ?? {})));
    return configurations[rule] ?? {};
  };
  const currentConfiguration = () => configurationOf(hub.currentRule() ?? -1);
  defineProperty(globalThis, 'configuration', {
    configurable: true,
    get: currentConfiguration,
    set: (value) => defineHidden(globalThis, 'configuration', value),
  });
  const library = openLibrary(hub, definitions, currentConfiguration);

  const ruleFunction = (rule: number): RuleFunction => {
    const configuration = configurationOf(rule);
    const require = library.requireFor(rule);
    const made = (definitions[`rule:${rule}`] as RuleDefinition)(configuration, require);
    if (facts.rules[rule]?.shape !== 'action') return made as RuleFunction;
    // Of its own, so that the action's assignment meets no setter that a rule before it left.
    const module = { exports: { onExecutePostLogin: undefined, onContinuePostLogin: undefined } };
    (made as (module: object, exports: object) => void)(module, module.exports);
    return (user, context, callback) =>
      runAction(module.exports, user as Fields, context as Fields, configuration, callback, {
        require: require as (name: string) => unknown,
      });
  };

  let isSealed = false;
  const finish = () => {
    deleteProperty(globalThis, 'define');
    for (const { name, module, property } of facts.globals) {
      if (library.has(module)) defineLazily(globalThis, name, () => library.take(module, property));
    }
  };
  return {
    unauthorized,
    parse: (text) => parse(text),
    begin(now) {
      if (isSealed) return;
      finish();
      if (now !== null) setClock(now);
    },
    seal() {
      finish();
      sealSurroundings();
      isSealed = true;
    },
    start(rule, run, user, context) {
      // Contained rules know no name that others could have given to something.
      if (!isSealed) global.share();
      const callback: Callback = (error, user, context) => {
        try {
          hub.callBack(run, error, user, context);
        } catch {
          // The stack is full. The rule can call back again, or is ended by the clock.
        }
      };
      let result: unknown;
      try {
        result = ruleFunction(rule)(user, context, callback);
        watchPromise(result, (reason) => hub.rejected(run, reason));
      } catch (thrown) {
        hub.returned(run, [thrown]);
        return;
      }
      hub.returned(run, []);
    },
  };
}

/** Promises of other makes are watched through their `then`. */
function watchPromise(result: unknown, failed: (reason: unknown) => void): void {
  if (typeof result !== 'object' || result === null || !('then' in result)) return;
  const promise = new NativePromise((resolve) => resolve(result));
  then(promise, () => undefined, failed);
}
