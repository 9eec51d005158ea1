(function (data) {
  // The policy country-block (Countries that may not sign in), compiled by Lintel from policy.yaml.
  'use strict';

  const embargo = data.get("embargo");
  const travellers = data.get("travellers");

  // no-embargo-countries: No sign-in from countries under embargo
  function noEmbargoCountries(user, context, callback) {
    const possibly = (
      // when: request.country in embargo
      asciiIn(countryOf(context.request?.geoip?.country_code), embargo) !== false &&
      !(
        // unless: user.email in travellers and login.used_mfa
        (emailIn(textOf(user.email), travellers) === true && usedMfa(valueOf(context.authentication?.methods)) === true)
      )
    );
    if (possibly) { logLine(context, "info", "no-embargo-countries", joinTexts("sign-in from ", countryOf(context.request?.geoip?.country_code), " refused")); return callback(denial("Signing in from your country is not possible.", "country_blocked")); }
    return callback(null, user, context);
  }

  // unusual-country: A country the person does not usually sign in from needs a second factor
  function unusualCountry(user, context, callback) {
    const possibly =
      // when: user.app_metadata.usual_countries does not contain request.country
      !(containsFoldOf(listOf(user.app_metadata?.usual_countries, countryOf), countryOf(context.request?.geoip?.country_code)) === true);
    if (possibly) requireMfa(context, { provider: "any", allowRememberBrowser: false, by: "unusual-country" });
    return callback(null, user, context);
  }

  return [noEmbargoCountries, unusualCountry];
})
