import { errors } from 'oidc-provider'

/**
 * RFC 6749 section 5.2: `invalid_client`, and why. Only for callers who have shown that they know the secret or hold the key
 * of the client; others are not told anything.
 */
export const unauthenticated = (why: string): Error =>
  Object.assign(new errors.InvalidClientAuth(''), { error_description: describe(why) })

export const describe = (why: string): string => `client authentication failed: ${why}`
