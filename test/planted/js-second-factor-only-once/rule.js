function (user, context, callback) {
  const isAdmin = (user.app_metadata?.roles ?? []).includes('admin');
  // right: if (isAdmin) context.multifactor = { provider: 'any' };
  if (isAdmin && context.stats?.loginsCount < 3) context.multifactor = { provider: 'any' };
  callback(null, user, context);
}
