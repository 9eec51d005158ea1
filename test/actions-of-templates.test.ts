import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { analyseTemplate, EMPTY_WORLD, emitPolicy, emitTarget, targetsOf } from '../compiler/index.ts';
import { NO_OPTIONS } from '../project/read-environment.ts';
import { readShippedTemplates } from '../project/read-templates.ts';
import { expandLogin, type Report } from '../runtime/index.ts';
import { runAction } from '../runtime/inside/action.ts';
import type { Fields } from '../runtime/inside/action-login.ts';
import { openTrial } from '../verify/index.ts';
import { asActionsHaveIt } from '../verify/laws/built-in/as-actions-have-it.ts';
import type { TimedLogin } from '../verify/login/timed-login.ts';
import { readTestLogin } from '../verify/tests/read-test-login.ts';

/** Such a moment for logins of tests that say none. */
const NOON = Date.parse('2026-11-23T12:00:00Z');

/** What can be told of a login both ways. */
interface Told {
  readonly outcome: string;
  readonly message: string | null;
  readonly idToken: unknown;
  readonly accessToken: unknown;
  readonly scopes: unknown;
  readonly mfa: unknown;
  readonly redirect: string | null;
  readonly primaryUser: unknown;
  readonly metadata: readonly string[];
}

/** Runs the text of an Action with the faithful `api`. */
async function runText(text: string, { user: given, context: facts, now }: TimedLogin): Promise<Told> {
  const module = { exports: {} };
  const clock = class extends Date {
    static override now = () => now;
  };
  const globals = {
    exports: module.exports,
    require: createRequire(import.meta.url),
    console: { log() {} },
    Date: clock,
  };
  runInNewContext(text, globals);
  const [user, context]: readonly Fields[] = structuredClone([{ ...given }, { ...facts }]);
  assert.ok(user !== undefined && context !== undefined);
  const metadata: string[] = [];
  const keep = (field: string) => async (_: string, changes: object) =>
    metadata.push(...Object.keys(changes).map((name) => `${field}.${name}`));
  const users = { updateAppMetadata: keep('app_metadata'), updateUserMetadata: keep('user_metadata') };
  const jwt = { sign: () => 'signed', verify: () => ({}) };
  let message: string | null | undefined;
  const done = (error?: Error) => {
    message = error?.message ?? null;
  };
  const tools = { require: () => jwt, users, global: {}, executedRules: new Set<string>() };
  await runAction(module.exports, user, context, secretsOf(text), done, tools).catch(() => undefined);
  const left = JSON.parse(JSON.stringify(context));
  const { scope, ...accessToken } = left.accessToken;
  const { query } = left.request ?? {};
  const isAllowed = message === null;
  const redirect = isAllowed ? addressOf(left.redirect?.url) : null;
  const grants = isAllowed && redirect === null;
  return {
    outcome:
      message === undefined
        ? 'failure'
        : !isAllowed
          ? 'deny'
          : left.multifactor !== undefined
            ? 'challenge'
            : redirect === null
              ? 'allow'
              : 'redirect',
    message: message ?? null,
    idToken: grants ? left.idToken : {},
    accessToken: grants ? accessToken : {},
    scopes: grants
      ? (
          scope ??
          String(query?.scope ?? '')
            .split(' ')
            .filter(Boolean)
        ).toSorted()
      : [],
    mfa: isAllowed ? demandOf(left.multifactor) : null,
    redirect,
    primaryUser: isAllowed ? (left.primaryUser ?? null) : null,
    metadata: metadata.toSorted(),
  };
}

/** Values for the secrets that the first lines of an Action ask for. */
function secretsOf(text: string): Readonly<Record<string, string>> {
  const names = /for these secrets: (.*)\./.exec(text)?.[1]?.split(', ') ?? [];
  return Object.fromEntries(names.map((name) => [name, 'a secret of at least so many characters']));
}

/** The same of a report. */
function toldOf(report: Report): Told {
  const { outcome, message, idToken, accessToken, scopes, multifactor, primaryUser, effects } = report;
  const grants = outcome === 'allow' || outcome === 'challenge';
  const stored = effects.flatMap((one) =>
    one.effect === 'set_metadata' ? [`${one.field}.${one.name}`] : [],
  );
  return {
    outcome,
    message: outcome === 'failure' ? null : message,
    idToken: grants ? idToken : {},
    accessToken: grants ? accessToken : {},
    scopes: grants ? scopes.toSorted() : [],
    mfa: demandOf(multifactor),
    redirect: addressOf(report.redirect?.url),
    primaryUser,
    metadata: [...new Set(stored)].toSorted(),
  };
}

function demandOf(demand: unknown): unknown {
  if (typeof demand !== 'object' || demand === null) return null;
  const { provider, methods, allowRememberBrowser } = demand as Fields;
  return { provider, methods: methods ?? null, allowRememberBrowser };
}

function addressOf(given: unknown): string | null {
  if (typeof given !== 'string') return null;
  const url = new URL(given);
  for (const name of ['state', 'session_token']) url.searchParams.delete(name);
  return url.href;
}

let asActions = 0;

for (const template of await readShippedTemplates()) {
  const uses = analyseTemplate(template, EMPTY_WORLD).value ?? [];
  const possible = uses.filter((use) => targetsOf(use).includes('auth0-action'));
  if (possible.length === 0) continue;
  asActions++;
  describe(`the template ${template.id.text}, as an Action`, () => {
    for (const { core, cases } of possible) {
      const policy = emitPolicy(core, template.source);
      const [program] = emitTarget([{ policy, core }], 'auth0-action');
      for (const one of cases.filter(({ skip }) => skip === null)) {
        it(`decides as the policy: ${one.name}`, async (t) => {
          const expanded = expandLogin(readTestLogin(one));
          assert.ok(expanded.kind === 'login');
          const login = asActionsHaveIt({ ...expanded.login, now: Number(expanded.now ?? NOON) });
          const pipelineOptions = { ...NO_OPTIONS, secrets: secretsOf(program?.text ?? '') };
          const trial = await openTrial({ steps: [policy], pipelineOptions });
          t.after(() => trial.dispose());
          const { report } = await trial.run(login, { answers: one.answers });
          assert.deepEqual(await runText(program?.text ?? '', login), toldOf(report));
        });
      }
    }
  });
}

it('most templates can be Actions', () => assert.ok(asActions >= 40, `${asActions}`));
