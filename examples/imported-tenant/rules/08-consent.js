function consent(user, context, callback) {
  const wanted = configuration.CONSENT_VERSION;
  user.app_metadata = user.app_metadata || {};

  if (context.protocol === 'redirect-callback') {
    const body = context.request.body || {};
    if (body.consent !== 'yes') {
      return callback(new UnauthorizedError('We need your consent to our terms.'));
    }
    user.app_metadata.consent = wanted;
    return auth0.users.updateAppMetadata(user.user_id, { consent: wanted })
      .then(() => callback(null, user, context))
      .catch((err) => callback(err));
  }
  if (user.app_metadata.consent !== wanted && context.clientName === 'shop') {
    context.redirect = { url: configuration.CONSENT_URL };
  }
  return callback(null, user, context);
}
