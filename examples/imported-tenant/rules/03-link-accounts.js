function linkAccounts(user, context, callback) {
  // A directory account and a social account of the same person: tokens are for the directory account.
  user.app_metadata = user.app_metadata || {};
  const primary = user.app_metadata.primary_account;
  if (primary && primary !== user.user_id) {
    context.primaryUser = primary;
  }
  callback(null, user, context);
}
