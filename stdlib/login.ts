import { LOGIN_FIELDS } from './login-fields.ts';
import type { Type } from './type.ts';

/** A place in the login: a path of names from the `user` or the `context` of the rule contract. */
export interface LoginPlace {
  readonly root: 'user' | 'context';
  readonly path: readonly string[];
}

/** What a name of a login stands for. */
export type LoginField =
  | {
      readonly kind: 'field';
      readonly type: Type;
      readonly summary: string;
      /** A value as it could stand in a login. */
      readonly example: unknown;
      readonly root: LoginPlace['root'];
      readonly path: readonly string[];
      /** A second place whose value names the same thing: `app` is known by name or id. */
      readonly alias?: readonly string[];
    }
  | {
      /** Worked out from other places by a library function. */
      readonly kind: 'derived';
      readonly type: Type;
      readonly summary: string;
      readonly example: unknown;
      readonly function: string;
      readonly from: readonly LoginPlace[];
    }
  | {
      readonly kind: 'clock';
      readonly what: 'now' | 'today';
      readonly type: Type;
      readonly summary: string;
      readonly example: unknown;
    };

/** One step of the names that a sentence may use of a login: `request`, and below it `ip`. */
export interface LoginName {
  /** Null when only longer names mean something: `login` alone. */
  readonly field: LoginField | null;
  readonly children: ReadonlyMap<string, LoginName>;
  /** Any further name is allowed below: metadata has whatever fields a directory put there. */
  readonly open: boolean;
  /** The final result of a run: only tests and properties can ask for it. */
  readonly resultOnly: boolean;
  readonly summary: string;
}

/** Every name of a login, by its first step. */
export const LOGIN_NAMES: ReadonlyMap<string, LoginName> = buildNames();

interface Draft {
  field: LoginField | null;
  children: Map<string, Draft>;
  open: boolean;
  resultOnly: boolean;
  summary: string;
}

function buildNames(): ReadonlyMap<string, LoginName> {
  const names = new Map<string, Draft>();
  for (const { name, field, open, resultOnly, summary } of LOGIN_FIELDS) {
    const draft = draftAt(names, name.split('.'));
    Object.assign(draft, { field, open, resultOnly, summary });
  }
  return names;
}

/** The step at a path; steps on the way that no row describes mean nothing alone. */
function draftAt(names: Map<string, Draft>, path: readonly string[]): Draft {
  const [step = '', ...rest] = path;
  const known = names.get(step);
  const draft = known ?? { field: null, children: new Map(), open: false, resultOnly: false, summary: '' };
  if (known === undefined) names.set(step, draft);
  return rest.length === 0 ? draft : draftAt(draft.children, rest);
}
