import { Ajv2020 } from 'ajv/dist/2020.js';

/**
 * What holds files against schemas that ship with Lintel. Neither are these held against the schema of schemas, which tests
 * do, nor is their code made faster: every process that reads a file would wait for both, and a file of a thousand rules
 * gains less than that. Its errors are those that `explainErrors` reads.
 */
export function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    strictTypes: false,
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  });
  return ajv.addVocabulary(['markdownDescription']);
}
