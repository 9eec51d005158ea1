import type { DataField } from '../../grammar/index.ts';
import type { Report } from '../../runtime/index.ts';
import type { TimedLogin } from '../login/timed-login.ts';

/**
 * A pipeline that is put to the test: hosts are never asked, but answer what the author says that they answer, and each
 * login begins with an empty store.
 */
export interface Trial {
  /** One login at a time: whoever comes meanwhile waits. Never rejects. */
  run(login: TimedLogin, options?: TrialOptions): Promise<TrialRun>;
  dispose(): void;
}

export interface TrialOptions {
  /** What hosts answer; the first that fits counts. Default: no host answers anything. */
  readonly answers?: readonly DataField[];
  /** Default: false. */
  readonly trace?: boolean;
}

export interface TrialRun {
  /** The address of a redirect is in it without the state, which is another each time. */
  readonly report: Report;
  /** What rules asked and no answer was given for: `GET https://crm.example.com/ada`, without the query. */
  readonly unanswered: readonly string[];
  /** What is stored of the person afterwards; where rules stored nothing, what the login said. */
  readonly metadata: StoredMetadata;
}

/** Whatever a person has none of is an empty record. */
export interface StoredMetadata {
  readonly user_metadata: Readonly<Record<string, unknown>>;
  readonly app_metadata: Readonly<Record<string, unknown>>;
}
