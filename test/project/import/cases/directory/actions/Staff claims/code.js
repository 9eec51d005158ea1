exports.onExecutePostLogin = async (event, api) => {
  api.idToken.setCustomClaim(`${event.secrets.CLAIM_NAMESPACE}/app`, event.client.name);
};
