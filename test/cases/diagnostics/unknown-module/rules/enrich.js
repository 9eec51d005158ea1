function enrich(user, context, callback) {
  const _ = require('loadsh@4.17.10');
  const { refuse } = require('./shared/error');
  const domain = require('../core/domain');
  const nothing = require('quite-another-package');
  if (!user.email_verified) return callback(refuse('Verify your e-mail.'));
  context.idToken['https://example.com/groups'] = _.uniq(user.groups);
  callback(null, user, context);
}
