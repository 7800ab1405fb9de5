import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publicJwk } from '../../../adapters/jose/public-jwk.ts'
import { verifyEvidenceFile } from '../../../server/cli/evidence/verify.ts'
import type { Answer } from '../../../server/cli/verb.ts'
import { openKeys } from '../../../server/compose/keys.ts'
import { openLedger } from '../../../server/compose/ledger.ts'
import type { EvidenceRecord } from '../../../server/domain/evidence-file.ts'
import { isRefused } from '../../../server/domain/problem.ts'
import { evidenceSigner } from '../../../adapters/jose/evidence/evidence-signer.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'
import { evidenceIssuer } from '../../support/evidence-signer.ts'
import { openDesk } from '../../../server/usecases/desk/index.ts'

const auditor = operator('auditor')

onEachDatabase('evidence of a consent', database => {
  const directory = mkdtempSync(join(tmpdir(), 'samtykke-evidence-'))
  const place = (name: string) => join(directory, name)
  after(() => rmSync(directory, { recursive: true }))

  let world: TestCore
  let desk: ReturnType<typeof openDesk>
  beforeEach(async () => {
    world = await openTestCore(database)
    desk = openDesk(world.ports)
  })

  const keys = async () => {
    const found = await openKeys({
      config: { keyPublishAheadSeconds: 0 },
      stores: world.ports,
      onError: () => {},
    })
    found.stop()
    return found
  }
  const anchor = async () => {
    const config = { ledger: { anchorEverySeconds: 3600, anchorDir: place('anchors') } }
    await openLedger({
      config,
      publicUrl: evidenceIssuer,
      stores: world.ports,
      keys: await keys(),
    }).anchorNow()
  }
  const give = async () => {
    const { request } = await world.core.requestConsent(
      askFor(world.kari, world.clock.now(), { message: 'Hei' }),
    )
    return (await world.core.acceptConsentRequest({ id: request.id, decision: decided(world.kari) })).grant
  }
  const fetched = async (id: Parameters<typeof desk.readEvidence>[0]['id']) => {
    const { bytes } = await desk.readEvidence({ operator: auditor, id })
    writeFileSync(place('evidence.json'), bytes)
    const all = (await world.ports.keys.history()).filter(({ alg }) => alg === 'ES256').map(publicJwk)
    writeFileSync(place('keys.json'), JSON.stringify({ keys: all }))
    return (JSON.parse(Buffer.from(bytes).toString('utf8')) as { evidence: EvidenceRecord }).evidence
  }
  const verify = async (...words: string[]): Promise<Answer> => {
    const answers: Answer[] = []
    const trusted = [place('evidence.json'), '--issuer', evidenceIssuer, '--jwks', place('keys.json')]
    const command = verifyEvidenceFile({ print: answer => void answers.push(answer) })
    await command.parseAsync([...trusted, ...words], { from: 'user' })
    return answers[0]!
  }
  /** The record with a change, signed as if it were so. */
  const resigned = async (record: EvidenceRecord) => {
    const signer = evidenceSigner({ keys: await keys(), clock: world.clock, issuer: evidenceIssuer })
    writeFileSync(place('evidence.json'), await signer.sign(record))
    return verify()
  }

  it('shows to anybody who trusts the issuer what was read, and how each event stands under an anchor', async () => {
    const { id } = await give()
    await give()
    await anchor()
    const use = { id, clientId: 'demo-web', what: 'Tax return', traceId: undefined }
    await world.core.useGrant({ ...use, fetch: async () => undefined })
    const record = await fetched(id)
    assert.equal(record.shown?.text, 'Vil du?')
    assert.deepEqual(
      record.events.map(({ type }) => type),
      ['requested', 'accepted', 'used'],
    )
    const { json, exitCode } = await verify()
    assert.equal(exitCode, undefined)
    const { verdict, consent_id, events, anchored, anchors } = json as Record<string, unknown>
    assert.deepEqual([verdict, consent_id, events, anchored, anchors], ['valid', id, 3, 2, [1]])
    await anchor()
    await fetched(id)
    assert.deepEqual(
      ((await verify('--anchors', place('anchors'))).json as Record<string, unknown>).anchored,
      3,
    )
  })

  it('is seen by the one whom it is about, and takes a duty', async () => {
    const { id } = await give()
    await fetched(id)
    const { items } = await world.core.listActsAbout(world.kari.id, { limit: 5 })
    assert.deepEqual(
      items.map(({ operation, target }) => [operation, target.id]),
      [['evidence.read', id]],
    )
    const forbidden = desk.readEvidence({ operator: operator('administrator'), id })
    await assert.rejects(forbidden, error => isRefused(error, 'caller.forbidden'))
  })

  it('does not hold when anything in it is another, also when the issuer signed that', async () => {
    const { id } = await give()
    await give()
    await anchor()
    const record = await fetched(id)
    writeFileSync(
      place('evidence.json'),
      JSON.stringify({ evidence: { ...record, status: 'revoked' }, signature: 'a..b' }),
    )
    assert.equal((await verify()).exitCode, 1)
    const [first, second] = record.events
    const [run] = record.chain
    const [head] = record.anchors
    const changes: readonly (readonly [string, Partial<EvidenceRecord>])[] = [
      ['evidence.statement', { shown: { ...record.shown!, text: 'Vil du mer?' } }],
      ['evidence.statement', { consent_id: world.kari.id as never }],
      ['evidence.statement', { document_sha256: 'a'.repeat(64) }],
      ['evidence.event', { events: [{ ...first!, at: new Date(0).toISOString() }, second!] }],
      [
        'evidence.content',
        { events: [first!, { ...second!, facts: second!.facts!.replace('loan', 'more') }] },
      ],
      ['evidence.chain', { chain: [{ ...run!, suffixes: run!.suffixes.slice(1) }] }],
      ['evidence.chain', { chain: [{ ...run!, previous_hash: 'b'.repeat(64) }] }],
      ['evidence.anchor', { anchors: [{ ...head!, heads: [] }] }],
      ['evidence.anchor', { anchors: [{ ...head!, number: 2 }] }],
      ['evidence.malformed', { format: 'another' as never }],
      ['evidence.malformed', { events: undefined as never }],
    ]
    for (const [code, change] of changes) {
      const { exitCode, json } = await resigned({ ...record, ...change })
      assert.deepEqual([exitCode, (json as Record<string, unknown>).code], [1, code])
    }
  })

  it('does not hold against other anchors that were kept, and is not judged without somebody to trust', async () => {
    const { id } = await give()
    await anchor()
    const record = await fetched(id)
    const kept = { number: 1, at: record.issued_at, anchor: 'another' }
    writeFileSync(place('kept.json'), JSON.stringify(kept))
    const other = await verify('--anchors', place('kept.json'))
    assert.deepEqual(
      [other.exitCode, (other.json as Record<string, unknown>).code],
      [1, 'evidence.kept-anchor'],
    )
    assert.equal((await verify('--anchors', place('nowhere'))).exitCode, 2)
    const answers: Answer[] = []
    const command = verifyEvidenceFile({ print: answer => void answers.push(answer) })
    await command.parseAsync([place('evidence.json')], { from: 'user' })
    await command.parseAsync([place('missing.json')], { from: 'user' })
    assert.deepEqual(
      answers.map(({ exitCode }) => exitCode),
      [2, 2],
    )
  })

  it('holds still when she was forgotten, without what she read and what was written to her', async () => {
    const { id } = await give()
    await anchor()
    await world.ports.parties.forget(world.kari.id)
    const record = await fetched(id)
    assert.equal(record.shown, null)
    assert.deepEqual(
      record.events.map(({ words }) => words),
      [null, null],
    )
    assert.equal((await verify()).exitCode, undefined)
  })

  it('is not given out of a consent that the ledger does not bear out', async () => {
    const { id } = await give()
    await database
      .connection()
      .write(`update authorization_grant set valid_to = valid_to + interval '1 year'`)
    const altered = desk.readEvidence({ operator: auditor, id })
    await assert.rejects(altered, error => isRefused(error, 'evidence.altered'))
    assert.equal(world.recorded.at(-1)?.what, 'evidence.altered')
  })
})
