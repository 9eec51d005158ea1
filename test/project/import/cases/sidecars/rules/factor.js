function factor(user, context, callback) {
  if (context.clientName === 'payroll') context.multifactor = { provider: 'any', allowRememberBrowser: false };
  callback(null, user, context);
}
