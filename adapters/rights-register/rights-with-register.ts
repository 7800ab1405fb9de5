import type { PartyId } from '../../server/domain/ids.ts'
import type { Party, PartyIdentifier } from '../../server/domain/party.ts'
import type { PartyRight, PartyRights } from '../../server/ports/parties/party-rights.ts'
import type { PartyStore } from '../../server/ports/parties/party-store.ts'
import { briefAnswers } from './brief-answers.ts'
import type { RightsRegister } from './http-rights-register.ts'

interface Parts {
  /** Our own register. */
  readonly own: PartyRights
  readonly register: RightsRegister
  readonly parties: Pick<PartyStore, 'revealAll' | 'findAllByIdentifier'>
  /** How long an answer is good. */
  readonly keepSeconds: number
  /** Hears that a list lacks what the register would have said. */
  readonly onDoubt: (error: unknown) => void
}

/**
 * Our own register and another beside it: what either of them says is allowed. The other is asked for what ours does not say, at
 * the moment it matters. `mayAct` throws `rights-register.unavailable` in doubt; `actsFor` then lists those of ours, as nobody's
 * own consents may hang on another's register.
 */
export function rightsWithRegister({ own, register, parties, keepSeconds, onDoubt }: Parts): PartyRights {
  const mayBriefly = briefAnswers<boolean>(keepSeconds * 1000)
  const listBriefly = briefAnswers<readonly PartyIdentifier[]>(keepSeconds * 1000)

  const askedElsewhere = async (rights: readonly PartyRight[]): Promise<boolean> => {
    const { actor, onBehalfOf } = rights[0]!
    const asked = rights.map(({ resource, action }) => ({ resource, action }))
    return mayBriefly(JSON.stringify([actor, onBehalfOf, asked]), async () => {
      const numbers = await parties.revealAll([actor, onBehalfOf])
      const [one, other] = [numbers.get(actor), numbers.get(onBehalfOf)]
      if (!isAskedAbout(one) || !isAskedAbout(other)) return false
      return register.mayAct({ actor: one, onBehalfOf: other, rights: asked })
    })
  }

  const listedElsewhere = (actor: PartyId): Promise<readonly PartyIdentifier[]> =>
    listBriefly(actor, async () => {
      const number = (await parties.revealAll([actor])).get(actor)
      return isAskedAbout(number) ? register.actsFor(number) : []
    })

  return {
    async mayAct(rights) {
      if (await own.mayAct(rights)) return true
      const missing: PartyRight[] = []
      for (const right of rights) if (!(await own.mayAct([right]))) missing.push(right)
      for (const together of betweenTheSame(missing)) if (!(await askedElsewhere(together))) return false
      return true
    },

    async actsFor(actor) {
      const ours = await own.actsFor(actor)
      try {
        const found = await parties.findAllByIdentifier(await listedElsewhere(actor))
        const all = new Map<PartyId, Party>(
          [...ours, ...found.filter(one => one !== undefined)].map(one => [one.id, one]),
        )
        return [...all.values()].toSorted(byName)
      } catch (error) {
        onDoubt(error)
        return ours
      }
    },
  }
}

const isAskedAbout = (identifier: PartyIdentifier | undefined): identifier is PartyIdentifier =>
  identifier !== undefined && identifier.kind !== 'system'

function betweenTheSame(rights: readonly PartyRight[]): readonly (readonly PartyRight[])[] {
  return [...Map.groupBy(rights, ({ actor, onBehalfOf }) => `${actor} ${onBehalfOf}`).values()]
}

const alphabet = new Intl.Collator('nb')

const byName = (one: Party, other: Party): number => alphabet.compare(one.displayName, other.displayName)
