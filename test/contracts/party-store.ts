import assert from 'node:assert/strict'
import type { PartyId } from '../../server/domain/ids.ts'
import { marketParty, organization, person, system } from '../../server/domain/party.ts'
import type { PartyStore } from '../../server/ports/parties/party-store.ts'

const number = '01885599999'

/** What `PartyStore` promises. `open` gives an empty one. */
export function partyStoreContract(open: () => PartyStore): void {
  let parties: PartyStore
  beforeEach(() => {
    parties = open()
  })

  it('makes a party on first sight and finds it again', async () => {
    const kari = await parties.findOrAdd(person(number), 'Kari')
    assert.equal(kari.kind, 'person')
    assert.deepEqual(await parties.findOrAdd(person(number)), kari)
    assert.deepEqual(await parties.find(kari.id), kari)
    assert.deepEqual(await parties.findByIdentifier(person(number)), kari)
  })

  it('gives the same person by her number alone, known or not, and leaves her name as it is', async () => {
    const nin = person('21929774873')
    const [id, again] = [await parties.identify(nin), await parties.identify(nin)]
    assert.equal(again, id)
    assert.equal((await parties.findOrAdd(nin, 'Kari Kjent')).id, id)
    assert.equal(await parties.identify(nin), id)
    assert.equal((await parties.find(id))?.displayName, 'Kari Kjent')
  })

  it('gives the same party to twenty callers at once', async () => {
    const found = await Promise.all(
      Array.from({ length: 20 }, () => parties.findOrAdd(person(number), 'Kari')),
    )
    assert.equal(new Set(found.map(party => party.id)).size, 1)
  })

  it('makes many at once on first sight, and finds those that it knows, in their order', async () => {
    const [kari, bank] = [person(number), organization('123456785')]
    const known = await parties.findOrAdd(kari, 'Kari')
    const strangers = ['21929774873', '01885599998'].map(person)
    const all = await parties.findOrAddAll([strangers[0]!, kari, bank, strangers[1]!])
    assert.deepEqual(
      all.map(({ kind, displayName }) => [kind, displayName]),
      [
        ['person', ''],
        ['person', 'Kari'],
        ['organization', '123456785'],
        ['person', ''],
      ],
    )
    assert.deepEqual(all[1], known)
    assert.deepEqual(await parties.findOrAddAll([bank, strangers[1]!]), [all[2], all[3]])
    assert.equal((await parties.revealIdentifier(all[3]!.id))?.value, '01885599998')
    assert.equal((await parties.findOrAdd(strangers[0]!, 'Ola Ukjent')).id, all[0]!.id)
    assert.equal((await parties.find(all[0]!.id))?.displayName, 'Ola Ukjent')
  })

  it('tells apart schemes that use the same digits', async () => {
    const a = await parties.findOrAdd(organization('123456785'), 'Bank')
    const b = await parties.findOrAdd(system('123456785'), 'Bank')
    assert.notEqual(a.id, b.id)
  })

  it('knows of which organization a market party is, and of which one it is now', async () => {
    const { id } = await parties.findOrAdd(marketParty('0107000000021'), 'Kraft')
    const [one, other] = [organization('123456785'), organization('987654325')]
    for (const behind of [one, other]) {
      const { id: owner } = await parties.findOrAdd(behind, 'Kraft AS')
      await parties.belong(id, owner)
      assert.equal((await parties.find(id))?.organization, owner)
    }
  })

  it('replaces a name when one is given', async () => {
    const { id } = await parties.findOrAdd(person(number), 'Kari')
    await parties.findOrAdd(person(number), 'Kari Nordmann')
    assert.equal((await parties.find(id))?.displayName, 'Kari Nordmann')
    assert.equal((await parties.findOrAdd(person(number))).displayName, 'Kari Nordmann')
  })

  it('never names a person by the number', async () => {
    assert.equal((await parties.findOrAdd(person(number))).displayName, '')
  })

  it('refuses a name that no column holds, at first sight and later', async () => {
    const named = (name?: string) => parties.findOrAdd(person(number), name)
    await assert.rejects(named('Ka\0ri'), { code: 'request.malformed' })
    assert.equal(await parties.findByIdentifier(person(number)), undefined)
    await named('Kari')
    await assert.rejects(named('Ka\0ri'), { code: 'request.malformed' })
    assert.equal((await named()).displayName, 'Kari')
  })

  it('reveals the identifier', async () => {
    const { id } = await parties.findOrAdd(person(number))
    assert.deepEqual(await parties.revealIdentifier(id), person(number))
  })

  it('finds many at once and leaves out the unknown', async () => {
    const a = await parties.findOrAdd(person(number), 'Kari')
    const b = await parties.findOrAdd(organization('123456785'), 'Bank')
    const strangers = ['00000000-0000-7000-8000-00000000ffff', '__proto__'] as PartyId[]
    const found = await parties.findAll([a.id, b.id, ...strangers])
    assert.deepEqual([...found.values()].map(party => party.displayName).sort(), ['Bank', 'Kari'])
    for (const id of strangers) {
      assert.equal(await parties.find(id), undefined)
      assert.equal(await parties.revealIdentifier(id), undefined)
    }
    assert.equal(await parties.findByIdentifier(person('01885599998')), undefined)
  })
}
