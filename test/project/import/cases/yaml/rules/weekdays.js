function weekdays(user, context, callback) {
  const day = new Date().getDay();
  if (day === 0 || day === 6) return callback(new UnauthorizedError('Come back on Monday.'));
  callback(null, user, context);
}
