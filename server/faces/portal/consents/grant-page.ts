import type { NumberedEvent } from '../../../domain/event.ts'
import { type AuthorizationGrant, hasEnded } from '../../../domain/grants/authorization-grant.ts'
import type { GrantUse, OnBehalf } from '../../../domain/grants/grant-use.ts'
import type { PartyId } from '../../../domain/ids.ts'
import { type Party, sameParty } from '../../../domain/party.ts'
import type { Telling } from '../../../domain/signals/telling.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { PageRenderer } from '../../../ports/page-renderer.ts'
import type { ShownGrant } from '../../../usecases/grants/show-grant.ts'
import { writerOf } from '../../../wording/authority.ts'
import { dateAndSecond, dateAndTime, endDate } from '../../../wording/dates.ts'
import { describeGiven } from '../../../wording/describe-given.ts'
import { useDescriber } from '../../../wording/describe-use.ts'
import { privacySection } from '../../../wording/privacy.ts'
import { purposeRead } from '../../../wording/purpose-read.ts'
import { describeIdentity } from '../../../wording/scopes.ts'
import { shownKnownAs, shownName, showParty } from '../../../wording/shown-party.ts'
import type { FaceTools } from '../../face-module.ts'
import { isDeletionAskable, mayHaveFetched, shownDeletion } from './shown-deletion.ts'

type Tools = Pick<FaceTools, 'renderer' | 'registry' | 'parties' | 'rights' | 'requestDialects'>

interface Reading {
  readonly reader: PartyId
  readonly language: Language
}

/** All that a reader may know of a consent. */
export async function grantPage(tools: Tools, shown: ShownGrant, { reader, language }: Reading) {
  const { grant, status, decision, uses, events } = shown
  const when = (at: Date) => dateAndTime(at, language)
  const { text: write } = writerOf(tools.renderer, shown.purpose)
  const text = (key: string) => write(key, language)
  const acting = await tools.parties.findAll([
    ...events.flatMap(({ by }) => by ?? []),
    ...uses.flatMap(({ onBehalf }) => (onBehalf ? [onBehalf.by, onBehalf.of] : [])),
  ])
  const behalf = (use: GrantUse) => use.onBehalf && writeBehalf(write, { ...use.onBehalf, acting, language })
  const describeUse = await useDescriber(tools, grant.scopes, language)
  const mayChange = await mayWithdraw(tools, grant, reader)
  const asker = showParty(shown.parties, grant.grantedTo)
  const told = events.filter(({ type }) => type !== 'used')
  return {
    href: `/consents/${grant.id}`,
    list: sameParty(grant.grantedFor, reader) ? '/consents' : `/consents?for=${grant.grantedFor}`,
    of: sameParty(grant.grantedFor, reader) ? undefined : showParty(shown.parties, grant.grantedFor),
    asker,
    knownAs: shownKnownAs(grant),
    handler: grant.handledBy && showParty(shown.parties, grant.handledBy),
    isPowerOfAttorney: shown.purpose?.isPowerOfAttorney === true,
    purpose: await purposeRead(tools, { given: grant, purpose: shown.purpose }, language),
    privacy: handling(tools, shown, language),
    scopes: await describeGiven(tools, { given: grant, purpose: shown.purpose }, language),
    identity: describeIdentity(tools, grant.scopes, language),
    status: { name: status, text: text(`status.${status}`) },
    active: status === 'active',
    suspended: shown.isSuspended && !hasEnded(status),
    withdrawable: !hasEnded(status) && mayChange,
    withdrawn: grant.state.name === 'revoked' && grant.state.reason === 'giver',
    told: shown.told.map(telling => showTelling(telling, shown, language)),
    mayHaveFetched: mayHaveFetched(grant),
    deletionAskable: mayChange && isDeletionAskable(shown),
    deletion: shown.deletion && shownDeletion(shown.deletion, { text: write, language, asker: asker.name }),
    singleUse: grant.singleUse,
    given: when(grant.createdAt),
    to: endDate(grant.validity.from, grant.validity.to, language),
    over: 'at' in grant.state ? when(grant.state.at) : undefined,
    read: decision && { ...decision.shown, language: decision.language },
    usesGone: uses.length === 0 && told.length < events.length,
    uses: uses.map(use => ({ at: when(use.at), ...describeUse(use), onBehalf: behalf(use) })),
    history: told.map(event => ({
      at: when(event.at),
      what: text(eventKey(event, grant, reader)),
      who: nameOfOther(event, { grant, reader, acting }),
    })),
  }
}

interface Behalf extends OnBehalf {
  readonly acting: ReadonlyMap<PartyId, Party>
  readonly language: Language
}

const writeBehalf = (write: PageRenderer['text'], { by, of, acting, language }: Behalf): string =>
  write('use.on-behalf', language, { by: shownName(acting.get(by)), of: shownName(acting.get(of)) })

/** An organization that the page names already is called the same here. */
function showTelling(telling: Telling, { parties }: ShownGrant, language: Language) {
  const { scheme, value } = telling.owner
  const known = [...parties.values()].find(
    ({ identifier }) => identifier?.scheme === scheme && identifier.value === value,
  )
  return {
    receiver: shownName(known ?? { displayName: telling.ownerName }),
    at: telling.name === 'told' ? dateAndSecond(telling.at, language) : undefined,
  }
}

const handling = (
  { renderer }: Tools,
  { parties, grant, privacy, purpose }: ShownGrant,
  language: Language,
) =>
  privacySection(
    writerOf(renderer, purpose),
    { asker: shownName(parties.get(grant.grantedTo)), privacy },
    language,
  )

/** Whether the actor may take it back for the one it was given for. */
export const mayWithdraw = (
  { rights }: Pick<Tools, 'rights'>,
  { grantedFor }: AuthorizationGrant,
  actor: PartyId,
): Promise<boolean> =>
  rights.mayAct([{ actor, onBehalfOf: grantedFor, resource: 'consents', action: 'write' }])

/** Whether the reader, another one on the giver's side, the asker or the operator did it is worth telling apart. */
function eventKey({ type, by }: NumberedEvent, grant: AuthorizationGrant, reader: PartyId): string {
  if (type === 'changed') return changedKey(by, grant, reader)
  if (type !== 'revoked' && type !== 'accepted') return `event.${type}`
  if (by === undefined) return 'event.revoked-by-operator'
  if (sameParty(by, reader)) return type === 'revoked' ? 'event.revoked-by-you' : 'event.accepted'
  if (type === 'revoked' && sameParty(by, grant.grantedTo)) return 'event.revoked-by-asker'
  return `event.${type}-by-other`
}

function changedKey(by: PartyId | undefined, { grantedTo }: AuthorizationGrant, reader: PartyId): string {
  if (by !== undefined && sameParty(by, reader)) return 'event.changed'
  return by !== undefined && sameParty(by, grantedTo) ? 'event.changed-by-asker' : 'event.changed-by-other'
}

interface Naming extends Pick<Reading, 'reader'> {
  readonly grant: AuthorizationGrant
  readonly acting: ReadonlyMap<PartyId, Party>
}

/** Somebody else who acted for the giver, by name. */
function nameOfOther({ by }: NumberedEvent, { grant, reader, acting }: Naming): string | undefined {
  if (by === undefined || sameParty(by, reader) || sameParty(by, grant.grantedTo)) return undefined
  const party = acting.get(by)
  return party?.kind === 'person' ? shownName(party) : undefined
}
