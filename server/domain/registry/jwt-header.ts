/**
 * Critical extensions (RFC 7515 section 4.1.11), a payload that is not encoded (RFC 7797), encryption and compression (RFC
 * 7516).
 */
const refused = ['crit', 'b64', 'enc', 'zip']

/** A header parameter by which a JWT would have to be read in another way than ours, if there is one. */
export const unreadableBy = (header: object): string | undefined =>
  refused.find(name => Object.hasOwn(header, name))
