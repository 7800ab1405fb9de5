import assert from 'node:assert/strict'
import type { PartyId } from '../../../server/domain/ids.ts'
import { personRegister } from '../../../adapters/person-register/person-registers.ts'
import { type PartyIdentifier, organization, person } from '../../../server/domain/party.ts'

const known: Readonly<Record<string, PartyIdentifier>> = {
  young: person('21111050000'),
  grown: person('21110850000'),
  firm: organization('810419512'),
}
const clock = { now: () => new Date('2026-11-21T12:00:00Z') }

describe('Our own register of persons', () => {
  let looked: string[]
  beforeEach(() => {
    looked = []
  })
  const parties = {
    revealIdentifier: async (id: PartyId) => {
      looked.push(id)
      return known[id]
    },
  }
  const verdict = (who: string, youngestAge: number | undefined, refused: readonly string[] = []) =>
    personRegister(
      { parties, clock },
      { youngestAge, refused: new Set(refused), remote: undefined },
    ).mayConsent(who as PartyId)

  it('lets those who are old enough, and organizations', async () => {
    assert.deepEqual(await Promise.all(['young', 'grown', 'firm', 'nobody'].map(who => verdict(who, 18))), [
      false,
      true,
      true,
      true,
    ])
  })

  it('refuses those it is told to, whatever their age', async () => {
    assert.equal(await verdict('grown', undefined, ['21110850000']), false)
  })

  it('looks at nobody’s number without a rule', async () => {
    assert.equal(await verdict('young', undefined), true)
    assert.deepEqual(looked, [])
  })
})
