function (user, context, callback) {
  // right: const { plan } = user.app_metadata ?? {};
  const { plan } = { ...user.user_metadata, ...user.app_metadata };
  if (plan === 'enterprise') context.idToken['https://acme.example/plan'] = 'enterprise';
  callback(null, user, context);
}
