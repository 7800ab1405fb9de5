import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import {
  assertRefused,
  type ElhubWorld,
  goodRequest,
  requests,
  startElhubWorld,
} from '../../support/elhub-world.ts'

const hour = 3600 * 1000

onEachDatabase(
  'Idempotency-Key at the Elhub face',
  database => {
    let world: ElhubWorld
    before(async () => {
      world = await startElhubWorld(database)
    })
    after(() => world.close())
    afterEach(() => world.app.clock.reset())

    const post = (key: string, body: unknown = goodRequest(), token = 'bs') =>
      world.post(body, token, { 'Idempotency-Key': key })

    const total = async () => Number((await world.get(`${requests}?page[size]=1`)).body.meta.totalItems)

    it('S51 gives the same answer to the same request, and asks once', async () => {
      const before = await total()
      const first = await post('same')
      const second = await post('same')
      assert.equal(first.status, 201)
      assert.deepEqual([second.status, second.text], [201, first.text])
      assert.equal(second.headers.get('location'), first.headers.get('location'))
      assert.equal(await total(), before + 1)
    })

    it('S51 gives the same answer also when the request has been answered meanwhile', async () => {
      const first = await post('answered')
      const { id } = first.body.data
      await world.patch(id, {
        data: { id, type: 'AuthorizationRequest', attributes: { status: 'Rejected' } },
      })
      assert.equal((await post('answered')).text, first.text)
    })

    it('S51 refuses another request under the same key, and names what differs', async () => {
      await post('other')
      const answer = await post('other', goodRequest({ balanceSupplierContractName: 'Fast' }))
      assertRefused(answer, 409, 'Idempotency-Key used before')
      assert.match(answer.body.errors[0].detail, /data\.meta\.balanceSupplierContractName$/)
      assert.ok(!answer.text.includes('Fast'))
    })

    it('is a key of one caller', async () => {
      const mine = await post('mine')
      const { status, body } = await post('mine', goodRequest(), 'bs2')
      assert.notEqual(status, 201)
      assert.notEqual(body.data?.id, mine.body.data.id)
    })

    it('S51 fifty at once make one request', async () => {
      const before = await total()
      const answers = await Promise.all(Array.from({ length: 50 }, () => post('fifty')))
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201])
      assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
      assert.equal(await total(), before + 1)
    })

    it('keeps no refusal', async () => {
      assertRefused(await post('refused', goodRequest({ requestedFromName: ' ' })), 422, 'Validation error')
      assert.equal((await post('refused')).status, 201)
    })

    it('is forgotten after a day, and not before', async () => {
      const first = await post('day')
      world.app.clock.move(23 * hour)
      assert.equal((await post('day')).text, first.text)
      world.app.clock.move(1.01 * hour)
      const later = await post('day', goodRequest({ balanceSupplierContractName: 'Fast' }))
      assert.equal(later.status, 201)
      assert.notEqual(later.body.data.id, first.body.data.id)
    })

    it('keeps no key and no number in clear', async () => {
      await post('a-key-to-look-for')
      const { rows } = await database
        .connection()
        .write<{ text: string }>('select row_to_json(i)::text as text from idempotency i')
      const kept = rows.map(({ text }) => text).join('\n')
      assert.ok(kept.length > 0)
      assert.ok(!/a-key-to-look-for|02916297702/.test(kept))
    })
  },
  'before all',
)
