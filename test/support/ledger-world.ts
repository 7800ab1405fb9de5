import assert from 'node:assert/strict'
import type { ConsentRequestId, GrantId } from '../../server/domain/ids.ts'
import { organization } from '../../server/domain/party.ts'
import { changeByUse } from '../../server/usecases/steps/change-by-use.ts'
import { openTestCli } from '../cli/test-storage.ts'
import type { TestDatabase } from './database.ts'
import { keepRows } from './kept-rows.ts'
import { agreement, askFor, decided, loan } from './test-core.ts'

/** Hooks that open the world and anchor it once, and a stand-in that becomes it: read its members inside tests only. */
export function anchoredWorld(database: TestDatabase): LedgerWorld {
  const standIn = {} as LedgerWorld
  before(async () => {
    Object.assign(standIn, await openLedgerWorld(database))
    await standIn.anchor()
  })
  after(() => standIn.clock.reset())
  return standIn
}

/** A ledger in which everything that can happen has happened, and the command line over it. */
async function openLedgerWorld(database: TestDatabase) {
  const cli = await openTestCli(database)
  const { core, ports, clock, kari, bank } = cli
  await ports.registry.putPurpose({ ...loan, detailTypes: ['urn:example:letter'] })

  const ask = async (changes: Parameters<typeof askFor>[2] = {}): Promise<ConsentRequestId> =>
    (await core.requestConsent(askFor(kari, clock.now(), changes))).request.id
  const give = async (changes: Parameters<typeof askFor>[2] = {}): Promise<GrantId> =>
    (await core.acceptConsentRequest({ id: await ask(changes), decision: decided(kari) })).grant.id
  const use = (id: GrantId) =>
    core.useGrant({
      id,
      clientId: 'register',
      what: 'Gjeld',
      language: 'nb',
      codes: ['debt.read'],
      traceId: 'trace-1',
      fetch: async () => 'data',
    })

  const useOnBehalf = async (id: GrantId) => {
    const grant = (await ports.consents.findGrant(id))!
    const { use: kept, events } = changeByUse(ports, grant, {
      by: bank.id,
      at: clock.now(),
      clientId: 'processor',
      what: 'Gjeld',
      traceId: undefined,
      onBehalf: { by: bank.id, of: kari.id },
      audience: 'https://debt.example',
    })
    assert.ok(await ports.consents.addUse(grant, kept, events[0]))
  }

  const rights = [
    { actions: ['read'], resource: { type: 'urn:x', value: 'income' }, metadata: { year: '2025' } },
  ]
  const until = new Date(clock.now().getTime() + 86_400_000)
  await ask({ lasts: { until, untilText: `${until.toISOString().slice(0, -1)}000Z` } })
  await ask({ lasts: { years: 1 } })
  const handledBy = { identifier: organization('991825827'), name: 'Andre' }
  const active = await give({
    handledBy,
    message: 'Hei',
    annotations: { 'oauth:protocol-scopes': 'openid' },
    rights,
    details: [{ type: 'urn:example:letter', text: 'Hei' }],
  })
  await use(active)
  await useOnBehalf(active)
  const revoked = await give()
  await use(revoked)
  await core.revokeGrant({ id: revoked, by: kari.id, reason: 'giver' })
  const askDeletion = async (id: GrantId) => {
    await core.requestDeletion({ id, by: kari.id })
    return { id, by: bank.id, clientId: 'demo-web' }
  }
  const usedUp = await give({ purposeId: 'once' })
  await use(usedUp)
  const refusal = { name: 'refused', basis: 'Bokføringsloven', language: 'nb' } as const
  await core.answerDeletion({ ...(await askDeletion(revoked)), answer: refusal })
  await core.answerDeletion({
    ...(await askDeletion(usedUp)),
    answer: { name: 'done', deletedAt: undefined },
  })
  await core.rejectConsentRequest({ id: await ask(), decision: decided(kari) })
  await core.withdrawConsentRequest({ id: await ask(), by: bank.id })
  await ask()
  await core.registerAgreement(agreement())
  const drafted = { ...askFor(kari, clock.now()), id: ports.ids.uuid() as ConsentRequestId }
  await core.draftDocument({ ...drafted, sealed: Buffer.from('%PDF sealed') })
  const signed = { file: Buffer.from('%PDF signed'), signedAt: clock.now(), report: {} }
  await core.confirmDocument({ id: drafted.id, decision: decided(kari, { level: 'high' }), signed })
  const changing = await give({ management: { action: 'create' } })
  await give({ management: { action: 'replace', grantId: changing } })
  await core.registerAgreement(agreement({ agreementKey: 'short', seconds: 60 }))
  await give({ requestedBy: { identifier: organization('991825827'), name: 'Andre' } })
  clock.advance(61)
  await core.announceExpiry()

  const verify = async (...words: string[]) => {
    const { json, exitCode = 0 } = await cli.samtykke('ledger', 'verify', ...words)
    return { exitCode, ...(json as Verdict) }
  }

  /** What somebody sees after these statements of whoever administers the database, which are undone then. */
  const seenAfter = async <T>(statements: readonly string[], look: () => Promise<T>): Promise<T> => {
    const putBack = await keepRows(database)
    try {
      await database.knex.transaction(async on => {
        await on.raw('set local session_replication_role = replica')
        for (const statement of statements) await on.raw(statement)
      })
      return await look()
    } finally {
      await putBack()
    }
  }

  return {
    ...cli,
    active,
    give,
    verify,
    anchor: () => cli.samtykke('ledger', 'anchor'),
    after: seenAfter,
    /** Gives the first row that does not fit after these statements. */
    async assertBroken(...statements: string[]) {
      const { exitCode, verdict, first, reason } = await seenAfter(statements, verify)
      assert.deepEqual([exitCode, verdict, reason], [1, 'broken', undefined], statements.join(';'))
      return first
    },
  }
}

type LedgerWorld = Awaited<ReturnType<typeof openLedgerWorld>>

interface Verdict {
  readonly reason?: string
  readonly verdict: 'holds' | 'broken' | 'unknown'
  readonly first?: { readonly table: string; readonly row: string; readonly why: string }
  readonly events: number
  readonly streams: number
  readonly anchors: number
  readonly older_form: { readonly events: number; readonly last: string | null }
}
