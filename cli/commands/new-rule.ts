import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { analyse } from '../../compiler/index.ts';
import { displayText, type Finding, hasErrors, parsePolicy, printYaml } from '../../grammar/index.ts';
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts';
import { nameFromHere, ofSeverity, sourceFromHere } from '../findings.ts';
import { formatFrames } from '../format-findings.ts';
import type { Output } from '../output.ts';
import { askForRule, type ChosenRule, type Templates } from '../templates/ask-rule.ts';
import { type Draft, type DraftPlace, draftRule } from '../templates/draft-rule.ts';
import { type FoundPolicy, findPolicy } from '../templates/find-policy.ts';
import { describeTemplates, findTemplate } from '../templates/known-templates.ts';
import { openQuestions, type Terminal } from '../templates/questions.ts';
import { missingIn, readPairs } from '../templates/read-pairs.ts';
import { writeProjectFile } from '../tests/write-project-file.ts';

export interface NewRuleOptions {
  readonly template?: string;
  /** `parameter=value` each. */
  readonly with: readonly string[];
  /** Default: the name of the template, with a number where it is taken. */
  readonly id?: string;
  /** Only prints the rule. */
  readonly dryRun: boolean;
  /** Where to ask for what is missing; null: nowhere. */
  readonly terminal: Terminal | null;
}

/** `lintel new rule`: fills in a template and puts the rule at the end of a policy, the rest of which stays as it is. */
export async function newRule(given: string, options: NewRuleOptions, output: Output): Promise<ExitCode> {
  const found = await findPolicy(given);
  if (!('member' in found)) return refuse(found.root, found.findings, output);
  const { root, member } = found;
  const { described, read } = await describeTemplates(root);
  // Of its own templates the project knows which have mistakes; of the others it has read those that it names.
  const own = new Set(read.own.map(({ id }) => id.text));
  const checked = [...member.world.templates].filter(([name]) => own.has(name));
  const templates: Templates = {
    described,
    all: new Map([...read.all, ...checked]),
    lists: parsePolicy(member.source).value?.lists.map(({ name }) => name.text) ?? [],
  };
  const place: DraftPlace = {
    source: member.source,
    world: { ...member.world, templates: templates.all },
  };
  const before = analyse(place.source, place.world).diagnostics;
  if (hasErrors(before)) return refuse(root, [{ source: place.source, diagnostics: before }], output);

  const chosen = await choose(options, templates, place);
  if (chosen === null) {
    output.warn('nothing was written');
    return EXIT.interrupted;
  }
  const id = options.id ?? freeId(chosen.template.id.text, place);
  const draft = draftRule(place, { id, ...chosen });
  if (draft.readsAs === null) return refuse(root, draft.findings, output);
  const warnings = ofSeverity(draft.findings, 'warning');
  if (warnings.length > 0) output.say(frames(root, warnings));
  if (!options.dryRun) return write(found, id, draft, output);
  await output.result(`${draft.rule}\n`);
  return EXIT.fine;
}

/** What the options say, and where something is missing, somebody who can be asked; null: nobody answers. */
async function choose(
  { template: name, with: pairs, terminal }: NewRuleOptions,
  templates: Templates,
  place: DraftPlace,
): Promise<ChosenRule | null> {
  const template = name === undefined ? null : findTemplate(name, templates.all);
  if (template === null && terminal === null) {
    throw new UsageError('--template NAME is missing; `lintel templates` shows which there are');
  }
  const given = template === null ? new Map() : readPairs(template, pairs, templates.lists);
  const missing = template === null ? [] : missingIn(template, pairs);
  if (template !== null && missing.length === 0) return { template, given };
  if (terminal === null) {
    const list = missing.map(({ name: { text }, title, example }) => {
      const such = example === null ? '' : `, such as ${printYaml(example)}`;
      return `\n  --with ${text}=…  (${title?.text ?? text}${such})`;
    });
    throw new UsageError(displayLines(`these values are missing:${list.join('')}`));
  }
  const questions = openQuestions(terminal);
  const read = (chosen: ChosenRule['template']) => readPairs(chosen, pairs, templates.lists);
  const check = { templates, place, id: freeId('new-rule', place) };
  return askForRule(questions, template, read, check).finally(() => questions.close());
}

async function write(
  { root, member }: FoundPolicy,
  id: string,
  draft: Draft,
  output: Output,
): Promise<ExitCode> {
  const { source } = member;
  const { name } = sourceFromHere(root, source);
  const now = await readFile(path.join(root, source.name), 'utf8');
  if (now !== source.text) throw new UsageError(`${name} has changed meanwhile, so nothing was written`);
  const problem = await writeProjectFile(root, source.name, draft.source.text);
  if (problem === null) output.say(displayText(`added \`${id}\` to ${name}: ${draft.readsAs}`));
  else output.warn(problem);
  return problem === null ? EXIT.fine : EXIT.failure;
}

/** What no rule of the project is called yet. */
function freeId(wanted: string, { source, world }: DraftPlace): string {
  const own = parsePolicy(source).value?.rules.map(({ id }) => id.text) ?? [];
  const taken = new Set([...own, ...(world.rules ?? [])]);
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number++;
  return `${wanted}-${number}`;
}

function refuse(root: string | null, findings: readonly Finding[], output: Output): ExitCode {
  output.warn(frames(root, ofSeverity(findings, 'error')));
  output.warn('nothing was written');
  return EXIT.policies;
}

function frames(root: string | null, findings: readonly Finding[]): string {
  return formatFrames(nameFromHere({ root, findings }), (_, text) => text).trimEnd();
}

function displayLines(text: string): string {
  return text.split('\n').map(displayText).join('\n');
}
