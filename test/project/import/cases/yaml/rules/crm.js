async function crm(user, context, callback) {
  const answer = await fetch('https://crm.example.com/people', {
    headers: { authorization: configuration.CRM_TOKEN },
  });
  context.idToken.crm = answer.status;
  await auth0.users.updateAppMetadata(user.user_id, { seen: true });
  callback(null, user, context);
}
