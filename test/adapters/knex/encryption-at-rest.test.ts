import assert from 'node:assert/strict'
import { aesSealer } from '../../../adapters/crypto/aes-sealer.ts'
import { knexPartyStore } from '../../../adapters/knex/party-store.ts'
import { person } from '../../../server/domain/party.ts'
import { onEachDatabase } from '../../support/database.ts'
import { noon } from '../../support/fixtures.ts'
import { storesOn } from '../../support/stores.ts'

const number = '01885599999'

onEachDatabase('at rest', database => {
  const dump = async (): Promise<string> => {
    const tables = await database
      .connection()
      .read<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
      )
    const texts = []
    for (const { name } of tables) {
      const rows = await database
        .connection()
        .read<{ text: string; bytes: string }>(`select t::text as text from ${name} t`)
      texts.push(...rows.map(row => row.text))
    }
    return texts.join('\n')
  }

  const forms = (secret: string) => [
    secret,
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret).toString('base64').replaceAll('=', ''),
  ]

  it('no national identity number, cookie, id token or private key can be read', async () => {
    const stores = storesOn(database)
    const party = await stores.parties.findOrAdd(person(number), 'Kari')
    const idToken = 'header.payload-of-the-id-token.signature'
    const cookie = await stores.sessions.start({ party, level: 'high', authenticatedAt: noon, idToken })
    const privateKey = 'the-private-part-of-a-key'
    await stores.keys.add(
      {
        kid: 'a',
        alg: 'ES256',
        jwk: { d: privateKey },
        publishedAt: noon,
        activeFrom: noon,
        retiredAt: undefined,
      },
      { retireOthersAt: undefined, onlyIfNone: true },
    )
    const kept = await dump()
    assert.ok(kept.includes('Kari') && kept.includes('ES256'))
    for (const secret of [number, cookie, idToken, privateKey]) {
      for (const form of forms(secret)) assert.ok(!kept.includes(form), form)
    }
  })

  describe('when the keys are changed', () => {
    const [older, newer] = [
      'an older key for tests only, long enough',
      'a newer key for tests only, long enough',
    ]
    const partiesUnder = (...keys: [string, ...string[]]) => {
      const { clock, ids } = storesOn(database)
      return knexPartyStore({ ...database, clock, ids, sealer: aesSealer({ keys, ids }) })
    }

    it('parties are still found and revealed under the old key', async () => {
      const { id } = await partiesUnder(older).findOrAdd(person(number), 'Kari')
      const changed = partiesUnder(newer, older)
      assert.equal((await changed.findOrAdd(person(number))).id, id)
      assert.deepEqual(await changed.revealIdentifier(id), person(number))
    })

    it('processes on both sides of the change add a party once', async () => {
      const sides = [partiesUnder(older, newer), partiesUnder(newer, older)]
      const found = await Promise.all(
        Array.from({ length: 20 }, (_, index) => sides[index % 2]!.findOrAdd(person(number))),
      )
      assert.equal(new Set(found.map(party => party.id)).size, 1)
    })
  })
})
