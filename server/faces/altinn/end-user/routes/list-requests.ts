import { z } from 'zod'
import type { PartyId } from '../../../../domain/ids.ts'
import type { ConsentRequest } from '../../../../domain/requests/consent-request.ts'
import { route } from '../../../../http/api/route.ts'
import type { AltinnTools } from '../../altinn-tools.ts'
import { face } from '../../names.ts'
import { Detail, detail } from '../detail.ts'
import type { EndUser } from '../end-user.ts'
import { mustFindConsent } from '../find-consent.ts'
import { assertReadsFor, PartyPath } from '../reads-for.ts'

const pageSize = 50

/** The newest ones: nobody reads more at once. */
const mostRequests = 1000

export const listRequests = (
  tools: Pick<AltinnTools, 'clock' | 'core' | 'parties' | 'publicUrl' | 'rights'>,
) =>
  route<EndUser, z.infer<typeof PartyPath>, unknown, unknown>({
    method: 'get',
    path: '/consentrequests/list/:party',
    operationId: 'listConsentRequests',
    summary: 'The requests about a party, hidden ones too, whatever became of them, the newest first',
    params: PartyPath,
    response: { status: 200, description: `At most ${mostRequests}`, body: z.array(Detail) },
    refusals: ['request.not-found'],
    handle: async ({ caller, params }) => {
      const party = await assertReadsFor(tools, caller, params.party)
      return { status: 200, body: await detailsOf(tools, party) }
    },
  })

async function detailsOf(
  tools: Pick<AltinnTools, 'clock' | 'core' | 'parties' | 'publicUrl'>,
  requestedFrom: PartyId,
) {
  const filter = { requestedFrom, among: [{ face, annotations: {} }], standing: 'any' } as const
  const read = async ({ id }: ConsentRequest) => detail(tools, await mustFindConsent(tools, id))
  const details: Awaited<ReturnType<typeof read>>[] = []
  let after: string | undefined
  do {
    const page = await tools.core.listRequests(filter, { limit: pageSize, after })
    details.push(...(await Promise.all(page.items.map(read))))
    after = page.next
  } while (after !== undefined && details.length < mostRequests)
  return details
}
