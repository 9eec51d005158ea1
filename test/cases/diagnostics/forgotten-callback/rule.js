async function addTier(user, context, done) {
  const metadata = user.user_metadata || {};
  context.idToken['https://example.com/tier'] = metadata.tier;
  return { user, context };
}
