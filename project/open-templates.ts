import { type AnalysedPolicy, analyseTemplate, useTemplates, type World } from '../compiler/index.ts';
import { type Finding, hasErrors, type Policy, type RuleTemplate, templatePolicy } from '../grammar/index.ts';
import type { CompileCache } from './compile-cache.ts';
import type { ReadTemplates } from './read-templates.ts';

/** A template, and for each of its tests the policy that uses it as the test says. */
export interface OpenTemplate {
  readonly template: RuleTemplate;
  readonly uses: readonly AnalysedPolicy[];
}

/** Templates that have been checked: what is wrong with one is told there and not where it is used. */
export interface OpenTemplates {
  readonly all: World['templates'];
  /** Those of the project that are fine. */
  readonly own: readonly OpenTemplate[];
  readonly findings: readonly Finding[];
}

/** Checks the templates of a project, each by itself and with its tests; `world` holds all that can be used. */
export function openTemplates(read: ReadTemplates, world: World, cache: CompileCache): OpenTemplates {
  const broken = new Set<string>();
  const own: OpenTemplate[] = [];
  const findings = [...read.findings];
  for (const template of read.own) {
    const { value: uses, diagnostics } = cache.templates(template.source, world, (watched) =>
      analyseTemplate(template, watched),
    );
    if (uses === null) broken.add(template.id.text);
    else own.push({ template, uses });
    findings.push({ source: template.source, diagnostics });
  }
  const { templates } = world;
  const usable = Array.from(templates, ([id, one]) => [id, broken.has(id) ? null : one] as const);
  return { all: broken.size === 0 ? templates : new Map(usable), own, findings };
}

/** The policies of the tests of a template, written out as far as they can be read. */
export function policiesOfTests(template: RuleTemplate, all: World['templates']): readonly Policy[] {
  return template.tests.flatMap((test) => {
    const { value, diagnostics } = templatePolicy(template, test.with, [test]);
    return hasErrors(diagnostics) ? [] : useTemplates(value, all).policy;
  });
}
