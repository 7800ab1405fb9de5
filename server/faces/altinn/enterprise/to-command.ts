import type { ConsentRequestId } from '../../../domain/ids.ts'
import type { ConsentRight } from '../../../domain/registry/consent-right.ts'
import { askerOf } from '../../../domain/registry/client.ts'
import type { ConsentTemplate } from '../../../domain/requests/consent-template.ts'
import type { Party } from '../../../domain/party.ts'
import { type LoginLevel, loginLevels } from '../../../domain/requests/purpose.ts'
import type { RequestConsent } from '../../../usecases/requests/request-consent.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import type { Caller, TokenOrganization } from '../caller.ts'
import { annotations, face, resourceType } from '../names.ts'
import { parseInstant } from '../wire/instant.ts'
import type { ReadRight } from './check-request.ts'
import { sameIdentifier } from '../wire/same-identifier.ts'
import { type CreateBody, isShown } from './create-body.ts'
import type { NamedParties } from './involved-parties.ts'
import { ensurePurpose } from '../wording/template-purpose.ts'

interface Asked {
  readonly caller: Caller
  readonly body: CreateBody
  readonly rights: readonly ReadRight[]
  readonly template: ConsentTemplate
  readonly named: NamedParties
  readonly handler: TokenOrganization | undefined
  readonly parties: {
    readonly from: Party
    readonly to: Party
    readonly requiredDelegator: Party | undefined
    readonly handledBy: Party | undefined
  }
  readonly putBy: Party | undefined
}

/** A checked body as the core's command. */
export async function toCommand(
  { registry, clients }: Pick<AltinnTools, 'registry' | 'clients'>,
  asked: Asked,
): Promise<RequestConsent> {
  const { body, caller, named, handler, parties } = asked
  const validTo = parseInstant(body.validTo)!
  const purpose = await ensurePurpose(registry, asked.template)
  return {
    id: body.id.toLowerCase() as ConsentRequestId,
    face,
    clientId: caller.clientId,
    requestedBy: {
      identifier: named.to.identifier,
      name: parties.to.displayName,
      knownAs: await knownAsFor(clients, asked),
    },
    handledBy: handler && {
      identifier: handler.identifier,
      name: parties.handledBy?.displayName ?? handler.orgno,
    },
    putBy: asked.putBy?.id,
    requestedFrom: parties.from.id,
    requestedTo: (parties.requiredDelegator ?? parties.from).id,
    purposeId: purpose.id,
    purposeVersion: purpose.version,
    scopes: asked.rights.flatMap(({ body: { action }, resource }) =>
      (action ?? []).map(permission => ({ permission, resourceType, resourceId: resource?.id ?? '' })),
    ),
    rights: asked.rights.map(toRight),
    message: undefined,
    seconds: undefined,
    lasts: { until: validTo.at, untilText: validTo.text },
    loginLevel: highestLevel(asked.rights),
    answerBy: validTo.at,
    annotations: toAnnotations(asked),
  }
}

/** What people know the asker by: the name of its own client. */
async function knownAsFor(
  clients: AltinnTools['clients'],
  { caller, named }: Asked,
): Promise<string | undefined> {
  const client = await clients.find(caller.clientId)
  const asker = client && askerOf(client)
  return asker && sameIdentifier(asker.identifier, named.to.identifier) ? asker.knownAs : undefined
}

/** The newest version of the template of the first resource. An unknown one is the operator's mistake. */
export async function templateOf(
  { registry }: Pick<AltinnTools, 'registry'>,
  rights: readonly ReadRight[],
): Promise<ConsentTemplate> {
  const id = rights[0]?.resource?.template ?? ''
  const found =
    (await registry.consentTemplates.find(id)) ??
    (await registry.consentTemplates.list()).find(one => one.id.toLowerCase() === id.toLowerCase())
  if (found) return found
  throw new Error(`There is no consent template ${id}`)
}

const toAnnotations = ({ body, template, parties }: Asked): Readonly<Record<string, string>> => ({
  [annotations.template]: `${template.id}/${template.version}`,
  [annotations.redirectUrl]: body.redirectUrl,
  [annotations.viewMode]: isShown(body) ? 'Show' : 'Hide',
  ...(body.requestMessage && { [annotations.message]: JSON.stringify(body.requestMessage) }),
  ...(parties.requiredDelegator && { [annotations.requiredDelegator]: parties.requiredDelegator.id }),
})

function toRight({ body, resource }: ReadRight): ConsentRight {
  const { type = '', value = '' } = body.resource?.[0] ?? {}
  const metadata = Object.entries(body.metadata ?? {}).map(([key, text]) => [key, text ?? ''])
  return {
    actions: body.action ?? [],
    resource: { type, value, version: resource?.version },
    ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) as Record<string, string> }),
  }
}

const highestLevel = (rights: readonly ReadRight[]): LoginLevel =>
  loginLevels[
    Math.max(...rights.map(({ resource }) => loginLevels.indexOf(resource?.loginLevel ?? 'low')))
  ] ?? 'low'
