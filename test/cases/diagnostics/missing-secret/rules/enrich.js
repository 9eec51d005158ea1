function enrich(user, context, callback) {
  const metadata = user.user_metadata || {};
  context.idToken['https://example.com/tier'] = configuration.LINTEL_CASE_CRM_TOKEN;
  callback(null, user, context);
}
