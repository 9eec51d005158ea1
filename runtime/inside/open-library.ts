import {
  apply,
  assign,
  construct,
  create,
  defineHidden,
  NativeError,
  NativePromise,
  parse,
  stringify,
  textOf,
} from './intrinsics.ts';
import type { HubPort } from './room-port.ts';

export type Require = (name: unknown) => unknown;

/** What rules and modules of a room can require. Modules are evaluated when they are first asked for. */
export interface Library {
  requireFor(rule: number): Require;
  /** Whether the module of the library was brought along. */
  has(module: string): boolean;
  /** A module of the library, or a property of it; undefined while the module is being evaluated. */
  take(module: string, property: string | undefined): unknown;
}

/** The text of a module, wrapped by the worker. */
type ModuleDefinition = (module: { exports: unknown }, exports: unknown, require: Require) => void;

interface Answer {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: Readonly<Record<string, unknown>>;
}

export function openLibrary(
  hub: HubPort,
  definitions: Readonly<Record<string, unknown>>,
  configuration: () => object,
): Library {
  const loaded: Record<string, { exports: unknown }> = create(null);
  const whole: Record<string, true> = create(null);
  const hostModule = openHostModule(hub, configuration);

  const load = (key: string, require: Require): unknown => {
    const known = loaded[key];
    if (known !== undefined) return known.exports;
    const module = { exports: {} as unknown };
    // Before it is evaluated: modules of one circle see what the others have so far.
    loaded[key] = module;
    try {
      apply(definitions[key] as ModuleDefinition, module.exports, [module, module.exports, require]);
    } catch (thrown) {
      delete loaded[key];
      throw thrown;
    }
    whole[key] = true;
    return module.exports;
  };
  const find = (name: string): string | null => {
    const project = `project:${name}`;
    if (project in definitions) return project;
    const library = `library:${hub.moduleNamed(name)}`;
    return library in definitions ? library : null;
  };
  const requireOf = (rule: number | null): Require => {
    const require: Require = (name) => {
      if (typeof name !== 'string')
        throw fault('TypeError', 'the name of a module is a text', 'ERR_INVALID_ARG_TYPE');
      const key = find(name);
      if (key === null) throw fault('Error', explain(hub, name, rule), 'MODULE_NOT_FOUND');
      return load(key, key === `project:${name}` ? requireInProject : requireInLibrary);
    };
    // What Auth0 had there; packages that load others by version look for it.
    defineHidden(require, '__verquire', true);
    return require;
  };
  const requireInProject = requireOf(null);
  const requireInLibrary: Require = (name) => (name === 'lintel:host' ? hostModule : requireInProject(name));

  return {
    requireFor: requireOf,
    has: (module) => `library:${module}` in definitions,
    take(module, property) {
      const key = `library:${module}`;
      const exports = load(key, requireInLibrary);
      // Some packages look whether their own global name is taken while they are made.
      if (!whole[key]) return undefined;
      return property === undefined ? exports : (exports as Record<string, unknown>)[property];
    },
  };
}

/** `require('lintel:host')`, for modules of the library only. */
function openHostModule(hub: HubPort, configuration: () => object): object {
  return {
    call: (operation: string, payload: unknown) =>
      new NativePromise((resolve, reject) => {
        hub.call(operation, textOf(stringify(payload ?? null)), (text) => {
          const answer: Answer = parse(text);
          if (answer.ok) resolve(answer.value);
          else reject(errorOf(answer));
        });
      }),
    compute(operation: string, payload: unknown) {
      const answer: Answer = parse(hub.compute(operation, textOf(stringify(payload ?? null))));
      if (answer.ok) return answer.value;
      throw errorOf(answer);
    },
    get configuration() {
      return configuration();
    },
  };
}

/** As it was made by the host, with the class of the room that has its name where there is one. */
function errorOf({ error = {} }: Answer): Error {
  const made = fault(`${error.name}`, `${error.message}`, `${error.code}`);
  if (error.status !== undefined) defineHidden(made, 'status', error.status);
  return made;
}

function fault(name: string, message: string, code: string): Error {
  const made: Error = construct(CLASSES[name] ?? NativeError, [message]);
  if (made.name !== name) defineHidden(made, 'name', name);
  return assign(made, { code });
}

const CLASSES: Readonly<Record<string, ErrorConstructor | undefined>> = assign(create(null), {
  Error,
  TypeError,
  RangeError,
  SyntaxError,
});

function explain(hub: HubPort, name: string, rule: number | null): string {
  try {
    return hub.explainMissing(name, rule);
  } catch {
    return 'cannot find a module';
  }
}
