function waits(user, context, callback) {
  const plan = @@PLAN@@;
  context.idToken.plan = plan;
  callback(null, user, context);
}
