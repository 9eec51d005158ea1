import type { Expression } from './expression.ts';
import type { RuleScope } from './policy.ts';
import type { Source, Span } from './source.ts';
import type { Word } from './word.ts';
import type { Comment } from './yaml-profile.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** A file with a rule that policies take over with `uses`, as its author wrote it. */
export interface RuleTemplate {
  readonly source: Source;
  /** The key `template`: the identifier. */
  readonly id: Word;
  readonly name: Word | null;
  readonly summary: Word | null;
  readonly category: Word | null;
  readonly parameters: readonly ParameterDefinition[];
  /** Look-ups of the rule's own, as policies have them; read anew for each use. */
  readonly sources: YamlMap | null;
  /** A rule of a policy without `id`; it is read anew for each use. */
  readonly rule: YamlMap;
  /** Further rules as `rule`, which come right after it. */
  readonly followedBy: readonly YamlMap[];
  readonly tests: readonly TemplateTest[];
  readonly comments: readonly Comment[];
}

/** What a use has to say, and what it may leave out because there is a default. */
export interface ParameterDefinition {
  readonly name: Word;
  /** As written: `group`, `list of country`. */
  readonly type: Word;
  readonly title: Word | null;
  readonly description: Word | null;
  readonly example: Yaml | null;
  readonly default: Yaml | null;
}

export interface TemplateTest {
  readonly with: YamlMap | null;
  /** A test of a policy, without `with`. */
  readonly test: YamlMap;
}

/** `uses` and `with` of a rule. */
export interface TemplateUse {
  readonly template: Word;
  readonly with: YamlMap | null;
  /** The place of the key `with`, or else of the template's name. */
  readonly withKey: Span;
}

/** What stands behind the rule of a use: its sentences know the parameters, and no name of the policy. */
export interface AppliedTemplate {
  readonly source: Source;
  /** What the template itself says; `for` of the rule is what stands beside `uses`. Both have to fit. */
  readonly for: RuleScope | null;
  readonly parameters: readonly BoundParameter[];
  /** The look-ups of the template, by their names in its sentences, and what they are called in the policy. */
  readonly sources: readonly { readonly name: string; readonly as: string }[];
  /** The same of its counters. */
  readonly counters: AppliedTemplate['sources'];
}

/** A parameter with its value, which never is read as a sentence. */
export interface BoundParameter {
  readonly name: string;
  readonly type: Word;
  /** A literal; or a path of one step, the name of a list, network or schedule of the policy. */
  readonly value: Expression;
}
