import type { Value } from './builtin.ts';
import type { MultifactorDemand } from './effects.ts';

/**
 * A policy as one function that is given only the fields of a login that it reads, and only says which of its effects
 * apply; whoever runs it carries them out. It says the same as the rules of the policy one after the other. What it looks up
 * stands behind the fields: where an answer is not there yet, it is noted as wanted, and whoever has it decides the login again
 * from the start.
 */
export interface Decider {
  /**
   * A function expression `(data, at, base) => [block, …]`: `data` are the constants of the policy, `at` tells for each of
   * `fields`, for each of `lookUps`, and for `derived` places after them, where it stands in `f`. Each block is a function
   * `(f, now, told, state)` of some rules, in order, with `asked` as a fifth where there are look-ups; to `told` it adds, for every effect that applies, `base` and its index, and its value behind it
   * where that is told. It gives true when it refused: nothing comes after it. `state` is
   * `{ admitted: false, stopped: 'no' }` at first.
   */
  readonly code: string;
  /** Whether it goes, for each member of a list of the login, through a list: then its time is not bounded by its size. */
  readonly goesDeep: boolean;
  /** Whether no rule asks for the clock, so that it is all the same what `now` they are given. */
  readonly isTimeless: boolean;
  /** For each block, the logins to which its rules may apply: one of these holds, or its field is missing. null: any. */
  readonly relevant: readonly (readonly Selection[] | null)[];
  /** For each block, the rule in it that may have to wait for look-ups, which is alone there; null: none. Empty: none at all. */
  readonly waits: readonly (WaitingRule | null)[];
  readonly fields: readonly FieldFacts[];
  /** The names of the look-ups that it reads. */
  readonly lookUps: readonly string[];
  /** How many places of `f` it keeps values in that it works out once a login; they are `undefined` before. */
  readonly derived: number;
  readonly effects: readonly EffectFacts[];
  /** The same, for whoever wants to know what led to it; null: its rules have a traced form of their own. */
  readonly traced: TracedDecider | null;
}

/** A rule that tells nothing while it wants anything, nor once something is lost. */
export interface WaitingRule {
  /** The place of the rule in the policy. */
  readonly rule: number;
  /** Rules of a policy with the same number are surely reached together: none but the last of them steers. */
  readonly stretch: number;
}

/** A decider that looks at every rule and at all of it, and writes down what it saw. It has the fields and effects of the other. */
export interface TracedDecider {
  /**
   * A function expression `(data, at, base) => [rule, …]`: for each rule of the policy a function
   * `(f, now, told, state, notes)` that tells what a block tells, and adds to `notes` what it read and found, as `noteRead`
   * and its like do. A rule that is disabled does nothing.
   */
  readonly code: string;
  /** What `noteRead` names by its index. */
  readonly reads: readonly ReadFacts[];
}

/** What is known of the rules of a decider beside their code. */
export interface TracedDeciderFacts
  extends Pick<Decider, 'fields' | 'effects'>,
    Pick<TracedDecider, 'reads'> {
  readonly policy: string;
  /** Their ids, in order. */
  readonly rules: readonly string[];
}

/** Something that sentences read. */
export interface ReadFacts {
  /** As authors write it: `request.country`. */
  readonly name: string;
  /** Its index among the fields of the decider; null: the clock. */
  readonly field: number | null;
}

/** A field, without regard to the case of ASCII letters where it is folded, and the values for which it is about a login. */
export interface Selection {
  /** Its index among `fields`. */
  readonly field: number;
  readonly isFolded: boolean;
  readonly values: readonly string[];
}

/** A field of the login, in the shape in which it is read. */
export interface FieldFacts {
  readonly root: 'user' | 'context';
  readonly path: readonly string[];
  /** The name of the library function that brings it to its shape. */
  readonly shape: string;
  /** Whether it is a list of such values. */
  readonly isList: boolean;
  /** Stands for the field where that is absent. */
  readonly assumed: Value;
}

/** An effect of a rule. */
export type EffectFacts = {
  /** The place of its rule in the policy. */
  readonly rule: number;
  /** Whether its value is told with it; otherwise `value` is the value, if it has any. */
  readonly isTold: boolean;
  readonly value?: Value;
} & DecidedEffect;

/** What an effect does, without its value. */
export type DecidedEffect =
  /** The value is the message. */
  | { readonly kind: 'deny'; readonly code: string }
  | { readonly kind: 'admit' | 'stop' | 'exempted' }
  | { readonly kind: 'require_mfa'; readonly demand: MultifactorDemand }
  | {
      readonly kind: 'set_claim' | 'add_to_claim' | 'remove_claim';
      readonly tokens: readonly TokenName[];
      readonly name: string;
    }
  /** The value are the scopes; where those of a removal or a limit are missing, `null` is told. */
  | { readonly kind: 'add_scopes' | 'remove_scopes' | 'limit_scopes' }
  | { readonly kind: 'limit_session'; readonly lasts: number | null; readonly idle: number | null }
  /** The value is the text. */
  | { readonly kind: 'log' };

type TokenName = 'id_token' | 'access_token' | 'saml';
