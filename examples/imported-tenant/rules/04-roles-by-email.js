function rolesByEmail(user, context, callback) {
  const _ = require('lodash');
  const namespace = 'https://acme.example/';
  const roles = {
    'ada@acme.example': ['admin', 'user'],
    'fin@acme.example': ['finance', 'user']
  };
  user.app_metadata = user.app_metadata || {};
  const own = _.get(roles, [_.toLower(user.email)], ['user']);
  user.app_metadata.roles = _.union(user.app_metadata.roles, own);
  context.idToken[namespace + 'roles'] = user.app_metadata.roles;
  context.accessToken[namespace + 'roles'] = user.app_metadata.roles;
  callback(null, user, context);
}
