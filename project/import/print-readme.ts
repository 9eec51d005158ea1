import { displayText } from '../../grammar/index.ts';
import type { ImportedRule } from './import-report.ts';
import type { ProjectFacts } from './print-project.ts';

/** The `README.md` of a project that was imported: what to do with it, and what each rule is. */
export function printReadme({ rules, lost, secrets }: ProjectFacts): string {
  return `# Login rules

Imported from Auth0. \`lintel.yaml\` says which rules run, and in which order.
Run these in this folder; \`lintel -C FOLDER …\` does so from elsewhere.

| command | does |
| --- | --- |
| \`lintel check\` | finds what is wrong with the rules |
| \`lintel run . --login logins/example.json\` | takes a login through them and tells what came of it |
| \`lintel try rules/NAME.js\` | tries one rule, and shows everything that happens |
${secrets.length === 0 ? '' : SECRETS}
## The rules

| rule | stands | a policy could say |
| --- | --- | --- |
${rules.map(printRow).join('\n')}

What a policy could say is a hint: it was read off the text of the rule, and tells where to begin.
${printMissing(rules, lost)}`;
}

const SECRETS = `
The values that rules read as \`configuration\` come from the environment. Copy \`.env.example\` to \`.env\`, fill it in, keep it out of version control, and load it first:

\`\`\`sh
set -a; . ./.env; set +a
\`\`\`
`;

function printRow({ name, file, standing, replacements, needsJavaScript }: ImportedRule): string {
  const constructs = replacements.map(({ construct }) => `\`${construct}\``).join(', ');
  const hint = constructs === '' ? 'nothing known' : needsJavaScript ? `in part ${constructs}` : constructs;
  return `| [${cell(name)}](${file}) | ${standing} | ${hint} |`;
}

function printMissing(rules: readonly ImportedRule[], lost: readonly string[]): string {
  const lines = [
    ...lost.map((name) => `- ${cell(name)}: ran there, and its text is not in the export`),
    ...rules.flatMap(({ name, missing }) => missing.map((sentence) => `- ${cell(name)}: ${cell(sentence)}`)),
  ];
  return lines.length === 0 ? '' : `\n## What is missing\n\n${lines.join('\n')}\n`;
}

/** A text in a cell of a table, which nothing in it can end. */
function cell(text: string): string {
  const shown = displayText(text.replace(/\s+/g, ' '));
  return shown.replace(/[\\|[\]<>]/g, (sign) => `\\${sign}`);
}
