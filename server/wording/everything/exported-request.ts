import type { ExportedRequest } from '../../domain/exported-party.ts'
import { describeGiven } from '../describe-given.ts'
import { purposeRead } from '../purpose-read.ts'
import { describeIdentity } from '../scopes.ts'
import { shownName, showParty } from '../shown-party.ts'
import type { Exporting, ExportTools } from './exporting.ts'

/** A request that gave nothing, or has not yet, as it was put and answered. */
export async function exportedRequest(
  tools: Pick<ExportTools, 'renderer' | 'registry' | 'requestDialects'>,
  { request, status, purpose, parties }: ExportedRequest,
  { language }: Exporting,
) {
  const given = { given: request, purpose }
  const asker = showParty(parties, request.requestedBy)
  const read = await purposeRead(tools, given, language)
  const places = await describeGiven(tools, given, language)
  const { state } = request
  return {
    id: request.id,
    status,
    asked_at: request.createdAt,
    answer_by: request.answerBy,
    asked_by: asker.name,
    organization_number: asker.orgno?.replaceAll(' ', ''),
    purpose: read?.name ?? request.purpose.id,
    asked_for: [
      ...places.flatMap(({ from, what }) => what.map(one => ({ what: one, from }))),
      ...describeIdentity(tools, request.scopes, language).map(one => ({ what: one })),
    ],
    message: request.message,
    ...('decision' in state && {
      answer: {
        at: state.decision.at,
        by: shownName(parties.get(state.decision.by)),
        level: state.decision.level,
        language: state.decision.language,
        text: state.decision.shown.text,
        sha256: state.decision.shown.hash,
      },
    }),
    ...(state.name === 'withdrawn' && { taken_back_at: state.at }),
  }
}
