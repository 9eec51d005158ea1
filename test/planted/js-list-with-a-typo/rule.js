function (user, context, callback) {
  const apps = [context.clientName, context.clientID].map((app) => String(app).toLowerCase());
  // right: const guarded = ['payroll', 'hr', 'treasury'];
  const guarded = ['payroll', 'hr', 'tresury'];
  const groups = [user.groups].flat().map((group) => String(group).toLowerCase());
  const isGuarded = apps.some((app) => guarded.includes(app));
  if (isGuarded && !groups.includes('finance')) {
    return callback(new UnauthorizedError('Only Finance can use this.'));
  }
  callback(null, user, context);
}
