import type { ConditionTree, Effect, Policy, RuleDefinition, Sentence, Template } from '../grammar/index.ts';

/** Every sentence of a policy, in the order of the file. */
export function sentencesOf(policy: Policy): readonly Sentence[] {
  return [
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
    case 'admit':
    case 'stop':
    case 'require_mfa':
    case 'remove_claims':
    case 'limit_session':
      return [];
  }
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
