import * as yaml from 'js-yaml';

declare const module: { exports: unknown };

/* Since version 4 reading is always safe; before that it had to be asked for. */
module.exports = { ...yaml, safeLoad: yaml.load, safeLoadAll: yaml.loadAll, safeDump: yaml.dump };
