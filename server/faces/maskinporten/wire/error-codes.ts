/** The service's own codes, with what a developer may do about each. */
export const errorCodes = {
  'MP-011': 'The request is not well formed. Send grant_type and assertion once each, as a form.',
  'MP-012': 'The assertion was used before. Make a new one, with a jti of its own, for every token.',
  'MP-100': 'No client has the id that stands in iss.',
  'MP-110': 'The assertion is for somebody else: aud must be the issuer of this service.',
  'MP-120':
    'The certificate is not taken: its time is over, or it leads to none of the roots this service trusts.',
  'MP-121': 'The time of the registered key is over. Register a new one.',
  'MP-122': 'The certificate belongs to another organization than the client.',
  'MP-123': 'x5c is no chain of certificates.',
  'MP-124': 'The signature does not fit the key and the algorithm (RS256, RS384 or RS512).',
  'MP-130': 'The assertion is too old: exp has passed.',
  'MP-200': 'A scope is missing, or is unknown, or is not registered on the client.',
  'MP-201': 'A scope is for logins, not for this service.',
  'MP-250': 'The organization has not been given the scope. Ask the owner of the scope.',
  'MP-251': 'The organization in consumer_org has not delegated the scope to the organization of the client.',
  'MP-301': 'authorization_details is of a type that this service does not know.',
  'MP-302': 'authorization_details has a member that its type does not have.',
  'MP-303':
    'authorization_details has a bad value, or the consent it names cannot be used. The description says which.',
} as const satisfies Readonly<Record<`MP-${number}`, string>>

export type ErrorCode = keyof typeof errorCodes
