/**
 * The only texts that these names of a login ever hold, by name. Comparing one with any other text is a slip. `event`
 * is worked out here; continents are those of ISO 3166, and levels those that providers tell.
 */
export const WORDS_OF_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['event', ['login', 'silent', 'refresh', 'redirect_resume', 'token_exchange', 'delegation']],
  ['request.continent', ['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA']],
  ['risk.level', ['low', 'medium', 'high', 'neutral']],
]);

/** The only texts that these functions ever give, by the name of the function. */
export const WORDS_OF_FUNCTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['continentOf', ['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA']],
  ['weekday', ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']],
]);
