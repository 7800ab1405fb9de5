import assert from 'node:assert/strict'
import {
  decided,
  type Proposal,
  type ProposalId,
  proposalEnds,
} from '../../../../server/domain/operators/proposal.ts'
import { isRefused } from '../../../../server/domain/problem.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { dumpOf, linesWith } from '../../../support/dump.ts'
import { at, kari, noon } from '../../../support/fixtures.ts'
import { addFixtureParties, storesOn } from '../../../support/stores.ts'

const other = { id: 'other', name: 'Other', door: 'console' } as const

onEachDatabase('what operators propose', database => {
  const open = async () => {
    const stores = storesOn(database)
    await addFixtureParties(database)
    const add = async (changes: Partial<Proposal> = {}) => {
      const proposal: Proposal = {
        id: stores.ids.uuid() as ProposalId,
        operation: 'key.rotate',
        verb: 'rotateKey',
        command: { alg: 'ES256' },
        target: { kind: 'keys', id: 'ES256' },
        by: { id: 'desk', name: 'The desk', door: 'api' },
        at: noon,
        expiresAt: proposalEnds(noon),
        ...changes,
      }
      await stores.proposals.add(proposal)
      return proposal
    }
    const list = (filter = {}, limit = 100) =>
      stores.proposals.list({ operations: ['key.rotate'], undecided: false, ...filter }, { limit })
    return { ...stores, add, list }
  }

  const plain = (proposal: unknown): unknown => JSON.parse(JSON.stringify(proposal))

  it('is found as it was added, and as it was decided', async () => {
    const { add, proposals } = await open()
    const proposal = await add({ reason: 'Every quarter' })
    assert.deepEqual(plain(await proposals.find(proposal.id)), plain(proposal))
    const refused = decided(proposal, 'refused', { by: other, at: at(1) })
    await proposals.decide(refused)
    assert.deepEqual(plain(await proposals.find(proposal.id)), plain(refused))
    assert.equal(await proposals.find('01a228d5-35d5-7584-94e7-824cdadd95e8' as ProposalId), undefined)
  })

  it('is listed newest first, page by page, as far as it is asked for', async () => {
    const { add, list, proposals } = await open()
    const first = await add()
    const second = await add({ at: at(1) })
    const client = await add({ at: at(2), operation: 'client.write' })
    await proposals.decide(decided(second, 'approved', { by: other, at: at(3) }))
    const idsOf = async (filter: object) => (await list(filter)).items.map(({ id }) => id)
    assert.deepEqual(await idsOf({}), [second.id, first.id])
    assert.deepEqual(await idsOf({ undecided: true }), [first.id])
    assert.deepEqual(await idsOf({ operations: ['client.write', 'key.rotate'] }), [
      client.id,
      second.id,
      first.id,
    ])
    assert.deepEqual(await idsOf({ operations: [] }), [])
    const { items, next } = await list({}, 1)
    assert.deepEqual(
      items.map(({ id }) => id),
      [second.id],
    )
    const filter = { operations: ['key.rotate'], undecided: false } as const
    const rest = await proposals.list(filter, { limit: 1, after: next })
    assert.deepEqual([rest.items.map(({ id }) => id), rest.next], [[first.id], undefined])
    await assert.rejects(proposals.list({ ...filter, undecided: true }, { limit: 1, after: next }), error =>
      isRefused(error, 'request.malformed'),
    )
  })

  it('tells nothing of a person in plain, and nothing at all once she is forgotten', async () => {
    const { add, parties, proposals } = await open()
    const { id } = await add({ party: kari, reason: 'Hemmelig', command: { name: 'Hemmelig' } })
    assert.equal((await proposals.find(id))?.reason, 'Hemmelig')
    assert.deepEqual(linesWith(await dumpOf(database), 'Hemmelig'), [])
    await parties.forget(kari)
    const left = await proposals.find(id)
    assert.deepEqual([left?.reason, left?.command, left?.operation], [undefined, undefined, 'key.rotate'])
  })

  it('is decided by one of several who want to at the same time', async () => {
    const { add, proposals, units } = await open()
    const { id } = await add()
    const approve = () =>
      units.unitOfWork.run(async () => {
        const held = await proposals.hold(id)
        await proposals.decide(decided(held!, 'approved', { by: other, at: at(1) }))
      })
    const outcomes = await Promise.allSettled([approve(), approve(), approve()])
    const lost = outcomes.filter(one => one.status === 'rejected')
    assert.equal(lost.length, 2)
    assert.ok(lost.every(({ reason }) => isRefused(reason, 'proposal.not-open')))
  })
})
