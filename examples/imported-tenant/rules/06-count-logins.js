function countLogins(user, context, callback) {
  user.app_metadata = user.app_metadata || {};
  const count = (user.app_metadata.sign_ins || 0) + 1;
  user.app_metadata.sign_ins = count;
  auth0.users.updateAppMetadata(user.user_id, { sign_ins: count })
    .then(() => callback(null, user, context))
    .catch((err) => callback(err));
}
