import { AMOUNT, checkOptions, type Expected, FUNCTION, thingWith } from '../runtime/check-options.ts';
import { openDesk } from './open-desk.ts';
import { openSession } from './open-session.ts';
import { settleResults } from './settle-results.ts';

/** What a test gives to a rule. Everything is live: the rule sees what the test changes, and the other way round. */
export interface LoadRuleOptions {
  /** Global names: `{ UnauthorizedError, auth0, request }`. */
  readonly globals?: object;
  /** What `require` gives, by the text that stands in it: `{ 'mongodb@3.1.4': mongo }`. */
  readonly modules?: object;
  /** What the rule sees as `configuration`. */
  readonly configuration?: object;
  /** What the rule's clock shows; absent: whatever `Date` of the test shows. */
  readonly clock?: () => number | Date;
  /** For messages and stack traces; absent: `rule.js`. */
  readonly name?: string;
  /** Milliseconds that the rule may compute without a pause; absent: 5000. */
  readonly timeout?: number;
  /** The heap of the rule in MiB; absent: 128. */
  readonly memory?: number;
}

/** A rule, to be called like the function that it is. What it returns, throws and calls back with comes as it is. */
export interface LoadedRule {
  (user?: unknown, context?: unknown, callback?: (...values: never) => unknown): unknown;
  /** Gives the memory back at once; else that happens when nobody holds the rule any more. */
  dispose(): void;
}

/**
 * Reads a rule, `function (user, context, callback) { … }`, and gives it as a function that runs it in the sandbox.
 * Throws a `SyntaxError` for a text that is no JavaScript, and a `TypeError` for one that is no function, for what is no text,
 * and for options that nobody can mean.
 *
 * It is for one's own rules on one's own machine: they may reach every host, and whatever the stubs reach.
 */
export function loadRule(source: string, options: LoadRuleOptions = {}): LoadedRule {
  const text = textOf(source);
  checkOptions('loadRule', options, OPTIONS);
  const { globals = {}, modules = {}, configuration, clock = null } = options;
  const session = openSession(text.trim().replace(/;$/, ''), {
    name: options.name ?? 'rule.js',
    desk: openDesk({ globals: withConfiguration(globals, configuration), modules, clock }),
    timeout: options.timeout ?? 5000,
    memory: options.memory ?? 128,
  });
  const run = (...values: readonly unknown[]): unknown => {
    const data = values.filter((value) => typeof value !== 'function');
    const settled = (results: readonly unknown[]) => settleResults(session, data, results);
    const given = values.map((value) =>
      typeof value === 'function'
        ? (...results: readonly unknown[]) => Reflect.apply(value, undefined, settled(results))
        : value,
    );
    try {
      const result = session.rule(...given);
      if (!(result instanceof Promise)) return result;
      return result.then((found) => settled([found])[0]);
    } catch (error) {
      settled([]);
      throw error;
    }
  };
  return Object.assign(run, { dispose: () => session.close() });
}

/** What is forgotten most when a rule is read from its file. */
function textOf(source: unknown): string {
  const help = "loadRule takes the text of a rule, such as `readFileSync('rules/allowlist.js', 'utf8')`";
  if (source instanceof Uint8Array) throw new TypeError(`these are bytes and no text: ${help}`);
  if (typeof source !== 'string') throw new TypeError(`this is no text: ${help}`);
  if (source.trim() === '') throw new TypeError(`this text is empty: ${help}`);
  if (/^[^\n(){};=]+\.[cm]?[jt]s$/.test(source)) throw new TypeError(`this is the name of a file: ${help}`);
  return source;
}

const RECORD = thingWith('a record');
const OPTIONS: Readonly<Record<keyof LoadRuleOptions, Expected>> = {
  globals: RECORD,
  modules: RECORD,
  configuration: RECORD,
  clock: FUNCTION,
  name: { expected: 'a text', fits: (value) => typeof value === 'string' },
  timeout: AMOUNT,
  memory: AMOUNT,
};

function withConfiguration(globals: object, configuration: object | undefined): object {
  if (configuration === undefined) return globals;
  const properties = Object.getOwnPropertyDescriptors(globals);
  return Object.create(Object.prototype, {
    configuration: { value: configuration, writable: true, enumerable: true, configurable: true },
    ...properties,
  });
}
