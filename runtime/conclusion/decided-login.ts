import type { LastingEffect, Visit } from '../../stdlib/index.ts';
import { isRecord, type Login } from '../login/read-login.ts';
import type { Report } from '../report/report.ts';
import type { MadeCalls } from './make-calls.ts';

/** A login that went through the rules, before anything that lasts has been done. All of it is data as JSON carries it. */
export interface DecidedLogin {
  /** What is done once for an id is done by it. */
  readonly id: string;
  /** The clock of the login, in milliseconds since 1970 UTC. */
  readonly at: number;
  /** As the rules saw it first. */
  readonly login: Login;
  /** What the rules came to. If it was granted anything, its effects tell of what is to last as if it was done. */
  readonly report: Report;
  readonly lasting: readonly LastingEffect[];
  readonly visit: Visit | null;
  /** What came of its calls, and what it was refused for since; null: nothing has been done yet. */
  readonly calls: MadeCalls | null;
  /** Under which key it is kept for who tries it again; null: nobody can. */
  readonly keptAs: string | null;
  /** Who admits it, where it is allowed in the end. */
  readonly admittedBy: Pick<Report, 'policy' | 'by'>;
}

/** A login as a store kept it for us; null: it is none. */
export function readDecidedLogin(value: unknown): DecidedLogin | null {
  if (!isRecord(value) || typeof value.id !== 'string' || !isRecord(value.report)) return null;
  // Only logins that were decided are ever kept there, under keys that nobody else can sign or guess.
  return value as unknown as DecidedLogin;
}
