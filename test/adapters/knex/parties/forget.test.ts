import assert from 'node:assert/strict'
import { person } from '../../../../server/domain/party.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { dumpOf, linesWith } from '../../../support/dump.ts'
import { assertLedgerHolds } from '../../../support/ledger.ts'
import { askFor, decided, loan, openTestCore } from '../../../support/test-core.ts'

const number = person('14842249091')

onEachDatabase('somebody who was forgotten', database => {
  const given = async () => {
    const test = await openTestCore(database)
    const { core, ports, kari, clock } = test
    await ports.registry.putPurpose({ ...loan, detailTypes: ['urn:example:letter'] })
    const command = askFor(kari, clock.now(), {
      message: 'Hemmelig melding',
      annotations: { note: 'Hemmelig' },
      details: [{ type: 'urn:example:letter', text: 'Hemmelig' }],
    })
    const { request } = await core.requestConsent(command)
    const shown = { text: 'Kari Demo, vil du?', hash: 'b'.repeat(64), templateVersion: 'consent-request/1' }
    const decision = { ...decided(kari), shown }
    const { grant } = await core.acceptConsentRequest({ id: request.id, decision })
    const again = await core.requestConsent({ ...command, id: undefined })
    await core.redeemGrant({
      id: grant.id,
      clientId: 'bank',
      what: 'Hemmelig',
      language: 'nb',
      codes: ['debt.read'],
      traceId: undefined,
      exhausts: false,
    })
    await ports.notices.ask({
      party: kari.id,
      email: 'kari@example.no',
      language: 'nb',
      kinds: [],
      remindDays: 14,
      askedAt: clock.now(),
    })
    return { ...test, requestId: request.id, waitingId: again.request.id, grantId: grant.id, shown }
  }

  it('has no name, and her texts are erased; the hash and the whole chain of events stay', async () => {
    const { ports, kari, requestId, grantId, shown } = await given()
    const before = await ports.query.history(grantId)
    assert.equal(before.decision?.shown.text, shown.text)
    await ports.parties.forget(kari.id)

    assert.deepEqual(await ports.parties.find(kari.id), { ...kari, displayName: '' })
    const request = await ports.consents.findRequest(requestId)
    assert.deepEqual([request?.message, request?.annotations, request?.rights], [undefined, {}, undefined])
    const kinds = [{ type: 'urn:example:letter' }]
    assert.deepEqual([request?.details, (await ports.consents.findGrant(grantId))?.details], [kinds, kinds])
    const { decision, uses, events } = await ports.query.history(grantId)
    assert.deepEqual(decision, { ...before.decision, shown: { ...shown, text: '', isGone: true } })
    assert.deepEqual(
      uses.map(({ what, isGone, codes, language }) => [what, isGone, codes, language]),
      [['', true, undefined, undefined]],
    )
    assert.deepEqual(events, before.events)
    assert.equal((await ports.consents.findGrant(grantId))?.state.name, 'active')
    await assertLedgerHolds(database.knex)
    assert.deepEqual(await ports.evidence.misfitOf(grantId), undefined)
    assert.equal((await ports.evidence.examine()).misfit, undefined)
    await database.knex('decision').update({ shown_hash: 'c'.repeat(64) })
    assert.equal((await ports.evidence.examine()).misfit?.why, 'content')
  })

  it('has to fit still in what says nothing of rights, when hers were erased', async () => {
    const { core, ports, kari, grantId } = await given()
    await core.revokeGrant({ id: grantId, by: kari.id, reason: 'giver' })
    await ports.parties.forget(kari.id)
    await database.knex('authorization_grant').update({ rights: '[]', sealed: null })
    assert.deepEqual(await ports.evidence.misfitOf(grantId), undefined)
    await database.knex('authorization_grant').update({ end_reason: 'operator' })
    assert.equal((await ports.evidence.misfitOf(grantId))?.why, 'content')
    assert.equal((await ports.evidence.examine()).misfit?.why, 'content')
  })

  it('is found by nothing, and is a new party when she comes back', async () => {
    const { ports, kari } = await given()
    await ports.parties.forget(kari.id)
    assert.equal(await ports.parties.findByIdentifier(number), undefined)
    assert.equal(await ports.parties.revealIdentifier(kari.id), undefined)
    assert.equal(await ports.notices.find(kari.id), undefined)
    const back = await ports.parties.findOrAdd(number, 'Kari Demo')
    assert.notEqual(back.id, kari.id)
    assert.equal((await ports.parties.find(back.id))?.displayName, 'Kari Demo')
  })

  it('stays forgotten, whoever writes about her afterwards', async () => {
    const { core, ports, kari, waitingId } = await given()
    const when = () => database.knex('party_key').where({ party: kari.id }).pluck('forgotten_at')
    await ports.parties.forget(kari.id)
    const [first] = await when()
    await ports.parties.forget(kari.id)
    assert.deepEqual(await when(), [first])
    const { grant } = await core.acceptConsentRequest({
      id: waitingId,
      decision: decided(kari),
    })
    assert.equal((await ports.query.history(grant.id)).decision?.shown.isGone, true)
    const { rows } = await database.knex.raw('select wrapped from party_key where party = ?', [kari.id])
    assert.deepEqual(rows, [{ wrapped: null }])
  })

  it('is logged in nowhere any more', async () => {
    const { ports, kari, clock } = await given()
    const cookie = await ports.sessions.start({ party: kari, level: 'high', authenticatedAt: clock.now() })
    await ports.parties.forget(kari.id)
    assert.equal(await ports.sessions.find(cookie), undefined)
  })

  it('takes nobody else along', async () => {
    const { ports, kari, ola } = await given()
    await ports.parties.forget(kari.id)
    assert.equal((await ports.parties.find(ola.id))?.displayName, 'Ola Demo')
    assert.deepEqual(await ports.parties.revealIdentifier(ola.id), person('29868099311'))
  })

  it('leaves nothing that was written plain for an older version either', async () => {
    await database.knex('plain_text').insert({ kept: true })
    const { ports } = await openTestCore(database)
    await ports.masterKeys.load()
    await database.knex.raw(`delete from plain_text`)
    await database.knex('plain_text').insert({ kept: true })
    const { ports: own, kari, grantId } = await given()
    await own.masterKeys.load()
    await own.parties.findOrAdd(number, 'Kari Demo')
    await own.parties.forget(kari.id)
    const dump = await dumpOf(database)
    for (const word of ['Hemmelig', 'Kari Demo', 'kari@example.no', '14842249091']) {
      assert.deepEqual(linesWith(dump, word), [], word)
    }
    assert.equal((await own.query.history(grantId)).decision?.shown.isGone, true)
  })
})
