import { z } from 'zod'
import { sameIdentifier } from '../wire/same-identifier.ts'
import type { Hindrance } from '../../../domain/grants/standing.ts'
import { utcText } from '../../../domain/text/utc-text.ts'
import { route } from '../../../http/api/route.ts'
import type { LookedUpConsent } from '../../../usecases/grants/look-up-consent.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import type { Caller } from '../caller.ts'
import { rightDocument } from '../documents.ts'
import { Right } from '../schemas.ts'
import { withKnownNames } from '../wire/known-names.ts'
import { numberUrn, parseNumberUrn } from '../wire/party-urn.ts'
import { refusal, type RefusalCode, refused } from '../wire/refusal.ts'

const Party = z
  .string()
  .max(200)
  .refine(text => parseNumberUrn(text) !== undefined, 'must be a URN with a national number')

const Members = z.object({
  id: z.guid().describe('The consent request'),
  from: Party.describe('Whose data it is about'),
  to: Party.describe('Who receives the data, or who handles the consent'),
})

const LookUpBody = z.preprocess(body => withKnownNames(body, Object.keys(Members.shape)), Members)

type LookUpBody = z.infer<typeof LookUpBody>

const Found = z.object({
  id: z.uuid(),
  from: z.string(),
  to: z.string().describe('Who receives the data'),
  handledBy: z.string().nullable(),
  consented: z.string(),
  validTo: z.string(),
  consentRights: z.array(Right),
})

export const lookUp = ({ core }: Pick<AltinnTools, 'core'>) =>
  route<Caller, unknown, unknown, LookUpBody>({
    method: 'post',
    path: '/consent/lookup',
    operationId: 'lookUpConsent',
    summary: 'A consent that stands, for whoever makes consent tokens',
    body: LookUpBody,
    response: { status: 200, description: 'The consent', body: Found },
    refusals: ['AM-00001', 'AM-00011', 'AM-00012', 'AM-00013', 'AM-00014', 'STD-00001'],
    handle: async ({ body }) => {
      const consent = await core.lookUpConsent(body.id.toLowerCase())
      if (!consent) throw refusal([refused('AM-00001')])
      const codes = findProblems(consent, body)
      if (codes.length > 0) throw refusal(codes.map(code => refused(code)))
      return { status: 200, body: foundDocument(consent) }
    },
  })

/** Why it cannot be used, in the order in which that is said. */
function findProblems(consent: LookedUpConsent, body: LookUpBody): readonly RefusalCode[] {
  const codes: RefusalCode[] = []
  const receivers = [consent.to, consent.handledBy].flatMap(one => one?.identifier ?? [])
  if (!receivers.some(one => sameIdentifier(one, parseNumberUrn(body.to)?.identifier))) codes.push('AM-00001')
  if (!sameIdentifier(consent.from.identifier, parseNumberUrn(body.from)?.identifier)) codes.push('AM-00012')
  return [...codes, ...consent.hindrances.map(one => codeOf[one])]
}

/** Who has been given nothing, or nothing yet, or nothing more, is told that it is not accepted. */
const codeOf: Readonly<Record<Hindrance, RefusalCode>> = {
  over: 'AM-00013',
  revoked: 'AM-00011',
  waiting: 'AM-00014',
  unanswered: 'AM-00014',
  rejected: 'AM-00014',
  withdrawn: 'AM-00014',
  'not-begun': 'AM-00014',
  'used-up': 'AM-00014',
}

const foundDocument = ({ consentedAt, ...consent }: LookedUpConsent) => ({
  id: consent.id,
  from: numberUrn(consent.from),
  to: numberUrn(consent.to),
  handledBy: consent.handledBy ? numberUrn(consent.handledBy) : null,
  consented: consentedAt && utcText(consentedAt),
  validTo: consent.validToText,
  consentRights: consent.rights.map(rightDocument),
})
