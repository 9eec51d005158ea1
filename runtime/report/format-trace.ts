import type { Effect, TokenName } from './effect.ts';
import { formatDeeds, showText, showValue, tokensText } from './format-deed.ts';
import type { ClauseTrace, FieldTrace, RuleTrace, WithheldDeeds } from './make-trace.ts';
import type { Outcome, Report, ReportLine } from './report.ts';

/** How a piece of the text may be shown: the caller chooses colours, or none. */
export type TraceStyle = (kind: 'granted' | 'refused' | 'doubt' | 'quiet' | 'strong', text: string) => string;

/**
 * Explains a report to people, one line a list item: the decision first, then rule by rule what was looked at and what
 * was found. Without a trace only the decision is told. Values of the login are made harmless for terminals.
 */
export function formatTrace(report: Report, style: TraceStyle = (_, text) => text): readonly string[] {
  const rules = report.trace ?? [];
  const log = report.log
    .filter((line) => !isToldBy(rules, line))
    .map((line) => `${line.level}: ${[line.rule, showText(line.text)].filter(Boolean).join(': ')}`);
  return [
    ...decisionLines(report, style),
    ...section(
      rules.flatMap((rule, index) => [...headOf(rules, index, style), ...formatRuleTrace(rule, style)]),
    ),
    ...section((report.trace === null ? untracedLines(report) : []).map((line) => style('quiet', line))),
    ...section(log.map((line) => style('quiet', line))),
  ];
}

/** One rule of a trace: what came of it, what was looked at, what it changed. */
export function formatRuleTrace(rule: RuleTrace, style: TraceStyle = (_, text) => text): readonly string[] {
  const { clauses, firstUnmet, inDoubt, changes } = rule;
  const title = isOfItsOwn(rule) ? rule.policy : rule.name;
  const name = title === rule.rule ? '' : `  ${style('quiet', showText(title))}`;
  const lines = [`${resultText(rule, style)}  ${style('strong', rule.rule)}${name}`];
  clauses.forEach((clause, index) => {
    lines.push(...clauseLines(clause, index === firstUnmet, style));
  });
  if (inDoubt.length > 0) {
    const start = rule.result === 'applied' ? 'applied in doubt' : 'in doubt';
    lines.push(`    ${style('doubt', `${start}, because of ${inDoubt.map(showText).join(', ')}`)}`);
  }
  if (rule.exempted) lines.push(`    ${style('doubt', 'this login is exempt')}`);
  const would = rule.result === 'report-only' ? 'would have ' : '';
  for (const line of formatDeeds(changes.filter(({ effect }) => effect !== 'log'))) {
    lines.push(`    ${style('quiet', '=>')} ${would}${line}`);
  }
  if (rule.withheld !== undefined) {
    lines.push(`    ${style('doubt', withheldText(rule.withheld))}`);
  }
  for (const remark of rule.remarks ?? []) lines.push(`    ${style('doubt', showText(remark))}`);
  for (const { level, text } of rule.console ?? []) {
    for (const line of text.split('\n')) lines.push(`    ${style('quiet', `${level}: ${showText(line)}`)}`);
  }
  return lines;
}

