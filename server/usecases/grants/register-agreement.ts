import type { EventId, GrantId } from '../../domain/ids.ts'
import {
  agree,
  type AuthorizationGrant,
  grantStatusAt,
  hasEnded,
  hindranceOf,
} from '../../domain/grants/authorization-grant.ts'
import { sameHolder } from '../../domain/grants/holder.ts'
import { askerOf, type Client } from '../../domain/registry/client.ts'
import { grantEvent } from '../../domain/event.ts'
import type { PartyIdentifier } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import { assertMayBeAsked, secondsFor } from '../../domain/requests/purpose.ts'
import { covers, type Scope } from '../../domain/registry/scope.ts'
import { secondsOf } from '../../domain/grants/validity.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import { askedBefore, askedTooOften, type AskingPorts } from '../steps/asked-too-often.ts'
import { assertMayConsent, type RegisterPorts } from '../steps/assert-may-consent.ts'

interface Ports extends RegisterPorts, AskingPorts {
  readonly consents: Pick<ConsentStore, 'addGrant' | 'findAgreement'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly parties: Pick<PartyStore, 'findOrAdd' | 'find'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface RegisterAgreement {
  readonly client: Client
  /** The client's own name for the agreement. */
  readonly agreementKey: string
  /** Who consented in the client's own channel. */
  readonly giver: PartyIdentifier
  readonly purposeId: string
  readonly scopes: readonly Scope[]
  readonly seconds: number
}

/**
 * Registers a permission that a person gave in the client's own channel, for which the client answers. Repeating it gives
 * the grant that is there already. Throws `purpose.unknown`, `purpose.too-long` or `scope.unknown`, `agreement.differs`
 * when the key names another agreement, `party.may-not-consent`, `agreement.ended` when the grant is no longer active, and
 * `LimitReached` when the client has registered too many of this person's.
 */
export const registerAgreement =
  (ports: Ports) =>
  async (command: RegisterAgreement): Promise<AuthorizationGrant> => {
    const grant = await grantOf(ports, command)
    const standing = await ports.consents.findAgreement(command.client.id, command.agreementKey)
    if (standing) return sameAgreement(standing, grant)

    await assertMayConsent(ports)([grant.grantedBy])
    const asking = { asker: grant.grantedTo, asked: grant.grantedBy, clientId: command.client.id }
    const tooOften = await askedTooOften(ports, asking)
    if (tooOften) throw tooOften
    const moment = { id: ports.ids.uuid() as EventId, by: grant.grantedTo, at: grant.createdAt }
    if (await ports.consents.addGrant(grant, grantEvent('accepted', grant, moment))) return grant
    await askedBefore(ports, asking)
    const meanwhile = await ports.consents.findAgreement(command.client.id, command.agreementKey)
    if (meanwhile) return sameAgreement(meanwhile, grant)
    throw new Problem('storage.unavailable', 'The agreement is being registered by somebody else; try again')
  }

async function grantOf(
  { registry, parties, clock, ids }: Ports,
  command: RegisterAgreement,
): Promise<AuthorizationGrant> {
  const purpose = await registry.findPurpose(command.purposeId)
  if (!purpose) throw new Problem('purpose.unknown', `There is no purpose ${command.purposeId}`)
  assertMayBeAsked(purpose, command.scopes)
  const seconds = secondsFor(purpose, command.seconds)
  const { client } = command
  const asker = askerOf(client)
  const [giver, grantedTo, handler] = [
    await parties.findOrAdd(command.giver),
    await parties.findOrAdd(asker.identifier, asker.name),
    client.onBehalfOf && (await parties.findOrAdd(client.owner, client.ownerName)),
  ]
  return agree({
    id: ids.uuid() as GrantId,
    face: client.face,
    clientId: client.id,
    agreementKey: command.agreementKey,
    purpose,
    giver: giver.id,
    grantedTo: grantedTo.id,
    asker,
    handledBy: handler?.id,
    scopes: command.scopes,
    at: clock.now(),
    seconds,
  })
}

/** The active grant, provided that the wanted one is the same and it has not ended by then. */
function sameAgreement(standing: AuthorizationGrant, wanted: AuthorizationGrant): AuthorizationGrant {
  const same =
    sameHolder(standing, wanted) &&
    standing.grantedBy === wanted.grantedBy &&
    standing.purpose.id === wanted.purpose.id &&
    covers(standing.scopes, wanted.scopes) &&
    secondsOf(standing.validity) === secondsOf(wanted.validity)
  if (!same) throw new Problem('agreement.differs', 'This name stands for another agreement')
  // Of equal requests at once, the one that began first may find a grant that begins a moment after it.
  const status = grantStatusAt(standing, wanted.createdAt)
  if (!hasEnded(status)) return standing
  throw new Problem('agreement.ended', 'The agreement has ended', { reason: hindranceOf[status] })
}
