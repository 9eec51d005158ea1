import { type Code, identifier, indent, join, js, type SplitCode, split, textOfCode } from './code.ts';

/** A function of rules, which tells its effects as `base + 0` and so on; `first` is the number of the first of them. */
export interface RulesFunction {
  readonly code: Code;
  readonly first: number;
}

/** Functions that make functions of rules, and for each of the latter the call that makes it. */
export interface SharedFunctions {
  readonly makers: readonly Code[];
  readonly made: readonly Code[];
}

/**
 * Lets functions that are alike but for some values be made of one text, to which these are given: engines make a text fast
 * that is run often and keep it at hand, while of five hundred none is run often. A function that is alone needs no maker.
 */
export function shareFunctions(functions: readonly RulesFunction[]): SharedFunctions {
  const [only, ...others] = functions;
  if (only === undefined) return { makers: [], made: [] };
  if (others.length === 0 && only.first === 0) return { makers: [], made: [only.code] };
  const members = functions.map((one): Member => ({ ...one, ...split(one.code) }));
  const groups = [...Map.groupBy(members, ({ key }) => key).values()].flatMap((alike) => {
    const group = { alike, given: differingParts(alike) };
    // Whatever is given takes a place of its own, and there are only so many of them.
    if (group.given.length <= MOST_GIVEN) return [group];
    return alike.map((member): Group => ({ alike: [member], given: [] }));
  });
  const calls = new Map<Member, Code>();
  const makers = groups.map((group, index) => {
    const name = identifier(`rules$${index}`);
    for (const member of group.alike) calls.set(member, callOf(name, member, group));
    return emitMaker(name, group);
  });
  return { makers, made: members.flatMap((member) => calls.get(member) ?? []) };
}

type Member = RulesFunction & SplitCode;

/** Functions that are alike. */
interface Group {
  readonly alike: readonly Member[];
  /** The parts in which they differ, by their indexes; several in a row where these are the same in each function. */
  readonly given: readonly (readonly number[])[];
}

const MOST_GIVEN = 200;

function differingParts(alike: readonly Member[]): readonly (readonly number[])[] {
  const texts = alike.map(({ parts }) => parts.map(textOfCode));
  const [first] = texts;
  const differing = [...(first ?? []).keys()].filter((index) =>
    texts.some((own) => own[index] !== first?.[index]),
  );
  return [...Map.groupBy(differing, (index) => JSON.stringify(texts.map((own) => own[index]))).values()];
}

function emitMaker(name: Code, { alike, given }: Group): Code {
  const [only, ...others] = alike;
  if (only === undefined) throw new Error('a group has a member');
  const parameters = [js`base`, ...given.map((_, index) => identifier(`given$${index}`))];
  const names = new Map(
    given.flatMap((parts, index) => parts.map((part) => [part, identifier(`given$${index}`)] as const)),
  );
  const shared = () =>
    join(
      only.around.flatMap((code, index) => [code, names.get(index) ?? only.parts[index] ?? js``]),
      js``,
    );
  return js`function ${name}(${join(parameters, js`, `)}) {
  return ${indent(others.length === 0 ? only.code : shared())};
}`;
}

function callOf(name: Code, { first, parts }: Member, { given }: Group): Code {
  const values = given.map(([index = 0]) => parts[index] ?? js``);
  return js`${name}(${join([js`base + ${first}`, ...values], js`, `)})`;
}
