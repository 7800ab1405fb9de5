import assert from 'node:assert/strict'
import { sha256 } from '../../../../adapters/crypto/sha256.ts'
import { openRetention } from '../../../../server/compose/retention.ts'
import type { ConsentRequestId, GrantId } from '../../../../server/domain/ids.ts'
import type { Period } from '../../../../server/domain/registry/period.ts'
import { person } from '../../../../server/domain/party.ts'
import {
  keepEverything,
  type KeptKind,
  type RetentionEnd,
} from '../../../../server/domain/registry/retention.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { assertLedgerHolds } from '../../../support/ledger.ts'
import { agreement, askFor, decided, loan, openTestCore } from '../../../support/test-core.ts'

const day = 86_400
const month = 'P1M' as Period
const secret = 'Hemmelig'

onEachDatabase('retention', database => {
  afterEach(() => clock.reset())
  let clock: Awaited<ReturnType<typeof openTestCore>>['clock']

  const open = async (kinds: Partial<Record<KeptKind, Period>>, end: RetentionEnd = 'anonymise') => {
    const test = await openTestCore(database)
    clock = test.clock
    clock.reset()
    const { core, ports, kari, ola, recorded } = test
    const why = loan.name
    const basis = 'contract' as const
    const retention = Object.fromEntries(
      Object.entries(kinds).map(([kind, kept]) => [
        kind,
        { kept, basis, why, end: kind === 'uses' ? end : ('delete' as const) },
      ]),
    )
    await ports.registry.putPurpose({ ...loan, detailTypes: ['urn:example:letter'], retention })
    const counted: unknown[][] = []
    const metrics = { retentionApplied: (...one: unknown[]) => void counted.push(one) }
    const jobs = openRetention({ config: { retention: keepEverything }, stores: ports, metrics })

    const ask = async (changes: Parameters<typeof askFor>[2] = {}): Promise<ConsentRequestId> => {
      const command = askFor(kari, clock.now(), {
        message: secret,
        annotations: { note: secret },
        details: [{ type: 'urn:example:letter', text: secret }],
        seconds: 30 * day,
        ...changes,
      })
      return (await core.requestConsent(command)).request.id
    }
    const shown = { text: secret, hash: sha256(secret), templateVersion: 'consent-request/1' }
    const give = async (changes: Parameters<typeof askFor>[2] = {}): Promise<GrantId> => {
      const decision = decided(changes.requestedTo === ola.id ? ola : kari, { shown })
      return (await core.acceptConsentRequest({ id: await ask(changes), decision })).grant.id
    }
    const use = (id: GrantId) =>
      core.redeemGrant({
        id,
        clientId: 'bank',
        what: secret,
        language: 'nb',
        codes: ['debt.read'],
        traceId: 'trace',
        exhausts: false,
      })
    const apply = async () => {
      const planned = (await jobs.plan()).filter(({ count }) => count > 0)
      const applied = (await jobs.applyDue(() => true)).filter(({ count }) => count > 0)
      assert.deepEqual(applied, planned)
      return applied.map(({ kind, count }) => [kind, count])
    }
    const assertFits = async () => {
      await assertLedgerHolds(database.knex)
      assert.equal((await ports.evidence.examine()).misfit, undefined)
    }
    return { ...test, ...jobs, shown, ask, give, use, apply, assertFits, counted, recorded }
  }

  const later = (days: number) => clock.advance(days * day)

  it('takes away the text that was read when its time is over, not a day before, and the ledger holds', async () => {
    const { give, apply, ports, assertFits, counted, recorded, shown } = await open({ text: month })
    const id = await give()
    later(30 + 27)
    assert.deepEqual(await apply(), [])
    assert.equal((await ports.query.history(id)).decision?.shown.text, secret)
    later(4)
    assert.deepEqual(await apply(), [['text', 1]])
    assert.deepEqual((await ports.query.history(id)).decision?.shown, { ...shown, text: '', isGone: true })
    assert.deepEqual(counted, [['loan', 'text', 1]])
    assert.deepEqual(
      recorded.filter(({ what }) => what === 'retention.applied'),
      [{ what: 'retention.applied', purpose: 'loan', kept: 'text', count: 1 }],
    )
    await assertFits()
    assert.equal(await ports.evidence.misfitOf(id), undefined)
    assert.deepEqual(await apply(), [])
  })

  it('counts from when a consent was taken back', async () => {
    const { give, core, apply, kari } = await open({ text: month })
    const id = await give()
    later(1)
    await core.revokeGrant({ id, by: kari.id, reason: 'giver' })
    later(27)
    assert.deepEqual(await apply(), [])
    later(5)
    assert.deepEqual(await apply(), [['text', 1]])
  })

  it('takes away the words of requests, grants and what grants were before they changed', async () => {
    const { give, apply, ports, assertFits } = await open({ words: month })
    const id = await give({ management: { action: 'create' } })
    await give({ management: { action: 'replace', grantId: id } })
    const living = await give({ seconds: 300 * day })
    later(70)
    assert.deepEqual(await apply(), [['words', 1]])
    const grant = await ports.consents.findGrant(id)
    assert.deepEqual([grant?.details, grant?.annotations], [[{ type: 'urn:example:letter' }], {}])
    const request = await ports.consents.findRequest(grant?.requestId as ConsentRequestId)
    assert.deepEqual([request?.message, request?.annotations], [undefined, {}])
    const { rows } = await database.knex.raw(
      `select count(sealed)::integer as sealed from former_grant where grant_id = '${id}'`,
    )
    assert.deepEqual(rows, [{ sealed: 0 }])
    assert.equal((await ports.consents.findGrant(living))?.annotations.note, secret)
    await assertFits()
  })

  it('takes away what uses were for, and leaves that there were some', async () => {
    const { give, use, apply, ports, assertFits } = await open({ uses: month })
    const id = await give()
    await use(id)
    await use(id)
    await give()
    later(70)
    assert.deepEqual(await apply(), [['uses', 1]])
    const { uses } = await ports.query.history(id)
    assert.deepEqual(
      uses.map(({ what, isGone, codes, language, clientId }) => [what, isGone, codes, language, clientId]),
      [
        ['', true, undefined, undefined, 'bank'],
        ['', true, undefined, undefined, 'bank'],
      ],
    )
    await assertFits()
    await database.knex('grant_use').where({ grant_id: id }).update({ client_id: 'another' })
    assert.equal((await ports.evidence.misfitOf(id))?.why, 'content')
  })

  it('deletes uses where the purpose says so, all or none', async () => {
    const { give, use, apply, ports } = await open({ uses: month }, 'delete')
    const id = await give()
    await use(id)
    await use(id)
    const living = await give({ seconds: 300 * day })
    await use(living)
    later(70)
    assert.deepEqual(await apply(), [['uses', 1]])
    assert.deepEqual((await ports.query.history(id)).uses, [])
    assert.equal((await ports.evidence.examine()).misfit, undefined)
    await database.knex('authorization_grant').update({ uses_gone_at: clock.now() })
    assert.equal((await ports.evidence.examine()).misfit, undefined)
    await database.knex('grant_use').delete()
    assert.equal((await ports.evidence.examine()).misfit?.why, 'content')
  })

  it('takes away what is left of questions that gave no consent', async () => {
    const { ask, give, core, apply, ports, kari, bank, assertFits } = await open({ declined: month })
    const declined = await ask()
    const decision = decided(kari, { shown: { text: secret, hash: sha256(secret), templateVersion: 'x' } })
    await core.rejectConsentRequest({ id: declined, decision })
    const withdrawn = await ask()
    await core.withdrawConsentRequest({ id: withdrawn, by: bank.id })
    const forgotten = await ask()
    const given = await give()
    later(20)
    const late = await ask()
    later(20)
    assert.deepEqual(await apply(), [['declined', 3]])
    for (const id of [declined, withdrawn, forgotten]) {
      const request = await ports.consents.findRequest(id)
      assert.deepEqual([request?.message, request?.annotations], [undefined, {}])
      const read = request?.state.name === 'rejected' ? request.state.decision.shown : undefined
      assert.equal(read?.isGone, id === declined ? true : undefined)
    }
    assert.equal((await ports.consents.findRequest(late))?.message, secret)
    assert.equal((await ports.query.history(given)).decision?.shown.text, secret)
    await assertFits()
  })

  it('takes away the files of documents, and leaves the hash of the signed one', async () => {
    const { core, ports, kari, apply, assertFits } = await open({ documents: month })
    const id = ports.ids.uuid() as ConsentRequestId
    const command = { ...askFor(kari, clock.now(), { seconds: 30 * day }), id }
    await core.draftDocument({ ...command, sealed: Buffer.from('%PDF sealed') })
    const signed = { file: Buffer.from('%PDF signed'), signedAt: clock.now(), report: {} }
    await core.confirmDocument({ id, decision: decided(kari, { level: 'high' }), signed })
    later(70)
    assert.ok(await ports.documents.find(id))
    assert.deepEqual(await apply(), [['documents', 1]])
    assert.equal(await ports.documents.find(id), undefined)
    const { rows } = await database.knex.raw('select length(signed) as length, digest from signed_document')
    assert.equal(rows[0].length, 0)
    assert.equal(Buffer.from(rows[0].digest).toString('hex'), sha256('%PDF signed'))
    await assertFits()
  })

  it('forgets that mails were sent, and none that wait', async () => {
    const { give, core, ports, kari, apply } = await open({ notices: month })
    const email = 'kari@example.no'
    const kinds = ['given', 'withdrawn'] as const
    await ports.notices.ask({
      party: kari.id,
      email,
      language: 'nb',
      kinds,
      remindDays: 14,
      askedAt: clock.now(),
    })
    await database.knex('notice_address').update({ confirmed_at: clock.now() })
    const id = await give()
    await core.revokeGrant({ id, by: kari.id, reason: 'giver' })
    while (!(await ports.notices.gather()));
    await database.knex('notice').where({ kind: 'given' }).update({ sent_at: clock.now() })
    later(70)
    assert.deepEqual(await apply(), [['notices', 1]])
    assert.deepEqual(await database.knex('notice').pluck('kind'), ['confirm', 'withdrawn'])
  })

  it('forgets a person once all that she has a part in is past its time, and nobody before', async () => {
    const { give, apply, ports, kari, ola, assertFits } = await open({ identity: month })
    const id = await give()
    const longer = await give({ seconds: 60 * day, requestedFrom: ola.id, requestedTo: ola.id })
    await give({ requestedFrom: ola.id, requestedTo: ola.id })
    later(70)
    assert.deepEqual(await apply(), [['identity', 1]])
    assert.equal((await ports.parties.find(kari.id))?.displayName, '')
    assert.equal((await ports.parties.find(ola.id))?.displayName, 'Ola Demo')
    assert.equal(await ports.parties.findByIdentifier(person('14842249091')), undefined)
    later(30)
    assert.deepEqual(await apply(), [['identity', 1]])
    assert.equal((await ports.parties.find(ola.id))?.displayName, '')
    assert.equal(await ports.evidence.misfitOf(id), undefined)
    assert.equal(await ports.evidence.misfitOf(longer), undefined)
    await assertFits()
  })

  it('forgets who was asked and never answered, and nobody who decided what lives', async () => {
    const { ask, give, apply, ports, kari, ola } = await open({ identity: month })
    await ask()
    const mandate = { id: ports.ids.uuid(), actor: ola.id, on_behalf_of: kari.id, valid_from: clock.now() }
    const until = new Date(clock.now().getTime() + day * 1000)
    await database.knex('party_right').insert({ ...mandate, valid_to: until })
    const id = await give({ requestedFrom: ola.id, requestedTo: ola.id, seconds: 60 * day })
    await database.knex('decision').update({ decided_by: kari.id, role: 'representative' })
    later(70)
    assert.deepEqual(await apply(), [])
    later(30)
    assert.deepEqual(await apply(), [['identity', 2]])
    assert.equal((await ports.parties.find(kari.id))?.displayName, '')
    assert.equal((await ports.consents.findGrant(id))?.annotations.note, undefined)
  })

  it('forgets nobody who has a part in what is kept always, or a right that stands', async () => {
    const { give, core, apply, applyAll, ports, kari, ola } = await open({ identity: month })
    await give()
    await core.registerAgreement(agreement({ purposeId: 'once', seconds: 60 }))
    await give({ requestedFrom: ola.id, requestedTo: ola.id })
    const now = clock.now()
    await database.knex('party_right').insert({
      id: ports.ids.uuid(),
      actor: ola.id,
      on_behalf_of: ola.id,
      valid_from: now,
      valid_to: new Date(now.getTime() + 90 * day * 1000),
    })
    later(70)
    assert.deepEqual(await apply(), [])
    later(30)
    assert.equal((await applyAll())[0]?.count, 1)
    assert.equal((await ports.parties.find(ola.id))?.displayName, '')
    assert.equal((await ports.parties.find(kari.id))?.displayName, 'Kari Demo')
  })

  it('is not shortened for consents of other purposes, nor by a clock that was moved on and back', async () => {
    const { give, apply, kari, core } = await open({ text: month })
    await give()
    later(400)
    assert.deepEqual(await apply(), [['text', 1]])
    clock.reset()
    assert.deepEqual(await apply(), [])
    const id = await give()
    await core.revokeGrant({ id, by: kari.id, reason: 'giver' })
    later(40)
    assert.deepEqual(await apply(), [['text', 1]])
  })

  it('goes through many in portions, goes on where it ended, and takes nothing twice', async () => {
    const { give, use, applyDue, plan, assertFits, counted } = await open({ uses: month })
    for (let count = 0; count < 45; count++) await use(await give())
    later(70)
    assert.equal((await plan())[0]?.count, 45)
    let portions = 0
    assert.equal((await applyDue(() => portions++ < 1))[0]?.count, 20)
    const both = await Promise.all([applyDue(() => true), applyDue(() => true)])
    assert.equal(
      both.flat().reduce((sum, { count }) => sum + count, 0),
      25,
    )
    assert.deepEqual(
      counted.map(([, , count]) => count),
      [20, 20, 5],
    )
    assert.equal((await plan())[0]?.count, 0)
    await assertFits()
  })

  it('does not hide what somebody takes from a consent that lives', async () => {
    const { give, ports } = await open({})
    const id = await give()
    const gone = new Date(clock.now().getTime() + day * 1000)
    await database.knex('decision').update({ shown_text: '', sealed_text: null, text_gone_at: gone })
    assert.equal((await ports.evidence.misfitOf(id))?.why, 'text')
    later(2)
    assert.equal((await ports.evidence.misfitOf(id))?.why, 'text')
  })

  it('does not hide what somebody changes of the words of a consent that lives', async () => {
    const { give, ports } = await open({})
    const id = await give()
    const words = { sealed: null, words_gone_at: clock.now() }
    await database.knex('authorization_grant').update(words)
    await database.knex('consent_request').update(words)
    assert.equal((await ports.evidence.misfitOf(id))?.why, 'content')
  })
})
