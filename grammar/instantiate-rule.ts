import { fillRuleWords, fillSourceWords } from './fill-words.ts';
import { countersOfTemplate, nameCounters } from './name-counters.ts';
import { parseAllowances } from './parse-allowance.ts';
import { parseRule } from './parse-rule.ts';
import { parseSources } from './parse-source.ts';
import { type Reading, valueAt, wordOf } from './parse-text.ts';
import { placeMap } from './place-yaml.ts';
import type { Allowance, RuleDefinition, SourceDefinition } from './policy.ts';
import type { AppliedTemplate, BoundParameter, RuleTemplate } from './rule-template.ts';
import { wordingOf } from './show-argument.ts';
import type { Source } from './source.ts';
import type { Argument } from './template-arguments.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** A rule with `uses`, and what is known of its template. */
export interface Use {
  readonly rule: RuleDefinition;
  /** The file of the rule. */
  readonly source: Source;
  readonly template: RuleTemplate;
  readonly given: readonly Argument[];
  /** What stands for the parameters where plain words are wanted. */
  readonly words: ReadonlyMap<string, Yaml>;
  readonly parameters: readonly BoundParameter[];
}

/**
 * The rule that a use of a template comes to. Its sentences are those of the template: values never become part of them.
 * All its spans are those of the use, except where the file is the template's own; only there anything is reported.
 */
export function instantiateRule(use: Use, reading: Reading): RuleDefinition {
  return ruleWrittenAs(use, use.template.rule, use.rule, reading);
}

/** The rules that come right after it; `nameOne` gives each an identifier. */
export function instantiateFollowers(
  use: Use,
  nameOne: () => string,
  reading: Reading,
): readonly RuleDefinition[] {
  const { rule, template } = use;
  return template.followedBy.map((map) => {
    const own = { ...rule, id: { ...rule.id, text: nameOne() }, name: null };
    return ruleWrittenAs(use, map, own, reading);
  });
}

function ruleWrittenAs(use: Use, map: YamlMap, rule: RuleDefinition, reading: Reading): RuleDefinition {
  const { template, given, words, parameters } = use;
  const counters = namesIn(use, countersOfTemplate(template));
  const written = nameCounters(writtenIn(use, map), new Map(counters.map(({ name, as }) => [name, as])));
  const wording = wordingOf(given);
  const made = parseRule(
    fillRuleWords(written, (parameter) => words.get(parameter)),
    readingOf(use, reading),
  );
  const name = wordOf(valueAt(written, 'name'));
  return {
    ...made,
    id: rule.id,
    name: rule.name ?? (name === null ? null : { text: wording.text(name.text), span: name.span }),
    why: rule.why ?? made.why,
    for: rule.for,
    mode: rule.mode,
    expires: rule.expires,
    tags: [...rule.tags, ...made.tags],
    uses: rule.uses,
    template: { source: template.source, for: made.for, parameters, sources: namesOfSources(use), counters },
    span: rule.span,
  };
}

/**
 * The look-ups that a policy gains by a use of a template, each with a name of its own: `crm of ID`. Otherwise as
 * `instantiateRule`; their sentences know the parameters, and no look-up.
 */
export function instantiateSources(use: Use, reading: Reading): readonly SourceDefinition[] {
  const { template, words } = use;
  if (template.sources === null) return [];
  const written = fillSourceWords(writtenIn(use, template.sources), (parameter) => words.get(parameter));
  const names = new Map(namesOfSources(use).map(({ name, as }) => [name, as]));
  return parseSources(written, readingOf(use, reading)).map((source) => {
    const { text, span } = source.name;
    return { ...source, name: { text: names.get(text) ?? text, span } };
  });
}

/**
 * What the author of a template has allowed beside its rules and look-ups is allowed with each use: whoever uses it cannot
 * write another condition. Nothing where the file is the template's own, in which the comments themselves stand.
 */
export function instantiateAllowances(use: Pick<Use, 'rule' | 'source' | 'template'>): readonly Allowance[] {
  const { rule, template } = use;
  if (isHere(use)) return [];
  const parts = [
    template.rule,
    ...template.followedBy,
    ...(template.sources === null ? [] : [template.sources]),
  ];
  const span = rule.uses?.template.span ?? rule.span;
  return parseAllowances(template.source, template.comments, [], { diagnostics: [] })
    .filter((allowance) =>
      parts.some((part) => part.span.start <= allowance.span.start && allowance.span.end <= part.span.end),
    )
    .map(({ code, reason }) => ({ code: { ...code, span }, reason: { ...reason, span }, span }));
}

function namesOfSources(use: Use): AppliedTemplate['sources'] {
  const { sources } = use.template;
  return namesIn(use, sources === null ? [] : [...sources.entries.keys()]);
}

/** No sentence can write a name with spaces, so that these are nobody else's. */
function namesIn({ rule }: Use, names: readonly string[]): AppliedTemplate['sources'] {
  return names.map((name) => ({ name, as: `${name} of ${rule.id.text}` }));
}

function isHere({ template, source }: Pick<Use, 'template' | 'source'>): boolean {
  return template.source === source;
}

function writtenIn(use: Use, map: YamlMap): YamlMap {
  return isHere(use) ? map : placeMap(map, use.rule.uses?.template.span ?? use.rule.span);
}

function readingOf(use: Use, { diagnostics }: Reading): Reading {
  return { diagnostics: isHere(use) ? diagnostics : [], wording: wordingOf(use.given) };
}
