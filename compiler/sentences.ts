import {
  type ConditionTree,
  type Effect,
  type Expression,
  type Policy,
  type RequestDefinition,
  type RuleDefinition,
  type Sentence,
  type SourceDefinition,
  type Template,
  visitExpression,
} from '../grammar/index.ts';

/** What the sentences of a policy say that is of one kind, parts of it included, in the order of the file. */
export function expressionsOf(policy: Policy, kind: Expression['kind']): readonly Expression[] {
  const byKind = BY_KIND.get(policy) ?? collectByKind(policy);
  BY_KIND.set(policy, byKind);
  return byKind.get(kind) ?? [];
}

type ByKind = ReadonlyMap<Expression['kind'], readonly Expression[]>;

/** Several lints ask, and each for few. */
const BY_KIND = new WeakMap<Policy, ByKind>();

function collectByKind(policy: Policy): ByKind {
  const byKind = new Map<Expression['kind'], Expression[]>();
  const add = (expression: Expression): void => {
    const found = byKind.get(expression.kind);
    if (found === undefined) byKind.set(expression.kind, [expression]);
    else found.push(expression);
  };
  for (const { expression } of sentencesOf(policy)) visitExpression(expression, add);
  return byKind;
}

/** Every sentence, in the order of the file. */
function sentencesOf(policy: Policy): readonly Sentence[] {
  return [
    ...sourcesWrittenIn(policy).flatMap(({ request }) => sentencesOfRequest(request)),
    ...policy.conditions.flatMap(({ condition }) => sentencesOfTree(condition)),
    ...(policy.exempt === null ? [] : [policy.exempt]),
    ...rulesWrittenIn(policy).flatMap((rule) => [
      ...(rule.when === null ? [] : sentencesOfTree(rule.when)),
      ...(rule.unless === null ? [] : sentencesOfTree(rule.unless)),
      ...rule.then.flatMap(sentencesOfEffect),
    ]),
    ...policy.properties.flatMap(({ given, condition }) => [
      ...(given === null ? [] : sentencesOfTree(given)),
      ...sentencesOfTree(condition),
    ]),
  ];
}

/** The rules whose words stand in the file; those of a template are looked at in the template. */
export function rulesWrittenIn({ rules, source }: Policy): readonly RuleDefinition[] {
  return rules.filter(({ template }) => template === null || template.source === source);
}

/** The look-ups whose words stand in the file. */
export function sourcesWrittenIn({ sources, rules, source }: Policy): readonly SourceDefinition[] {
  const elsewhere = rules.flatMap(({ template }) =>
    template === null || template.source === source ? [] : template.sources.map(({ as }) => as),
  );
  return sources.filter(({ name }) => !elsewhere.includes(name.text));
}

/** The sentences of a condition, in order. */
export function sentencesOfTree(tree: ConditionTree): readonly Sentence[] {
  return tree.kind === 'sentence' ? [tree.sentence] : tree.items.flatMap(sentencesOfTree);
}

function sentencesOfEffect(effect: Effect): readonly Sentence[] {
  switch (effect.kind) {
    case 'deny':
      return [effect.message, effect.log].flatMap((template) =>
        template === null ? [] : sentencesOfTemplate(template),
      );
    case 'set_claims':
    case 'add_to_claims':
      return effect.claims.flatMap(({ value }) => sentencesOfTemplate(value));
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
      return sentencesOfTemplate(effect.scopes);
    case 'set_profile':
      return effect.fields.flatMap(({ value }) => sentencesOfTemplate(value));
    case 'log':
      return sentencesOfTemplate(effect.message);
    case 'set_user_metadata':
    case 'set_app_metadata':
      return effect.fields.flatMap(({ value }) => sentencesOfTemplate(value));
    case 'count':
      return [effect.per, effect.distinct].filter((sentence) => sentence !== null);
    case 'call':
    case 'notify':
      return sentencesOfRequest(effect.request);
    case 'link_to':
      return sentencesOfTemplate(effect.user);
    case 'redirect':
      return [effect.to, ...effect.with.map(({ value }) => value)].flatMap(sentencesOfTemplate);
    case 'admit':
    case 'stop':
    case 'require_mfa':
    case 'remove_claims':
    case 'limit_session':
      return [];
  }
}

function sentencesOfRequest({ url, headers, body }: RequestDefinition): readonly Sentence[] {
  const values = [url, ...headers.map(({ value }) => value), ...(body === null ? [] : [body])];
  return values.flatMap(sentencesOfTemplate);
}

function sentencesOfTemplate(template: Template): readonly Sentence[] {
  switch (template.kind) {
    case 'text':
      return [];
    case 'sentence':
      return [template.sentence];
    case 'list':
      return template.items.flatMap(sentencesOfTemplate);
    case 'record':
      return template.fields.flatMap(({ value }) => sentencesOfTemplate(value));
  }
}
