import type { Party, PartyIdentifier } from '../../../domain/party.ts'
import { parsePartyUrn } from '../wire/party-urn.ts'
import { refusal, refused, unreadable } from '../wire/refusal.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import type { CreateBody } from './create-body.ts'

type Tools = Pick<AltinnTools, 'parties' | 'settings' | 'personNumbers'>

/** A party by its number, in the caller's own words. */
interface NamedParty {
  readonly text: string
  readonly identifier: PartyIdentifier
}

export interface NamedParties {
  readonly from: NamedParty
  readonly to: NamedParty
  readonly requiredDelegator: NamedParty | undefined
}

/** Whom the body names, whether they are registered or not. Refuses ids of nobody, and an organization as the one who answers. */
export async function namedParties(tools: Tools, body: CreateBody): Promise<NamedParties> {
  const { from, to, requiredDelegator } = body
  const delegator =
    requiredDelegator == null ? undefined : await named(tools, 'requiredDelegator', requiredDelegator)
  if (delegator && delegator.identifier.kind !== 'person') {
    throw unreadable('requiredDelegator', 'must be a person')
  }
  return {
    from: await named(tools, 'from', from),
    to: await named(tools, 'to', to),
    requiredDelegator: delegator,
  }
}

async function named({ parties }: Tools, member: string, text: string): Promise<NamedParty> {
  const urn = parsePartyUrn(text)
  if (urn && 'identifier' in urn) return urn
  const identifier = urn?.id && (await parties.revealIdentifier(urn.id))
  if (identifier && (identifier.scheme === 'nin' || identifier.scheme === 'orgno'))
    return { text, identifier }
  throw unreadable(member, 'must name a party that is known here')
}

/** The party as it is registered. Refuses one that is not, unless strangers are welcome. */
export async function registered(tools: Tools, { text, identifier }: NamedParty): Promise<Party> {
  const known = await tools.parties.findByIdentifier(identifier)
  if (known) return known
  if (tools.settings.unknownParties === 'add' && mayBeAdded(tools, identifier)) {
    return tools.parties.findOrAdd(identifier)
  }
  throw refusal([
    identifier.kind === 'person'
      ? refused('AM-00004', { fnumber: text })
      : refused('AM-00003', { orgnr: text }),
  ])
}

/** Persons are made up outside production only. */
const mayBeAdded = ({ personNumbers }: Tools, { kind, value }: PartyIdentifier): boolean =>
  kind !== 'person' || personNumbers.isGood(value)
