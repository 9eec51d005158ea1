function secondFactorForFinance(user, context, callback) {
  const methods = (context.authentication && context.authentication.methods) || [];
  const done = methods.some((method) => method.name === 'mfa');

  if (context.clientName === 'finance' && !done) {
    context.multifactor = { provider: 'any', allowRememberBrowser: false };
  }
  callback(null, user, context);
}
