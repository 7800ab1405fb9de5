import { z } from 'zod'
import type { LookedUpConsent } from '../../../usecases/grants/look-up-consent.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { consentDocument, rightDocument } from '../documents.ts'
import { annotations } from '../names.ts'
import { Consent, Right } from '../schemas.ts'
import { showConsent } from '../shown-consent.ts'
import { uuidUrn } from '../wire/party-urn.ts'

const VersionedRight = Right.extend({
  resource: z
    .array(z.object({ type: z.string(), value: z.string(), version: z.string().nullable() }))
    .describe('Exactly one, in the version that it had when it was asked for'),
})

/** A consent request as the portal of the giver reads it: everybody by the id of the party. */
export const Detail = Consent.omit({ requestMessage: true, consentRights: true }).extend({
  consentRights: z.array(VersionedRight).describe('In the order in which they were sent'),
  requestmessage: z.record(z.string(), z.string()).nullable(),
  consentRequestStatus: z.string().describe('The same as status'),
  templateId: z.string().nullable(),
  templateVersion: z.int().nullable(),
})

type Tools = Pick<AltinnTools, 'core' | 'parties' | 'clock' | 'publicUrl'>

/** `now` decides whether it has come to its end; answers to an answer do not. */
export async function detail(tools: Tools, consent: LookedUpConsent, now = tools.clock.now()) {
  const shown = await showConsent(tools, consent)
  const wording = { publicUrl: tools.publicUrl, now, urnOf: uuidUrn }
  const { requestMessage, ...document } = consentDocument(shown, wording)
  const [, id = null, version] =
    /^(.*)\/([0-9]+)$/.exec(consent.annotations[annotations.template] ?? '') ?? []
  return {
    ...document,
    consentRights: consent.rights.map(versionedRight),
    requestmessage: requestMessage,
    consentRequestStatus: document.status,
    templateId: id,
    templateVersion: version === undefined ? null : Number(version),
  }
}

/** Right after an answer. */
export const answeredDetail = (tools: Tools, consent: LookedUpConsent) => detail(tools, consent, new Date(0))

function versionedRight(right: LookedUpConsent['rights'][number]) {
  const { type, value, version } = right.resource
  const resource = [{ type, value, version: version === undefined ? null : String(version) }]
  return { ...rightDocument(right), resource }
}
