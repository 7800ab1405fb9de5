import type { PartyIdentifier } from '../../../domain/party.ts'
import type { Hindrance } from '../../../domain/grants/standing.ts'
import type { LookedUpConsent } from '../../../usecases/grants/look-up-consent.ts'
import { partyUrn } from '../wire/documents.ts'

interface Claimed {
  /** The giver's number as a URN. */
  readonly from: string
  /** Number of the organization that the token is for. */
  readonly consumer: string
}

/** Why a consent cannot be used: Altinn's code, and what it means. */
export const refusals = {
  unknown: 'AM-00001 unknown here',
  revoked: 'AM-00011 withdrawn',
  foreign: 'AM-00012 of another giver',
  over: 'AM-00013 expired',
  waiting: 'AM-00014 not answered',
  unanswered: 'AM-00014 not answered',
  rejected: 'AM-00014 declined',
  withdrawn: 'AM-00014 taken back by the asker',
  'not-begun': 'AM-00014 not begun',
  'used-up': 'AM-00014 used up',
} as const satisfies Readonly<Record<Hindrance | 'unknown' | 'foreign', string>>

type Refusal = keyof typeof refusals

/** None when it can be used. Who is neither the one who got it nor the one who handles it learns nothing. */
export function consentRefusals(
  consent: LookedUpConsent | undefined,
  { from, consumer }: Claimed,
): readonly Refusal[] {
  if (
    !consent ||
    ![consent.to, consent.handledBy].some(party => isOrganization(party?.identifier, consumer))
  ) {
    return ['unknown']
  }
  return [
    ...(partyUrn(consent.from.identifier) === from ? [] : (['foreign'] as const)),
    ...consent.hindrances,
  ]
}

const isOrganization = (identifier: PartyIdentifier | undefined, orgno: string): boolean =>
  identifier?.scheme === 'orgno' && identifier.value === orgno
