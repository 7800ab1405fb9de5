import type { PartyId } from '../../../domain/ids.ts'
import { isUntilFurtherNotice, type RegisteredRight } from '../../../domain/rights/party-right.ts'
import type { Language } from '../../../domain/text/text.ts'
import { dateOnly } from '../../../wording/dates.ts'
import type { PortalTools } from '../portal-tools.ts'

type Tools = Pick<PortalTools, 'rights' | 'parties' | 'renderer'>

const most = 100

/** Who may act for a party by our own register, as what, by what and since when. */
export async function representativesOf(tools: Tools, party: PartyId, language: Language) {
  const filter = { onBehalfOf: party, standing: 'current' } as const
  const { items } = await tools.rights.list(filter, { limit: most })
  const known = await tools.parties.findAll(items.map(({ actor }) => actor))
  return items.map(right => ({
    who: known.get(right.actor)?.displayName ?? '',
    what: whatOf(tools, right, language),
    since: sinceOf(tools, right, language),
  }))
}

/** As what, for what alone, by which document, and who says so. */
function whatOf(
  { renderer }: Pick<Tools, 'renderer'>,
  { kind, resource, document, source }: RegisteredRight,
  language: Language,
): readonly string[] {
  const proof = document?.name ?? document?.reference
  const list = source.split(':')[1]
  return [
    renderer.text(`rights.kind.${kind}`, language),
    ...(['consents', '*'].includes(resource) ? [] : [renderer.text('rights.only', language, { resource })]),
    ...(proof === undefined ? [] : [renderer.text('rights.by', language, { document: proof })]),
    list === undefined
      ? renderer.text('rights.source.desk', language)
      : renderer.text('rights.source.list', language, { name: list }),
  ]
}

function sinceOf(
  { renderer }: Pick<Tools, 'renderer'>,
  { validity }: RegisteredRight,
  language: Language,
): string {
  const from = dateOnly(validity.from, language)
  if (isUntilFurtherNotice(validity)) return from
  return renderer.text('rights.until', language, { from, to: dateOnly(validity.to, language) })
}
