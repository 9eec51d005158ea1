import { createCache } from './action-cache.ts';
import { recordOf, transactionMetadata, wordsOf } from './action-event.ts';
import type { ActionLogin, Fields } from './action-login.ts';
import { createAuthentication, enableMultifactor } from './action-multifactor.ts';
import { createRedirect } from './action-redirect.ts';
import { createSamlResponse } from './action-saml.ts';
import { apply, construct, create, defineVisibly, NativeError, NativeProxy, ownKeys } from './intrinsics.ts';

export interface ActionApi {
  readonly api: object;
  /** Gives the denial, if there is one. After it, nothing of `api` works. */
  close(): Error | null;
  /** Stores what is to be stored. */
  store(): Promise<void>;
}

/**
 * `api` of an Action. What is not offered here throws an error that says so when it is called. From `api.access.deny` to
 * `close` nothing depends on what rules before it have made of the built-in objects.
 */
export function createActionApi(login: ActionLogin): ActionApi {
  const { user, context, tools } = login;
  const state: State = { denial: null, isOver: false };
  const changes = { app_metadata: new Map<string, unknown>(), user_metadata: new Map<string, unknown>() };
  const change = (field: keyof typeof changes) => (key: string, value: unknown) => {
    changes[field].set(key, value ?? null);
    user[field] = without(recordOf(user[field]), key, value);
  };
  const api: Fields = {};
  const members = {
    access: {
      deny: (...reasons: unknown[]) => {
        state.denial ??= denialOf(reasons[reasons.length - 1]);
      },
    },
    idToken: { setCustomClaim: (name: string, value: unknown) => setClaim(context, 'idToken', name, value) },
    accessToken: {
      setCustomClaim: (name: string, value: unknown) => setClaim(context, 'accessToken', name, value),
      addScope: (scope: string) => setScopes(context, (scopes) => [...scopes, scope]),
      removeScope: (scope: string) => setScopes(context, (scopes) => scopes.filter((one) => one !== scope)),
    },
    user: { setAppMetadata: change('app_metadata'), setUserMetadata: change('user_metadata') },
    multifactor: { enable: enableMultifactor(context) },
    authentication: createAuthentication(context),
    redirect: createRedirect(login),
    cache: createCache(tools.global),
    samlResponse: createSamlResponse(login),
    transaction: {
      setMetadata: (key: string, value: unknown) => {
        const metadata = without(transactionMetadata(context), key, value);
        context.transaction = { ...recordOf(context.transaction), metadata };
      },
    },
    rules: { wasExecuted: (id: string) => tools.executedRules.has(id) },
  };
  forEachOwn(members, (name, functions) => defineVisibly(api, name, guard(name, functions, api, state)));
  forEachOwn(ABSENT, (name, functions) => defineVisibly(api, name, guard(name, functions, api, state)));
  return {
    api,
    close() {
      state.isOver = true;
      return state.denial;
    },
    async store() {
      const id = String(user.user_id);
      const { app_metadata, user_metadata } = changes;
      if (app_metadata.size > 0) await tools.users.updateAppMetadata(id, Object.fromEntries(app_metadata));
      if (user_metadata.size > 0) await tools.users.updateUserMetadata(id, Object.fromEntries(user_metadata));
    },
  };
}

interface State {
  denial: Error | null;
  isOver: boolean;
}

/** Parts of `api` that have no counterpart in a login of rules. */
const ABSENT = { groups: {}, prompt: {}, refreshToken: {}, roles: {}, session: {}, validation: {} };

type ApiFunction = (...values: never[]) => unknown;

/** Functions without a result give `api` back, so that calls can be chained. */
function guard(
  part: string,
  functions: Readonly<Record<string, ApiFunction>>,
  api: Fields,
  state: State,
): object {
  const guarded: Fields = create(null);
  forEachOwn(functions, (name, work) => {
    defineVisibly(guarded, name, (...values: never[]) => {
      if (state.isOver)
        throw new NativeError(`\`api.${part}.${name}\` was called after the action had ended`);
      const result = apply(work, undefined, values);
      return result === undefined && !ANSWERS.has(`${part}.${name}`) ? api : result;
    });
  });
  return new NativeProxy(guarded, {
    get(target, name) {
      if (typeof name === 'symbol' || name === 'then' || name in target) return target[name as string];
      return () => {
        throw new NativeError(`\`api.${part}.${name}\` is not available here`);
      };
    },
  });
}

function forEachOwn<T>(record: Readonly<Record<string, T>>, visit: (name: string, value: T) => void): void {
  const names = ownKeys(record);
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    visit(name, record[name] as T);
  }
}

/** For these, nothing is an answer. */
const ANSWERS: ReadonlySet<string> = new Set(['cache.get']);

function denialOf(reason: unknown): Error {
  const message = typeof reason === 'string' && reason !== '' ? reason : 'Access denied.';
  const denial: Error = construct(NativeError, [message]);
  defineVisibly(denial, 'name', 'UnauthorizedError');
  defineVisibly(denial, 'code', 'access_denied');
  defineVisibly(denial, 'description', message);
  defineVisibly(denial, 'statusCode', 401);
  return denial;
}

function setClaim(context: Fields, token: 'idToken' | 'accessToken', name: string, value: unknown): void {
  if (token === 'accessToken' && name === 'scope') {
    throw new Error('`scope` is no custom claim; use `api.accessToken.addScope` and `removeScope`');
  }
  context[token] = without(recordOf(context[token]), name, value);
}

function setScopes(context: Fields, change: (scopes: readonly string[]) => readonly string[]): void {
  const token = recordOf(context.accessToken);
  const requested = recordOf(recordOf(context.request).query).scope;
  const scopes = change(wordsOf(token.scope ?? requested));
  context.accessToken = { ...token, scope: [...new Set(scopes)] };
}

/** The record with a key set, or without it where there is no value. An own key, whatever it is called. */
function without(record: Fields, key: string, value: unknown): Fields {
  const rest = Object.entries(record).filter(([name]) => name !== String(key));
  return Object.fromEntries(value === undefined || value === null ? rest : [...rest, [String(key), value]]);
}
