function enrich(user, context, callback) {
  const metadata = user.user_metadata || {};
  context.idToken['https://example.com/tier'] = metadata.tier;
  callback(null, user, context);
}
