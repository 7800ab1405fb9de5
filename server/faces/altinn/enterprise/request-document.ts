import type { LookedUpConsent } from '../../../usecases/grants/look-up-consent.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { type ConsentDocument, consentDocument } from '../documents.ts'
import { showConsent } from '../shown-consent.ts'
import { uuidUrn } from '../wire/party-urn.ts'

type Tools = Pick<AltinnTools, 'core' | 'parties' | 'clock' | 'publicUrl'>

/** A consent request as its asker reads it: everybody by the national number. */
export async function requestDocument(tools: Tools, consent: LookedUpConsent): Promise<ConsentDocument> {
  const shown = await showConsent(tools, consent)
  return consentDocument(shown, {
    publicUrl: tools.publicUrl,
    now: tools.clock.now(),
    urnOf: id => shown.numbers.get(id) ?? uuidUrn(id),
  })
}
