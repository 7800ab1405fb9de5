import type { PartyId } from '../../../domain/ids.ts'
import { sameParty } from '../../../domain/party.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { ShownDeclined } from '../../../usecases/requests/show-declined-request.ts'
import { dateAndTime } from '../../../wording/dates.ts'
import { describeIdentity } from '../../../wording/scopes.ts'
import { shownName, showParty } from '../../../wording/shown-party.ts'
import type { FaceTools } from '../../face-module.ts'
import { describeGiven } from '../../../wording/describe-given.ts'
import { purposeRead } from '../../../wording/purpose-read.ts'

interface Reading {
  readonly reader: PartyId
  readonly language: Language
}

/** All that a reader may know of what was declined. */
export async function declinedPage(
  tools: Pick<FaceTools, 'renderer' | 'registry' | 'requestDialects'>,
  { request, decision, purpose, parties }: ShownDeclined,
  { reader, language }: Reading,
) {
  const asked = { given: request, purpose }
  const isOwn = sameParty(request.requestedFrom, reader)
  return {
    list: `/consents?${new URLSearchParams({ standing: 'declined', ...(!isOwn && { for: request.requestedFrom }) })}`,
    of: isOwn ? undefined : showParty(parties, request.requestedFrom),
    by: sameParty(decision.by, reader) ? undefined : shownName(parties.get(decision.by)),
    asker: showParty(parties, request.requestedBy),
    handler: request.handledBy && showParty(parties, request.handledBy),
    purpose: (await purposeRead(tools, asked, language))?.name,
    scopes: await describeGiven(tools, asked, language),
    identity: describeIdentity(tools, request.scopes, language),
    asked: dateAndTime(request.createdAt, language),
    declined: dateAndTime(decision.at, language),
    read: { ...decision.shown, language: decision.language },
  }
}
