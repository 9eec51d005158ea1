import lodash from 'lodash';

declare const module: { exports: unknown };

/** Names that went away with version 4, and what each is called since. Rules without a `require` had version 2. */
const OF_LISTS = {
  collect: 'map',
  compose: 'flowRight',
  indexBy: 'keyBy',
  methods: 'functions',
  object: 'zipObject',
  pairs: 'toPairs',
  pluck: 'map',
  select: 'filter',
  sortByOrder: 'orderBy',
  unique: 'uniq',
  where: 'filter',
};
const OF_VALUES = {
  all: 'every',
  any: 'some',
  contains: 'includes',
  detect: 'find',
  findWhere: 'find',
  foldl: 'reduce',
  foldr: 'reduceRight',
  include: 'includes',
  inject: 'reduce',
  padLeft: 'padStart',
  padRight: 'padEnd',
  trimLeft: 'trimStart',
  trimRight: 'trimEnd',
};

lodash.mixin(underOldNames(OF_LISTS), { chain: true });
lodash.mixin(underOldNames(OF_VALUES), { chain: false });
module.exports = lodash;

function underOldNames(names: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(names).map(([old, name]) => [old, lodash[name]]));
}
