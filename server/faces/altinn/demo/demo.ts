import type { PartyId } from '../../../domain/ids.ts'
import type { VouchedRight } from '../../../domain/rights/party-right.ts'
import type { FaceDemo } from '../../face-module.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { demoPortal } from '../end-user/issuers.ts'
import { demoParties, unknownParties } from './parties.ts'
import { demoResources, partialResource } from './resources.ts'
import { demoTemplates } from './templates.ts'
import { demoIssuer } from './trusted-issuer.ts'

/** The face's part of the demo: templates, resources, and who gives for whom. */
export const demo = (
  tools: Pick<AltinnTools, 'parties' | 'publicUrl' | 'registry' | 'rights'>,
): FaceDemo => ({
  seed: async () => {
    for (const template of demoTemplates) await tools.registry.consentTemplates.put(template)
    for (const resource of demoResources) await tools.registry.consentResources.put(resource)
    await giveRights(tools)
  },
  members: async () => ({
    platform: `${tools.publicUrl}/`,
    parties: await shownParties(tools),
    unknown: unknownParties,
    partialResource,
    trustedIssuer: await shownIssuer(tools, demoIssuer),
    endUserIssuer: await shownIssuer(tools, demoPortal),
  }),
})

const always = { from: new Date(0), to: new Date('2200-01-01T00:00:00Z') }

/** P1 and P2 give for O4: all there is, save that P2 gives only one action of one resource. */
async function giveRights({ parties, rights }: Pick<AltinnTools, 'parties' | 'rights'>): Promise<void> {
  const [p1, p2, o4] = await Promise.all([
    parties.findOrAdd(demoParties.P1),
    parties.findOrAdd(demoParties.P2),
    parties.findOrAdd(demoParties.O4),
  ])
  const others = demoResources.filter(one => one.id !== partialResource)
  const right = (actor: PartyId, resource: string, action: string): VouchedRight => ({
    actor,
    onBehalfOf: o4.id,
    resource,
    action,
    kind: 'role',
    source: 'desk',
    validity: always,
    document: undefined,
  })
  const given = [
    right(p1.id, '*', '*'),
    right(p2.id, 'consents', '*'),
    right(p2.id, partialResource, 'read'),
    ...others.map(({ id }) => right(p2.id, id, '*')),
  ]
  await rights.give(given, 'demo')
}

async function shownParties({
  parties,
}: Pick<AltinnTools, 'parties'>): Promise<Readonly<Record<string, unknown>>> {
  const shown = Object.entries(demoParties).map(async ([name, identifier]) => {
    const { id, displayName } = await parties.findOrAdd(identifier)
    return [name, { [identifier.scheme]: identifier.value, uuid: id, name: displayName }] as const
  })
  return Object.fromEntries(await Promise.all(shown))
}

async function shownIssuer(
  { demoKeys, publicUrl }: Pick<AltinnTools, 'demoKeys' | 'publicUrl'>,
  { key, issuer }: typeof demoIssuer,
): Promise<unknown> {
  return { issuer: issuer(publicUrl), jwk: (await demoKeys?.(key))?.privateJwk }
}
