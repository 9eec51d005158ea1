function (user, context, callback) {
  const country = context.request && context.request.geoip && context.request.geoip.country_code;
  // right: if (!['DE', 'AT'].includes(country)) {
  if (country && !['DE', 'AT'].includes(country)) {
    return callback(new UnauthorizedError('You can sign in only from Germany and Austria.'));
  }
  callback(null, user, context);
}