/** Whether a rule above has failed for what the line says. */
function isToldBy(rules: readonly RuleTrace[], { policy, rule, text }: ReportLine): boolean {
  const isIt = (deed: RuleTrace['changes'][number]) => deed.effect === 'fail' && deed.reason === text;
  return rules.some((one) => one.policy === policy && one.rule === rule && one.changes.some(isIt));
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function decisionLines(report: Report, style: TraceStyle): readonly string[] {
  const { outcome, by, policy, message, code } = report;
  const who = by === null ? '' : ` by ${by}${policy === null ? '' : ` (${policy})`}`;
  const tone =
    outcome === 'allow' ? 'granted' : outcome === 'deny' || outcome === 'failure' ? 'refused' : 'doubt';
  const lines = [`${style(tone, outcome)}${who}${code === null ? '' : style('quiet', ` [${code}]`)}`];
  if (message !== null) lines.push(`  ${showText(message)}`);
  if (outcome === 'deny' || outcome === 'failure') return lines;
  if (report.multifactor !== null) {
    const { methods, provider } = report.multifactor;
    lines.push(`  second factor: ${showText(methods?.join(' or ') ?? provider)}`);
  }
  if (report.redirect !== null) lines.push(`  goes on at: ${showText(report.redirect.url)}`);
  if (report.scopes.length > 0) lines.push(`  scopes: ${showText(report.scopes.join(' '))}`);
  if (report.primaryUser !== null) lines.push(`  tokens are for: ${showText(report.primaryUser)}`);
  const dropped = report.dropped.map(
    ({ token, name, reason }) =>
      `  ${style('doubt', `not in the ${tokensText([token])}: ${showText(name)}, since ${reason}`)}`,
  );
  return [...lines, ...claimLines(report), ...dropped];
}

/** A claim that is alike in several tokens is told once. */
function claimLines({ idToken, accessToken, saml }: Report): readonly string[] {
  const tokensOf = new Map<string, TokenName[]>();
  const tokens = [
    ['id_token', idToken],
    ['access_token', accessToken],
    ['saml', saml],
  ] as const;
  for (const [token, claims] of tokens) {
    for (const [name, value] of Object.entries(claims)) {
      const claim = `${showText(name)} = ${showValue(value)}`;
      tokensOf.set(claim, [...(tokensOf.get(claim) ?? []), token]);
    }
  }
  return [...tokensOf].map(([claim, names]) => `  ${tokensText(names)}: ${claim}`);
}

/** What does not last, and what report-only rules would have done, each rule by rule in their order. */
function untracedLines({ outcome, withheld, wouldHave }: Report): readonly string[] {
  const textOf = (deeds: readonly Effect[]) => {
    // Of a login that is allowed, the log says why.
    if (outcome === 'allow') return `not done: ${formatDeeds(deeds).join('; ')}`;
    return withheldText({ why: WITHHOLDING[outcome], deeds });
  };
  return [
    ...byRule(withheld).map((own) => `${own[0]?.rule}: ${textOf(own)}`),
    ...byRule(wouldHave).flatMap((own) =>
      formatDeeds(own).map((line) => `report-only: ${own[0]?.rule} would have ${line}`),
    ),
  ];
}

const WITHHOLDING: Readonly<Record<Exclude<Outcome, 'allow'>, WithheldDeeds['why']>> = {
  deny: 'refused',
  failure: 'refused',
  challenge: 'challenge',
  redirect: 'redirect',
};

function byRule(effects: readonly Effect[]): readonly (readonly Effect[])[] {
  const rules = [...new Set(effects.map(({ policy, rule }) => JSON.stringify([policy, rule])))];
  return rules.map((key) => effects.filter(({ policy, rule }) => JSON.stringify([policy, rule]) === key));
}

function withheldText({ why, deeds }: WithheldDeeds): string {
  const told = formatDeeds(deeds).join('; ');
  switch (why) {
    case 'refused':
      return `not done, since the login was refused: ${told}`;
    case 'challenge':
      return `will be done once the second factor was given: ${told}`;
    case 'redirect':
      return `not done yet, since the login goes elsewhere first: ${told}`;
    case 'nobody':
      return `not done, since the login does not say whose metadata it is: ${told}`;
    case 'used':
      return `not done, since the id of the login was used before: ${told}`;
    case 'no counter':
      return `not done, since the policy has the counter no more: ${told}`;
  }
}

/** The name of the policy above its first rule, where there is more than one. */
function headOf(rules: readonly RuleTrace[], index: number, style: TraceStyle): readonly string[] {
  const { policy } = rules[index] ?? { policy: '' };
  const isOnly = rules.every((rule) => rule.policy === policy || isOfItsOwn(rule));
  const rule = rules[index];
  return isOnly || (rule !== undefined && isOfItsOwn(rule)) || rules[index - 1]?.policy === policy
    ? []
    : [style('strong', `policy ${policy}`)];
}

/** A rule in JavaScript that stands in the pipeline itself: its file takes the place of a policy. */
function isOfItsOwn({ console, policy }: RuleTrace): boolean {
  return console !== undefined && /\.js$/i.test(policy);
}

function resultText(rule: RuleTrace, style: TraceStyle): string {
  const text = rule.result.padEnd('did not apply '.length);
  switch (rule.result) {
    case 'applied':
      return style('strong', text);
    case 'failed':
      return style('refused', text);
    case 'could not tell':
      return style('doubt', text);
    case 'did not apply':
    case 'ran':
    case 'not reached':
    case 'off':
    case 'report-only':
      return style('quiet', text);
  }
}

/** The sentence and its answer, then what was found: on the same line if there is room. */
function clauseLines(clause: ClauseTrace, isDecisive: boolean, style: TraceStyle): readonly string[] {
  const { part, text, value, reads, line } = clause;
  const facts = reads.map(fieldText);
  const sentence = `${part} ${showText(text)}`;
  const place = `  line ${line}`;
  const mark = isDecisive ? '  <- this decided' : '';
  const inBrackets = facts.length === 0 ? '' : `  (${facts.join(', ')})`;
  const length = `    ${sentence} → ${value}${inBrackets}${place}${mark}`.length;
  const rest = `${style('quiet', place)}${style('doubt', mark)}`;
  const answer = `    ${sentence} → ${style(TONES[value], value)}`;
  if (length <= WIDTH) return [`${answer}${style('quiet', inBrackets)}${rest}`];
  return [`${answer}${rest}`, ...fill(facts).map((line) => `        ${style('quiet', line)}`)];
}

/** Lines of this width fit on every terminal. */
const WIDTH = 80;

const TONES: Readonly<Record<ClauseTrace['value'], Parameters<TraceStyle>[0]>> = {
  yes: 'granted',
  no: 'refused',
  unknown: 'doubt',
};

/** As many facts on a line as fit. */
function fill(facts: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + fact.length + 10 <= WIDTH)
      lines[lines.length - 1] = `${last}, ${fact}`;
    else lines.push(fact);
  }
  return lines;
}

function fieldText({ name, value, missing, notAsked, wrongShape }: FieldTrace): string {
  if (notAsked === true) return `${showText(name)} was not asked`;
  if (missing === true) return `${showText(name)} is missing`;
  return wrongShape === undefined
    ? `${showText(name)} = ${showValue(value)}`
    : `${showText(name)} is a ${wrongShape}`;
}
