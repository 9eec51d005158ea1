import { displayText, type ParameterDefinition, type RuleTemplate, type Yaml } from '../../grammar/index.ts';
import { UsageError } from '../exit-codes.ts';
import {
  describeTemplate,
  type ParameterDescription,
  type TemplateDescription,
} from './describe-template.ts';
import { checkArgument, type DraftPlace } from './draft-rule.ts';
import { explainParameter } from './format-templates.ts';
import { findTemplate } from './known-templates.ts';
import type { Questions } from './questions.ts';
import { readAnswer } from './read-answer.ts';

/** What there is to choose from. */
export interface Templates {
  readonly described: readonly TemplateDescription[];
  /** Null: there is one that has mistakes. */
  readonly all: ReadonlyMap<string, RuleTemplate | null>;
  /** Names of lists of the policy. */
  readonly lists: readonly string[];
}

/** A template, and values for its parameters. */
export interface ChosenRule {
  readonly template: RuleTemplate;
  readonly given: ReadonlyMap<string, Yaml>;
}

/** What answers are held against: the policy, and an id that no rule in it has. */
export interface AnswerCheck {
  readonly templates: Templates;
  readonly place: DraftPlace;
  readonly id: string;
}

/**
 * Asks for the template if it is not known, and for the parameters that `readGiven` has no value for. Null: nobody answers
 * any more.
 */
export async function askForRule(
  questions: Questions,
  known: RuleTemplate | null,
  readGiven: (template: RuleTemplate) => ReadonlyMap<string, Yaml>,
  check: AnswerCheck,
): Promise<ChosenRule | null> {
  const template = known ?? (await askForTemplate(questions, check.templates));
  if (template === null) return null;
  const given = new Map(readGiven(template));
  const { title, summary, parameters } = describeTemplate(template, 'project');
  questions.say(displayText(summary === '' ? title : `${title}: ${summary}`));
  for (const parameter of template.parameters) {
    const { text: name } = parameter.name;
    const described = parameters.find((one) => one.name === name);
    if (given.has(name) || described === undefined) continue;
    const value = await askForArgument(questions, { template, parameter, described }, check);
    if (value === null) return null;
    if (value !== 'default') given.set(name, value);
  }
  return { template, given };
}

/** By number or name, first of what it is about. */
async function askForTemplate(
  questions: Questions,
  { described, all }: Templates,
): Promise<RuleTemplate | null> {
  const usable = described.filter(({ name }) => all.get(name) !== null);
  const categories = [...Map.groupBy(usable, ({ category }) => category)];
  sayNumbered(
    questions,
    categories.map(([category, { length }]) => `${category} (${length})`),
  );
  let offered: readonly TemplateDescription[] = [];
  for (;;) {
    const answer = await questions.ask(
      offered.length === 0
        ? 'What is it about, by number or name, or which template, by name?'
        : 'Which template, by number or name?',
    );
    if (answer === null) return null;
    const place = /^\d+$/.test(answer) ? Number(answer) - 1 : -1;
    const named = all.has(answer) ? undefined : categories.find(([name]) => isMeant(name, answer));
    const category = offered.length === 0 ? (categories[place] ?? named)?.[1] : undefined;
    if (category === undefined) {
      const template = findNamed(questions, offered[place]?.name ?? answer, all);
      if (template !== null) return template;
    } else {
      offered = category;
      sayNumbered(
        questions,
        offered.map(({ name, title }) => `${title} (${name})`),
      );
    }
  }
}

/** `notif` is enough for Notifications. */
function isMeant(category: string, answer: string): boolean {
  return answer.length > 2 && category.toLowerCase().includes(answer.toLowerCase());
}

function sayNumbered(questions: Questions, lines: readonly string[]): void {
  for (const [index, line] of lines.entries()) {
    questions.say(`${String(index + 1).padStart(3)}  ${displayText(line)}`);
  }
}

/** Null: there is none that is called so, which has been said. */
function findNamed(questions: Questions, name: string, all: Templates['all']): RuleTemplate | null {
  try {
    return name === '' ? null : findTemplate(name, all);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    questions.say(`  ${displayText(error.message)}`);
    return null;
  }
}

interface Asked {
  readonly template: RuleTemplate;
  readonly parameter: ParameterDefinition;
  readonly described: ParameterDescription;
}

async function askForArgument(
  questions: Questions,
  asked: Asked,
  check: AnswerCheck,
): Promise<Yaml | 'default' | null> {
  const { example, default: fallback } = asked.described;
  const hints = [
    ...(example === null ? [] : [`such as ${displayText(example)}`]),
    ...(fallback === null ? [] : [`nothing for ${displayText(fallback)}`]),
  ];
  const question = `${explainParameter(asked.described)}${hints.length === 0 ? '' : ` (${hints.join('; ')})`}?`;
  for (;;) {
    const answer = await questions.ask(question);
    if (answer === null) return null;
    if (answer === '' && fallback !== null) return 'default';
    const value = readAnswer(asked.parameter, answer, check.templates.lists);
    const problem = answer === '' ? 'this has to be filled in' : explainAnswer(value, asked, check);
    if (value !== null && problem === null) return value;
    questions.say(`  ${displayText(problem ?? '')}`);
  }
}

function explainAnswer(
  value: Yaml | null,
  { template, parameter }: Asked,
  { place, id }: AnswerCheck,
): string | null {
  const name = parameter.name.text;
  if (value === null) return `this cannot be read as a ${parameter.type.text}`;
  return checkArgument(place, { id, template, given: new Map([[name, value]]) }, name);
}
