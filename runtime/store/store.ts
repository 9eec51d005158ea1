import type { UserUpdate } from '../capabilities/capability.ts';

/**
 * What outlasts a login: it belongs to one tenant, and everything in it is data as JSON carries it. A store that cannot
 * be reached rejects, and then nothing of what was asked for has been done. Moments are milliseconds since 1970 UTC and
 * come from whoever asks, so that logins of a test can have a clock of their own.
 */
export interface Store extends StoredRecords {
  /** Keeps a transaction, such as a login that was sent elsewhere, for `lasts` seconds. */
  put(id: string, value: unknown, lasts: number): Promise<void>;
  /** Gives a transaction to the first who asks, and null to everybody after. */
  take(id: string): Promise<unknown>;
  /** What a counter stands at; of different values, those other than `count.value`. */
  readCount(counter: Counter, now: number): Promise<number>;
  /**
   * Does all of it or nothing; rejects when it cannot, with the `code` `PERSON_TOO_LARGE` where the metadata of a person would
   * become larger than it keeps. False: a commit of this id was made before, and now nothing was done.
   */
  commit(commit: Commit): Promise<boolean>;
  /**
   * Messages that are due, the oldest first, and of a login only the one whose turn it is. A new one is due at once.
   * Whoever gets them has them until `until`; then they are due again. One that is to wait for longer than two days is due,
   * too: whoever said so had a clock that was ahead.
   */
  claimMessages(claim: {
    readonly now: number;
    readonly until: number;
    readonly most: number;
  }): Promise<readonly Message[]>;
  /** Says what became of a message. One that was given up makes room for the next of its login, and is kept to be looked at. */
  settleMessage(id: string, end: MessageEnd): Promise<void>;
  /** When the next message is due, claimed or not; null: there is none. */
  nextMessageAt(): Promise<number | null>;
  /** Messages that were given up, the latest first. */
  listGivenUp(most: number): Promise<readonly Message[]>;
  hasEntry(list: string, entry: string): Promise<boolean>;
  addEntry(list: string, entry: string): Promise<void>;
  removeEntry(list: string, entry: string): Promise<void>;
  /** In alphabetical order of UTF-16 code units, after `after`. */
  listEntries(
    list: string,
    page: { readonly after: string; readonly most: number },
  ): Promise<readonly string[]>;
  /** Keeps a decision to be looked at later, and of all of them the `most` latest. */
  addSample(sample: Sample, most: number): Promise<void>;
  /** The latest first. */
  listSamples(most: number): Promise<readonly Sample[]>;
  /** Nothing can be asked of it afterwards. May be called twice. */
  close(): Promise<void>;
}

/** The part of a store that rules have to do with. */
export interface StoredRecords {
  /** What was changed of a person; null: nothing. */
  getUser(id: string): Promise<UserPatch | null>;
  /** Changes metadata and gives all that was changed of the person so far; null when that is more than it keeps of one person. */
  updateUser(update: UserUpdate): Promise<UserPatch | null>;
  /** null: there is none. */
  getValue(key: string): Promise<unknown>;
  /** `lasts` in seconds; null: until it is deleted. */
  setValue(key: string, value: unknown, lasts: number | null): Promise<void>;
  deleteValue(key: string): Promise<void>;
}

/** What was changed of a person's metadata, field by field: everything else is as the identity provider says. */
export interface UserPatch {
  readonly app_metadata?: MetadataPatch;
  readonly user_metadata?: MetadataPatch;
}

export interface MetadataPatch {
  /** True: what the identity provider says of it counts no more. */
  readonly isCleared: boolean;
  /** null: the field was removed. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** `name` is unique among the policies of a tenant: `policy/counter`. */
export interface Counter {
  readonly name: string;
  /** For how many milliseconds something counts; null: for ever. */
  readonly window: number | null;
  readonly isDistinct: boolean;
  readonly per: string;
  /** Of a counter of different values, that of this login; null: it has none. */
  readonly value: string | null;
}

/** What a login leaves behind. */
export interface Commit {
  /** Of the login. */
  readonly id: string;
  readonly at: number;
  /** In order; later changes go over earlier ones. */
  readonly metadata: readonly UserUpdate[];
  /** Each is counted once. */
  readonly counts: readonly Counter[];
  /** In order. */
  readonly messages: readonly { readonly id: string; readonly message: unknown }[];
}

/** A notification on its way. */
export interface Message {
  /** As the commit has it; unique. */
  readonly id: string;
  /** The id of the commit: messages of one login go out in their order. */
  readonly login: string;
  readonly message: unknown;
  /** How often it was claimed, this time included. */
  readonly tries: number;
  /** Of the login. */
  readonly at: number;
}

export type MessageEnd =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'given up' };

/** A decision that was kept. */
export interface Sample {
  readonly at: number;
  readonly value: unknown;
}
