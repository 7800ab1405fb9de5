import type { PartyId } from '../../../domain/ids.ts'
import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { KnownParty } from '../../../domain/party.ts'
import type { RegisteredRight } from '../../../domain/rights/party-right.ts'
import { partyOfNumber } from '../../../domain/rights/stated-right.ts'
import type { PartyRightStore, RightFilter } from '../../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../../ports/parties/party-store.ts'
import type { Page, PageRequest } from '../../../ports/requests/consent-query.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { type ActPorts, recordAct } from '../../steps/record-act.ts'

interface Ports extends ActPorts {
  readonly rights: Pick<PartyRightStore, 'list'>
  readonly parties: Pick<PartyStore, 'find' | 'findAll' | 'findByIdentifier'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

/** Somebody by the number outside, or by the id here. */
export type Somebody = { readonly number: string } | { readonly id: PartyId }

interface RightSearch extends Pick<RightFilter, 'source' | 'standing'> {
  readonly actor?: Somebody | undefined
  readonly onBehalfOf?: Somebody | undefined
  /** On either side. */
  readonly party?: Somebody | undefined
}

interface ListRights {
  readonly operator: Operator
  readonly search: RightSearch
  readonly page: PageRequest
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

export interface ListedRights extends Page<RegisteredRight> {
  /** Those whom the rights are of. In a list that is of nobody's rights, persons are told by their ids alone. */
  readonly parties: ReadonlyMap<PartyId, KnownParty>
}

const nothing: ListedRights = { items: [], next: undefined, parties: new Map() }

/**
 * Who may act for whom, newest first, what has ended among it. That somebody's rights were looked at is kept. Throws
 * `caller.forbidden`, or `party.malformed` for what is no number.
 */
export const listRights =
  (ports: Ports) =>
  async ({ operator, search, page, reason, traceId }: ListRights): Promise<ListedRights> => {
    const said = assertOnDuty(operator, 'right.read', reason)
    const { actor, onBehalfOf, party, ...rest } = search
    const sought = await Promise.all([actor, onBehalfOf, party].map(one => seek(ports, one)))
    if (sought.includes('nobody')) return nothing
    const [byActor, byOther, byEither] = sought.map(one => (one === 'nobody' ? undefined : one))
    const looked = [byActor, byOther, byEither].filter(one => one !== undefined)
    await ports.units.unitOfWork.run(async () => {
      for (const { id } of page.after === undefined ? looked : []) {
        const target = { kind: 'party', id }
        await recordAct(ports)({
          operator,
          operation: 'right.read',
          target,
          party: id,
          reason: said,
          traceId,
        })
      }
    })
    const filter = { ...rest, actor: byActor?.id, onBehalfOf: byOther?.id, party: byEither?.id }
    const found = await ports.rights.list(filter, page)
    const known = await ports.parties.findAll([
      ...new Set(found.items.flatMap(right => [right.actor, right.onBehalfOf])),
    ])
    return { ...found, parties: looked.length > 0 ? known : withoutPersons(known) }
  }

/** `nobody` for who was never seen here. */
async function seek(
  { parties }: Pick<Ports, 'parties'>,
  one: Somebody | undefined,
): Promise<KnownParty | 'nobody' | undefined> {
  if (!one) return undefined
  const found =
    'id' in one ? await parties.find(one.id) : await parties.findByIdentifier(partyOfNumber(one.number))
  return found ?? 'nobody'
}

const withoutPersons = (known: ReadonlyMap<PartyId, KnownParty>): ReadonlyMap<PartyId, KnownParty> =>
  new Map([...known].filter(([, { kind }]) => kind !== 'person'))
