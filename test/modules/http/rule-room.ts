import { after, before } from 'node:test';
import { bundleInside, bundleModule } from '../../../runtime/bundle.ts';
import { DEFAULT_RULE_LIMITS } from '../../../runtime/rule-limits.ts';
import { compute } from '../../../runtime/worker/compute/index.ts';
import { openTenantIsolate, type TenantMessage } from '../../../runtime/worker/tenant.ts';
import { libraryModules } from '../../../stdlib/index.ts';
import { answerCall, type Call, type Visit } from './answer-call.ts';
import { type EchoServer, openEchoServer } from './echo-server.ts';

/** What became of a rule. */
export interface RoomReport {
  /** What it handed to `answer`. */
  readonly answer: unknown;
  readonly context: Record<string, unknown>;
  readonly console: readonly string[];
  /** `next`, or what it ended with. */
  readonly ending: string;
  /** What came in at the server, in order. */
  readonly visits: readonly Visit[];
  /** What was asked of the host beside HTTP. */
  readonly calls: readonly Call[];
}

export interface RoomOptions {
  readonly configuration?: Readonly<Record<string, string>>;
  readonly user?: object;
  readonly context?: object;
}

/**
 * A room for a file of tests: runs the body of an asynchronous rule in the real sandbox. The rule sees the address of a
 * server as `HERE`, and ends with `answer(value)`; every host leads to that server.
 */
export function openRuleRoom(): (body: string, options?: RoomOptions) => Promise<RoomReport> {
  let server: EchoServer;
  before(async () => {
    server = await openEchoServer();
  });
  after(() => server.close());
  return (body, options = {}) => runRule(server, body, options);
}

async function runRule(server: EchoServer, body: string, options: RoomOptions): Promise<RoomReport> {
  const { configuration = {}, user = {}, context = {} } = options;
  const calls: Call[] = [];
  const done = Promise.withResolvers<Extract<TenantMessage, { kind: 'done' }>>();
  const ended = Promise.withResolvers<void>();
  const isolate = openTenantIsolate(
    {
      name: 'acme',
      rules: [ruleOf(server.address, body)],
      configuration,
      secrets: {},
      modules: [],
      limits: DEFAULT_RULE_LIMITS,
    },
    LIBRARY,
    BOOT,
    (message) => {
      if (message.kind === 'done') {
        done.resolve(message);
        if (message.isEnded) ended.resolve();
      } else if (message.kind === 'ended') ended.resolve();
      else if (message.kind === 'call') void settle(message);
      else done.reject(new Error(message.reason));
    },
    compute,
  );
  const settle = async ({ job, call, operation, payload }: Extract<TenantMessage, { kind: 'call' }>) =>
    isolate.answer(job, call, await answerCall(server.address, calls, operation, JSON.parse(payload)));
  server.visits.length = 0;
  isolate.run(1, {
    rules: [0],
    user: JSON.stringify({ user_id: 'auth0|1', ...user }),
    context: JSON.stringify({ protocol: 'oidc-basic-profile', request: { query: {} }, ...context }),
    now: null,
    budget: 20_000,
  });
  const { notes } = await done.promise;
  await ended.promise;
  isolate.close();
  const note = notes[0];
  if (note === undefined) throw new Error('one rule gives one note');
  return {
    answer: JSON.parse(note.user ?? '{}').answer,
    context: JSON.parse(note.context ?? '{}'),
    console: note.console.map(({ level, text }) => `${level}: ${text}`),
    ending: note.ending.kind === 'next' ? 'next' : JSON.stringify(note.ending),
    visits: [...server.visits],
    calls,
  };
}

function ruleOf(address: string, body: string) {
  return {
    id: 'room',
    name: 'room',
    file: 'room.js',
    text: `async function (user, context, callback) {
      const HERE = ${JSON.stringify(address)};
      const answer = (value) => { user.answer = value; callback(null, user, context); };
      ${body}
    }`,
    shape: 'rule',
    mode: 'enforce',
    modules: [...LIBRARY.keys()],
    timeout: null,
    ifItFails: 'deny',
    may: { network: null, secrets: null },
  } as const;
}

const BOOT = bundleInside(new URL('../../../runtime/inside/boot.ts', import.meta.url).pathname).text;
const LIBRARY = new Map(libraryModules.map((module) => [module.name, bundleModule(module)] as const));
