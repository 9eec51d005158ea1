import type { DataField } from '../../grammar/index.ts';
import type { Report } from '../../runtime/index.ts';
import type { TimedLogin } from '../login/timed-login.ts';

/**
 * A pipeline that is put to the test: hosts are never asked, but answer what the author says that they answer, calls that
 * nobody says anything of go well, notifications go nowhere, and each login begins with an empty store.
 */
export interface Trial {
  /** One login at a time: whoever comes meanwhile waits. Never rejects. */
  run(login: TimedLogin, options?: TrialOptions): Promise<TrialRun>;
  dispose(): void;
}

export interface TrialOptions {
  /** What look-ups and hosts answer, after what the login brings itself; the first that fits counts. Default: nothing. */
  readonly answers?: readonly DataField[];
  /** Default: false. */
  readonly trace?: boolean;
}

export interface TrialRun {
  /** The address of a redirect is in it without what the runtime adds, which is another each time. */
  readonly report: Report;
  /** What came of it in the end: that of a challenge once the second factor was given; mostly the same report. */
  readonly end: Report;
  /** What rules asked and no answer was given for: `crm`, `GET https://crm.example.com/ada`, without the query. */
  readonly unanswered: readonly string[];
  /** What is stored of the person afterwards; where rules stored nothing, what the login said. */
  readonly metadata: StoredMetadata;
}

/** Whatever a person has none of is an empty record. */
export interface StoredMetadata {
  readonly user_metadata: Readonly<Record<string, unknown>>;
  readonly app_metadata: Readonly<Record<string, unknown>>;
}
