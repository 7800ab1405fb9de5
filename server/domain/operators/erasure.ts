/** What stays of a person who was erased, without words and without her. */
export type KeptPart = 'requests' | 'grants' | 'documents' | 'acts'

/**
 * Why it may stay: who processes by a consent must be able to show it (GDPR article 7(1) and 17(3)(e)), and who operates this
 * what was done (article 5(2)).
 */
export type KeptBasis = 'proof-of-consent' | 'accountability'

export const basisOf: Readonly<Record<KeptPart, KeptBasis>> = {
  requests: 'proof-of-consent',
  grants: 'proof-of-consent',
  documents: 'proof-of-consent',
  acts: 'accountability',
}
