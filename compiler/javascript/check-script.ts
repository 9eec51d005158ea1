import {
  type Diagnostic,
  DURATION_UNITS,
  hasErrors,
  type Policy,
  parseDuration,
  positionAt,
  type RuleDefinition,
  type RuleFile,
  type Word,
} from '../../grammar/index.ts';
import type { JavaScriptRule, RulePermissions } from '../../stdlib/index.ts';
import type { World } from '../check/check.ts';
import { explainHost } from '../check/definitions/explain-host.ts';
import { unreadableFile } from '../check/messages/check-definition-messages.ts';
import { notADuration } from '../check/messages/check-effect-messages.ts';
import { badHost, unknownSecret } from '../check/messages/check-script-messages.ts';
import { compileRule } from './compile-rule.ts';

type Report = (diagnostic: Diagnostic) => void;

/** Reads the rules of a policy that are written in JavaScript; by the `id` of the rule, without those in error. */
export function checkScripts(
  policy: Policy,
  world: World,
  report: Report,
): ReadonlyMap<string, JavaScriptRule> {
  const scripts = new Map<string, JavaScriptRule>();
  for (const rule of policy.rules) {
    if (rule.script === null) continue;
    const script = checkScript(rule, rule.script, world, report);
    if (script !== null) scripts.set(rule.id.text, script);
  }
  return scripts;
}

function checkScript(
  rule: RuleDefinition,
  { file, timeout, ifItFails, may }: RuleFile,
  world: World,
  report: Report,
): JavaScriptRule | null {
  const permissions = readPermissions(may, world, report);
  const milliseconds = readTimeout(timeout, report);
  const text = world.scripts.get(file.text);
  if (text?.kind !== 'text') {
    const reason = text === undefined ? 'it was not read' : text.reason;
    report(unreadableFile({ file: file.text, span: file.span, reason }));
    return null;
  }
  const { value, diagnostics } = compileRule(text.source, {
    id: rule.id.text,
    name: rule.name?.text ?? rule.id.text,
    mode: rule.mode?.value ?? 'enforce',
    timeout: milliseconds,
    ifItFails: ifItFails?.value ?? 'deny',
    may: permissions,
    modules: world.modules.names,
    needs: world.modules.needs,
  });
  const [first] = diagnostics.filter(({ severity }) => severity === 'error');
  if (hasErrors(diagnostics) && first !== undefined) {
    const reason = `line ${positionAt(text.source, first.span.start).line}: ${first.message}`;
    report(unreadableFile({ file: file.text, span: file.span, reason }));
  }
  return value;
}

/** Reads `may: { network: […], secrets: […] }`; of the secrets of the project. */
export function readPermissions(
  { network, secrets }: RuleFile['may'],
  { secrets: known, hosts }: Pick<World, 'secrets' | 'hosts'>,
  report: Report,
): RulePermissions {
  readHosts(network ?? [], report);
  for (const { text, span } of secrets ?? []) {
    if (known !== null && !known.includes(text))
      report(unknownSecret({ name: text, span, known, hasProject: hosts !== null }));
  }
  const textsOf = (words: readonly Word[] | null) => words?.map(({ text }) => text) ?? null;
  return { network: textsOf(network), secrets: textsOf(secrets) };
}

/** The hosts among some words, as written; the others are reported. */
export function readHosts(words: readonly Word[], report: Report): readonly string[] {
  return words.flatMap(({ text, span }) => {
    const problem = explainHost(text);
    if (problem === null) return [text];
    report(badHost({ text, span, ...problem }));
    return [];
  });
}

/** Milliseconds; null when nothing was said, or nothing that can be meant. */
export function readTimeout(word: Word | null, report: Report): number | null {
  if (word === null) return null;
  const duration = parseDuration(word.text);
  const milliseconds = duration === null ? 0 : duration.amount * DURATION_UNITS[duration.unit];
  if (milliseconds > 0) return milliseconds;
  report(notADuration({ text: word.text, span: word.span }));
  return null;
}
