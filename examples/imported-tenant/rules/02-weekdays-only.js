function weekdaysOnly(user, context, callback) {
  if (context.clientName !== 'payroll') return callback(null, user, context);

  const day = new Date().getUTCDay();
  if (day === 0 || day === 6) {
    return callback(new UnauthorizedError('Payroll is closed on weekends.'));
  }
  callback(null, user, context);
}
