import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { person } from '../../../../server/domain/party.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { noon } from '../../../support/fixtures.ts'
import { handSetClock } from '../../../support/clock.ts'
import { storesAt, storesOn } from '../../../support/stores.ts'

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

  it('no national identity number, cookie, form token or private key can be read', async () => {
    const stores = storesOn(database)
    const party = await stores.parties.findOrAdd(person(number), 'Kari')
    const csrfToken = 'what-forms-of-this-session-carry'
    const cookie = await stores.sessions.start({ party, level: 'high', authenticatedAt: noon, csrfToken })
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
    assert.ok(kept.includes(party.id) && kept.includes('ES256'))
    for (const secret of [number, 'Kari', cookie, csrfToken, privateKey]) {
      for (const form of forms(secret)) assert.ok(!kept.includes(form), form)
    }
  })

  describe('when the keys are changed', () => {
    const [older, newer] = [
      'an older key for tests only, long enough',
      'a newer key for tests only, long enough',
    ]
    const partiesUnder = (...encryptionKeys: Keys) =>
      storesAt(database, handSetClock(), { encryptionKeys }).parties

    it('parties are still found and revealed under the old key', async () => {
      const { id } = await partiesUnder(older).findOrAdd(person(number), 'Kari')
      const changed = partiesUnder(newer, older)
      assert.equal((await changed.findOrAdd(person(number))).id, id)
      assert.deepEqual(await changed.revealIdentifier(id), person(number))
    })

    const both: readonly (readonly [title: string, one: Keys, other: Keys])[] = [
      ['before and after the new key is known', [older], [older, newer]],
      ['before and after the new key seals', [older, newer], [newer, older]],
    ]
    for (const [title, one, other] of both) {
      it(`processes ${title} add a party once`, async () => {
        const written = Promise.withResolvers<void>()
        const unfinished = database.unitOfWork.run(async () => {
          const party = await partiesUnder(...one).findOrAdd(person(number))
          written.resolve()
          await sleep(200)
          return party
        })
        await written.promise
        const found = await partiesUnder(...other).findOrAdd(person(number))
        assert.equal(found.id, (await unfinished).id)
      })

      it(`twenty callers in processes ${title} get one party`, async () => {
        const sides = [partiesUnder(...one), partiesUnder(...other)]
        const found = await Promise.all(
          Array.from({ length: 20 }, (_, index) => sides[index % 2]!.findOrAdd(person(number))),
        )
        assert.equal(new Set(found.map(party => party.id)).size, 1)
      })
    }
  })
})

type Keys = readonly [string, ...string[]]
