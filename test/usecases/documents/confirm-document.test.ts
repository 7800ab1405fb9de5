import assert from 'node:assert/strict'
import type { ConsentRequestId } from '../../../server/domain/ids.ts'
import type { Party } from '../../../server/domain/party.ts'
import { onEachDatabase } from '../../support/database.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'

const sealed = new TextEncoder().encode('%PDF a sealed paper that Kari Demo is asked to sign')

onEachDatabase('answering by signing a document', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
  })
  afterEach(() => world.clock.reset())

  const draft = () =>
    world.core.draftDocument({
      ...askFor(world.kari, world.clock.now()),
      id: world.ports.ids.uuid() as ConsentRequestId,
      sealed,
    })
  const signedFile = (more = 'signed') => new Uint8Array([...sealed, ...new TextEncoder().encode(more)])
  const confirm = (id: ConsentRequestId, { by = world.kari, file = signedFile() }: Changes = {}) =>
    world.core.confirmDocument({
      id,
      decision: decided(by, { level: 'high' }),
      signed: { file, signedAt: world.clock.now(), report: { checks: [] } },
    })

  it('keeps the file as it was sent, and as it came back', async () => {
    const { id } = await draft()
    const before = await world.core.findDocument(id)
    assert.deepEqual([before?.sealed, before?.signed], [sealed, undefined])
    await confirm(id)
    const after = await world.core.findDocument(id)
    assert.deepEqual([after?.sealed, after?.signed?.file], [sealed, signedFile()])
  })

  it('keeps neither file in clear', async () => {
    const { id } = await draft()
    await confirm(id)
    const kept = await database
      .connection()
      .read<{ files: Uint8Array }>(
        'select d.sealed || s.signed as files from document d join signed_document s on s.request_id = d.request_id',
      )
    assert.equal(Buffer.from(kept[0]!.files).includes('Kari'), false)
  })

  it('gives one grant to ten who bring it back at once', async () => {
    const { id } = await draft()
    const brought = await Promise.allSettled(Array.from({ length: 10 }, () => confirm(id)))
    assert.equal(brought.filter(({ status }) => status === 'fulfilled').length, 1)
    await expectRejected('consent-request.already-decided', () => confirm(id, { file: signedFile('again') }))
    const { items } = await world.core.listGrants(world.kari.id, 'active', { limit: 10 })
    assert.equal(items.length, 1)
  })

  it('S60: takes a file once, also for another document, and then changes nothing', async () => {
    await confirm((await draft()).id)
    const { id } = await draft()
    await expectRejected('document.used-before', () => confirm(id))
    assert.equal((await world.core.lookUpConsent(id))?.request?.state.name, 'pending')
    await confirm(id, { file: signedFile('for this one') })
  })

  it('is for the one asked', async () => {
    const { id } = await draft()
    await expectRejected('consent-request.not-yours', () => confirm(id, { by: world.ola }))
    assert.equal((await world.core.findDocument(id))?.signed, undefined)
  })

  it('is the only way to answer yes', async () => {
    const { id } = await draft()
    const decision = decided(world.kari, { level: 'high' })
    await expectRejected('consent-request.other-ceremony', () =>
      world.core.acceptConsentRequest({ id, decision }),
    )
    const { request } = await world.core.requestConsent(askFor(world.kari, world.clock.now()))
    await expectRejected('consent-request.other-ceremony', () => confirm(request.id))
  })

  it('comes too late when the time is over', async () => {
    const { id, answerBy } = await draft()
    world.clock.hold(answerBy)
    await expectRejected('consent-request.expired', () => confirm(id))
  })
})

interface Changes {
  readonly by?: Party
  readonly file?: Uint8Array
}
