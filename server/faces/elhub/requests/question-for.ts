import { marketParty, organization, type PartyIdentifier } from '../../../domain/party.ts'
import type { MarketCaller } from '../../../ports/market/caller-resolver.ts'
import type { RequestConsent } from '../../../usecases/requests/request-consent.ts'
import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { findOrAddParty } from '../market-parties.ts'
import { face } from '../names.ts'
import type { BusinessProcess, Proposal, Wish } from '../processes/business-process.ts'
import { osloMidnightIn } from '../wire/time.ts'
import { toAnnotations } from './properties.ts'

/** Days that a customer has to answer, today among them. */
const daysToAnswer = 28

const yearsOfGrant = 1

export interface Putting {
  readonly caller: Caller
  readonly businessProcess: BusinessProcess
  readonly wish: Wish
  readonly proposal: Proposal
  /** What is kept beside what the process keeps. */
  readonly properties: Readonly<Record<string, string | undefined>>
}

/** A proposal as the core is asked it. */
export async function questionFor(
  tools: Pick<ElhubTools, 'clients' | 'clock' | 'market' | 'parties'>,
  { caller, businessProcess, wish, proposal, properties }: Putting,
): Promise<RequestConsent> {
  const name = await registeredName(tools, wish.requestedBy, proposal)
  const [requestedFrom, requestedTo] = [
    await findOrAddParty(tools, wish.requestedFrom),
    await findOrAddParty(tools, wish.requestedTo),
  ]
  return {
    id: undefined,
    face,
    clientId: caller.clientId,
    requestedBy: {
      identifier: marketParty(wish.requestedBy.id),
      name: name ?? wish.balanceSupplierName,
      organization: organizationBehind(proposal),
    },
    handledBy: await providerOf(tools, caller),
    requestedFrom,
    requestedTo,
    purposeId: businessProcess.purposeId,
    scopes: [
      {
        permission: businessProcess.type,
        resourceType: 'MeteringPoint',
        resourceId: proposal.meteringPointId,
      },
    ],
    message: undefined,
    seconds: undefined,
    lasts: { years: yearsOfGrant },
    answerBy: osloMidnightIn(daysToAnswer, tools.clock.now()),
    annotations: toAnnotations({
      ...proposal.properties,
      supplierOrgno: proposal.supplierOrgno,
      ...properties,
    }),
  }
}

/** The service provider that calls, under the name of its client, else as the market knows it. */
async function providerOf(
  { clients, parties }: Pick<ElhubTools, 'clients' | 'parties'>,
  { handledBy, clientId }: Caller,
): Promise<RequestConsent['handledBy']> {
  if (handledBy === undefined) return undefined
  const identifier = marketParty(handledBy)
  const client = await clients.find(clientId)
  const name = client?.ownerName ?? (await parties.findByIdentifier(identifier))?.displayName
  return { identifier, name: name || handledBy, organization: client?.owner }
}

/** As the market's register says; `undefined` where it says no organization. */
const organizationBehind = ({ supplierOrgno = '' }: Proposal): PartyIdentifier | undefined =>
  /^\d{9}$/.test(supplierOrgno) ? organization(supplierOrgno) : undefined

/** What the market party was called before, or its organization; not what it calls itself this time. */
async function registeredName(
  { parties }: Pick<ElhubTools, 'parties'>,
  { id }: MarketCaller,
  proposal: Proposal,
): Promise<string | undefined> {
  const behind = organizationBehind(proposal)
  const known = await parties.findAllByIdentifier([...(behind ? [behind] : []), marketParty(id)])
  return known.find(party => party?.displayName)?.displayName
}
