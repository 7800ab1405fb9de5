import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import { type Party, sameParty } from '../../../domain/party.ts'
import { Problem } from '../../../domain/problem.ts'
import type { HouseTools } from '../../tools/house-tools.ts'
import type { RegistryTools } from '../../tools/registry-tools.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { type Caller, consumerOf, supplierOf, type TokenOrganization } from '../caller.ts'
import { face, scopes } from '../names.ts'
import { refusal, refused } from '../wire/refusal.ts'
import { numberUrn } from '../wire/party-urn.ts'
import { findProblems, type ReadRight } from './check-request.ts'
import type { CreateBody, RightBody } from './create-body.ts'
import { type NamedParties, namedParties, registered } from './involved-parties.ts'
import { templateOf, toCommand } from './to-command.ts'

interface PutRequest {
  readonly request: ConsentRequest
  readonly isNew: boolean
}

/**
 * Puts the request that a body describes, or finds the one that it repeats. What is wrong is said in Altinn's words, in
 * Altinn's order.
 */
export type PuttingTools = HouseTools & RegistryTools & Pick<AltinnTools, 'settings'>

export async function putRequest(tools: PuttingTools, caller: Caller, body: CreateBody): Promise<PutRequest> {
  const consumer = consumerOf(caller)
  const named = await namedParties(tools, body)
  const handler = handlerOf(caller, consumer, named)
  const rights = await readRights(tools, body.consentRights)
  assertMayAsk(consumer, rights)
  const parties = {
    from: await registered(tools, named.from),
    to: await registered(tools, named.to),
    requiredDelegator: named.requiredDelegator && (await registered(tools, named.requiredDelegator)),
    handledBy: handler && (await registered(tools, inUrn(handler))),
  }
  const { longestDays } = tools.settings
  const giver = named.from.identifier.kind
  const problems = findProblems({ body, rights, giver, now: tools.clock.now(), longestDays })
  if (problems.length > 0) throw refusal(problems)

  const template = await templateOf(tools, rights)
  const putBy = handler && isForOther(consumer, named) ? parties.handledBy : parties.to
  const command = await toCommand(tools, { caller, body, rights, template, named, handler, parties, putBy })
  const asked = [command.requestedFrom, command.requestedTo]
  await tools.core.assertMayConsent(asked).catch(unknownPerson(named))
  const { request, isNew } = await tools.core.requestConsent(command)
  const isSame =
    request.face === face &&
    sameParty(request.requestedFrom, parties.from) &&
    sameParty(request.requestedBy, parties.to)
  if (!isNew && !isSame) throw refusal([refused('AM-00016', { requestId: request.id })])
  return { request, isNew }
}

/** The supplier of the token; the caller itself when it asks for another. Throws `caller.forbidden` when it may not. */
function handlerOf(
  caller: Caller,
  consumer: TokenOrganization,
  named: NamedParties,
): TokenOrganization | undefined {
  if (!isForOther(consumer, named)) return supplierOf(caller)
  if (caller.scopes.includes(scopes.organization)) return consumer
  throw new Problem('caller.forbidden', 'The caller may ask for itself only')
}

const isForOther = ({ orgno }: TokenOrganization, { to }: NamedParties): boolean =>
  to.identifier.scheme !== 'orgno' || to.identifier.value !== orgno

const readRights = (
  { registry }: Pick<AltinnTools, 'registry'>,
  rights: readonly RightBody[],
): Promise<readonly ReadRight[]> =>
  Promise.all(
    rights.map(async body => {
      const [first, ...more] = body.resource ?? []
      const isOne = first !== undefined && more.length === 0
      return { body, resource: isOne ? await registry.consentResources.find(first.value) : undefined }
    }),
  )

/** What is not registered has no rule against it, and is refused later. */
function assertMayAsk({ orgno }: TokenOrganization, rights: readonly ReadRight[]): void {
  const isKeptFrom = rights.some(({ resource }) => resource?.askers && !resource.askers.includes(orgno))
  if (isKeptFrom) throw new Problem('caller.forbidden', 'The caller may not ask for this resource')
}

/** Altinn has no word for a person who may not consent; it knows persons that are unknown. */
const unknownPerson =
  ({ from, requiredDelegator }: NamedParties) =>
  (error: unknown): never => {
    if (!(error instanceof Problem) || error.code !== 'party.may-not-consent') throw error
    const { text } = from.identifier.kind === 'person' ? from : (requiredDelegator ?? from)
    throw refusal([refused('AM-00004', { fnumber: text })])
  }

const inUrn = ({ identifier }: TokenOrganization) => ({
  text: numberUrn({ id: '' as Party['id'], identifier }),
  identifier,
})
