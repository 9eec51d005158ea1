import { createHash } from 'node:crypto';
import type { Login } from '../login/read-login.ts';
import type { Transactions } from '../store/store-failure.ts';
import { type DecidedLogin, readDecidedLogin } from './decided-login.ts';

/**
 * Decisions that are kept until it is certain that what lasts has been done, so that a login with the same id comes to the
 * same: its rules would see counters and metadata that it changed itself.
 */
export interface Journal {
  /** Under which key decisions are kept. */
  keyOf(question: Question): string;
  /** Keeps it, if it has a key. Rejects when the store does. */
  write(decided: DecidedLogin): Promise<void>;
  /** null: nothing was decided for this question. Rejects when the store does. */
  read(question: Question): Promise<DecidedLogin | null>;
}

/** What has to be the same for the same decision. */
export interface Question {
  readonly id: string;
  readonly login: Login;
  readonly trace: boolean;
}

/** Seconds: whoever tries a login again does so at once. */
const LASTS = 15 * 60;

/** `tenant` keeps the logins of tenants apart. */
export function openJournal(store: Transactions, tenant: string): Journal {
  const keyOf = (question: Question) => `decided:${fingerprint([tenant, question])}`;
  return {
    keyOf,
    async write(decided) {
      if (decided.keptAs !== null) await store.put(decided.keptAs, decided, LASTS);
    },
    async read(question) {
      const decided = readDecidedLogin(await store.take(keyOf(question)));
      return decided?.id === question.id ? decided : null;
    },
  };
}

function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
