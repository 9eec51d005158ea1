/** Fields of a profile that metadata at its root would hide, so that no store keeps them. */
const OF_PROFILE: ReadonlySet<string> = new Set(
  `__tenant _id blocked clientID created_at email email_verified globalClientID global_client_id identities lastIP
  lastLogin loginsCount metadata multifactor multifactor_last_modified updated_at user_id`.split(/\s+/),
);

/** Names to which JavaScript gives a meaning. */
const OF_JAVASCRIPT: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Why no metadata can have a field of this name, at its root or further inside; null: it can. */
export function explainMetadataName(
  name: string,
  place: 'user_metadata' | 'app_metadata' | 'inside',
): string | null {
  if (name.trim() === '') return 'a name has at least one letter';
  if (/[.$]/.test(name)) return 'names have neither dots nor `$` in them';
  if (OF_JAVASCRIPT.has(name)) return 'the name means something else';
  return place === 'app_metadata' && OF_PROFILE.has(name)
    ? 'it would hide the field of that name in the profile'
    : null;
}
