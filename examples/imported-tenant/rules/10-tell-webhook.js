async function tellWebhook(user, context, callback) {
  if (!configuration.WEBHOOK_URL) return callback(null, user, context);

  const axios = require('axios@0.21.1');
  try {
    await axios.post(configuration.WEBHOOK_URL, { app: context.clientName, user: user.user_id });
  } catch (err) {
    console.warn('the webhook did not take it:', err.message);
  }
  return callback(null, user, context);
}
