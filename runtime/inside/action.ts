import { createActionApi } from './action-api.ts';
import { createEvent } from './action-event.ts';
import type { ActionTools, Fields } from './action-login.ts';
import { findTools } from './action-tools.ts';
import {
  getOwnPropertyDescriptor,
  NativeError,
  NativePromise,
  objectPrototype,
  whenSettled,
} from './intrinsics.ts';

/**
 * Runs the body of a rule of the Action shape, `module.exports` of its module, over the login of a rule: what it does
 * through `api` is written to `user` and `context`, and stored changes are sent off together at the end.
 * `onContinuePostLogin` takes the place of `onExecutePostLogin` when a redirect comes back, as far as the module has it.
 * `done` is called once, with an `UnauthorizedError` when access was denied. What the Action throws, and what fails of its
 * changes, rejects the promise, and `done` is not called.
 */
export function runAction(
  module: object,
  user: object,
  context: object,
  configuration: object,
  done: (error?: Error) => void,
  tools: Partial<ActionTools> = {},
): Promise<void> {
  const login = { user: user as Fields, context: context as Fields };
  // No `await`: rules before this one may have changed what it does, and a denial may not get lost on its way.
  return new NativePromise((resolve, reject) => {
    const run = chooseEntry(module, login.context);
    const { api, close, store } = createActionApi({ ...login, tools: findTools(tools) });
    const finish = () => {
      const denial = close();
      const end = () => {
        if (denial === null) done();
        else done(denial);
        resolve();
      };
      whenSettled(store(), end, reject);
    };
    whenSettled(run(createEvent(login.user, login.context, configuration), api), finish, reject);
  });
}

function chooseEntry(module: object, { protocol }: Fields): Entry {
  const onContinue = protocol === 'redirect-callback' ? exportOf(module, 'onContinuePostLogin') : undefined;
  const entry = isEntry(onContinue) ? onContinue : exportOf(module, 'onExecutePostLogin');
  if (isEntry(entry)) return entry;
  throw new NativeError('the action exports no function `onExecutePostLogin`');
}

/** Not what a rule before this one gave to all objects. */
function exportOf(module: object, name: string): unknown {
  const isOwn = getOwnPropertyDescriptor(module, name) !== undefined;
  return isOwn || !(name in objectPrototype) ? (module as Fields)[name] : undefined;
}

type Entry = (event: object, api: object) => unknown;

function isEntry(value: unknown): value is Entry {
  return typeof value === 'function';
}
