function country(user, context, callback) {
  const { geoip } = context.request;
  if (geoip && geoip.country_code !== 'DE') return callback(new UnauthorizedError('Not from there.'));
  context.idToken['https://claims.example.com/country'] = geoip && geoip.country_code;
  callback(null, user, context);
}
