function samlMapping(user, context, callback) {
  if (context.protocol !== 'samlp') return callback(null, user, context);

  user.team = (user.app_metadata && user.app_metadata.department) || 'none';
  context.samlConfiguration = context.samlConfiguration || {};
  context.samlConfiguration.mappings = {
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': 'email',
    'https://acme.example/team': 'team'
  };
  callback(null, user, context);
}
