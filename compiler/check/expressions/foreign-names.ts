/** What a function of another language or system is called here: a function, or a sentence with an operator. */
export type ForeignName =
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'operator'; readonly sentence: string };

/** Functions of JavaScript, CEL, SpEL, Rego, Cedar, SQL and spreadsheets, by their names in small letters. */
const FOREIGN: readonly (readonly [names: string, is: string])[] = [
  ['tolowercase tolower lowerascii lcase strlower downcase casefold', 'lower'],
  ['touppercase toupper upperascii ucase strupper upcase', 'upper'],
  ['strip trimspace trimstart trimend ltrim rtrim', 'trim'],
  ['len strlen charcount charlength', 'length'],
  ['count arraylength listsize cardinality', 'size'],
  ['replace replaceall substitute stringreplace', 'replaceText'],
  ['regexreplace replaceregex regexpreplace', 'replaceMatches'],
  ['split explode strsplit tokenize', 'splitText'],
  ['join implode concatws arrayjoin', 'joinText'],
  ['before textbefore leftof', 'substringBefore'],
  ['after textafter rightof', 'substringAfter'],
  ['left substring substr slice mid', 'firstChars'],
  ['right', 'lastChars'],
  ['capitalize titlecase propercase ucfirst', 'capitalise'],
  ['encodeuri encodeuricomponent urlencoded', 'urlEncode'],
  ['decodeuri decodeuricomponent urldecoded', 'urlDecode'],
  ['btoa base64 tobase64', 'base64Encode'],
  ['atob frombase64', 'base64Decode'],
  ['md5 sha1 sha256 sha512 digest', 'hash'],
  ['domainof getdomain domain maildomain', 'emailDomain'],
  ['localpart mailbox usernameof', 'emailLocalPart'],
  ['isvalidemail validemail', 'isEmail'],
  ['uniq distinct dedupe toset', 'unique'],
  ['orderby sorted arraysort', 'sort'],
  ['concat append', 'union'],
  ['intersection', 'intersect'],
  ['difference minus without subtractlist', 'except'],
  ['flat flatmap', 'flatten'],
  ['objectkeys mapkeys', 'keys'],
  ['objectvalues mapvalues', 'values'],
  ['getpath getattribute attribute property', 'get'],
  ['assign extend objectunion', 'merge'],
  ['ceiling roundup', 'ceil'],
  ['rounddown trunc int', 'floor'],
  ['avg mean', 'average'],
  ['absolute', 'abs'],
  ['minimum least', 'min'],
  ['maximum greatest', 'max'],
  ['number parseint parsefloat tonum double float', 'toNumber'],
  ['string str tostring stringify', 'toText'],
  ['boolean bool parsebool', 'toBoolean'],
  ['parsedate strptime todatetime', 'toDate'],
  ['array tolist toarray arrayof', 'toList'],
  ['typename gettype type', 'typeOf'],
  ['getyear getfullyear', 'year'],
  ['getmonth', 'month'],
  ['getdate dayofmonth getdayofmonth', 'day'],
  ['dayofweek getday getdayofweek', 'weekday'],
  ['gethours gethour', 'hour'],
  ['getminutes getminute', 'minute'],
  ['datediff daysdiff differenceindays', 'daysBetween'],
  ['strftime dateformat formattime', 'formatDate'],
  ['distance haversine geodistance', 'distanceKm'],
  ['cidrmatch ipinrange isinrange ipmatches cidrcontains netcidrcontains ipinsubnet', 'inNetwork'],
  ['semvercompare versioncompare compareversions', 'versionAtLeast'],
  ['ismemberofgroup ismemberof memberof hasgroup ismemberofgroupname', 'inGroup'],
  ['ismemberofanygroup hasanygroup', 'inAnyGroup'],
  ['isinrole roleincludes', 'hasRole'],
];

const OPERATORS: readonly (readonly [names: string, sentence: string])[] = [
  ['startswith hasprefix beginswith strstartswith', 'X starts with "…"'],
  ['endswith hassuffix strendswith', 'X ends with "…"'],
  ['contains includes has instr indexof strpos arraycontains stringcontains', 'X contains "…"'],
  ['containsany hasany intersects containsanyof', 'X contains any of ["…", "…"]'],
  ['containsall hasall issuperset containsallof', 'X contains all of ["…", "…"]'],
  ['matches match test regexmatch rematch regexlike isregexmatch', 'X matches /…/'],
  ['isin oneof anyof in', 'X in ["…", "…"]'],
  ['equals eq isequal strcmp', 'X is "…"'],
  ['equalsignorecase equalfold eqignorecase', 'X is "…" ignoring case'],
  ['exists isset isdefined ispresent isnotnull isnotempty', 'X exists'],
  ['isnull isundefined ismissing isnil isblank', 'X is missing'],
  ['empty isempty', 'X is empty'],
  ['coalesce ifnull nvl default ifempty isnullorelse', 'X otherwise "…"'],
  ['iif iff cond ifelse ternary', 'if X then Y else Z'],
  ['not negate', 'not X'],
  ['and allof every all', 'X and Y'],
  ['or some any', 'X or Y'],
  ['between inrange', 'X is between A and B'],
  ['vlookup xlookup index', 'lookup X in TABLE'],
  ['map select pluck', 'x.field for each x in X'],
  ['filter where find', 'x for each x in X where …'],
  ['now currenttime getdatetime currenttimestamp sysdate', 'now'],
  ['today currentdate', 'today'],
  ['concatenate format sprintf printf', '"${X} ${Y}"'],
  ['olderthan', 'X is older than 7 days'],
];

const FOREIGN_NAMES: ReadonlyMap<string, ForeignName> = new Map([
  ...FOREIGN.flatMap(([names, name]) => entriesOf(names, { kind: 'function', name })),
  ...OPERATORS.flatMap(([names, sentence]) => entriesOf(names, { kind: 'operator', sentence })),
]);

/** What a name of another system is called here; capitals and `_` do not count. In a sentence, `X` is the first operand. */
export function nativeName(name: string): ForeignName | null {
  const plain = name.toLowerCase();
  return FOREIGN_NAMES.get(plain) ?? FOREIGN_NAMES.get(plain.replace(/_/g, '')) ?? null;
}

function entriesOf(names: string, is: ForeignName): [string, ForeignName][] {
  return names.split(' ').map((name) => [name, is]);
}
