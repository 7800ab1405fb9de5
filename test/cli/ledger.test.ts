import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventHash } from '../../adapters/knex/ledger/event-hash.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../../adapters/knex/rows/event.ts'
import { onEachDatabase } from '../support/database.ts'
import { anchoredWorld } from '../support/ledger-world.ts'

interface Shown {
  readonly evidence: string
}

onEachDatabase(
  'samtykke ledger verify',
  database => {
    const world = anchoredWorld(database)
    const seenAfter = (...statements: string[]) => world.after(statements, () => world.verify())

    it('holds what everything that can happen leaves behind, and counts it', async () => {
      const { exitCode, verdict, events, streams, anchors, older_form } = await world.verify()
      assert.deepEqual([exitCode, verdict, streams, anchors], [0, 'holds', 2, 1])
      const [{ count }] = (await database
        .connection()
        .read<{ count: string }>('select count(*) from event')) as [{ count: string }]
      assert.equal(events, Number(count))
      assert.deepEqual(older_form, { events: 0, last: null })
    })

    it('names ten years and a scope more, and another text, by the event that tells of them', async () => {
      const [{ event }] = (await database
        .connection()
        .read<{ event: string }>(
          `select stream || '/' || sequence as event from event where grant_id = $1 and type = 'accepted'`,
          [world.active],
        )) as [{ event: string }]
      const grant = `'${world.active}'`
      for (const [why, statement] of [
        [
          'content',
          `update authorization_grant set valid_to = valid_to + interval '10 years' where id = ${grant}`,
        ],
        [
          'content',
          `insert into grant_scope values (${grant}, 2, 'debt.write', 'api', 'https://debt.example')`,
        ],
        [
          'text',
          `update decision set shown_text = 'Ja til alt', sealed_text = null where request_id = (
          select request_id from authorization_grant where id = ${grant})`,
        ],
        [
          'content',
          `update decision set shown_text = 'Ja', sealed_text = null, shown_hash = encode(sha256('Ja'), 'hex') where request_id = (
          select request_id from authorization_grant where id = ${grant})`,
        ],
      ] as const) {
        assert.deepEqual(await world.assertBroken(statement), { table: 'event', row: event, why })
      }
      const beside = `update decision set shown_text = 'Ja' where request_id = (
        select request_id from authorization_grant where id = ${grant})`
      assert.equal((await world.assertBroken(beside))?.why, 'content')
    })

    it('names a sealed text that does not open any more', async () => {
      const first = await world.assertBroken(`update decision set sealed_text = sealed_text || '\\x00'`)
      assert.deepEqual([first?.table, first?.why], ['event', 'content'])
    })

    it('finds a tail that was cut off after an anchor, also when the counter was put back', async () => {
      const cut = [
        'delete from event where (stream, sequence) in (select stream, sequence from event_stream)',
        `update event_stream s set sequence = e.sequence, head_hash = e.hash, previous_hash = e.previous_hash from event e
         where e.stream = s.stream and e.sequence = s.sequence - 1`,
        `delete from authorization_grant where not exists (
           select from event where grant_id = authorization_grant.id and type = 'accepted')`,
        `delete from decision where not exists (
           select from event where request_id = decision.request_id and type in ('accepted', 'rejected', 'changed'))`,
        `update consent_request set state = 'pending' where state = 'accepted' and not exists (
           select from decision where request_id = consent_request.id)`,
      ]
      const first = await world.assertBroken(...cut)
      assert.deepEqual([first?.table, first?.why], ['event', 'anchored'])
      const unanchored = await seenAfter(
        'delete from ledger_anchor_head',
        'delete from ledger_anchor',
        ...cut,
      )
      assert.equal(unanchored.verdict, 'holds', 'what no anchor covers can be cut')
    })

    it('ends with 2 for a database that cannot be judged', async () => {
      const { exitCode, verdict } = await world.verify('--anchors', '/nowhere/at/all')
      assert.deepEqual([exitCode, verdict], [2, 'unknown'])
    })

    it('finds an anchor that was put in another’s place, or taken out, by those that were kept elsewhere', async () => {
      const directory = mkdtempSync(join(tmpdir(), 'samtykke-anchors-'))
      try {
        const { json } = await world.anchor()
        const file = join(directory, 'kept.json')
        writeFileSync(file, JSON.stringify(json))
        for (const place of [directory, file]) {
          assert.equal((await world.verify('--anchors', place)).exitCode, 0)
        }
        const gone = ['delete from ledger_anchor_head', 'delete from ledger_anchor']
        const { exitCode, first } = await world.after(gone, () => world.verify('--anchors', directory))
        assert.deepEqual([exitCode, first], [1, { table: 'ledger_anchor', row: '2', why: 'kept-anchor' }])
        const anew = await world.after(gone, async () => {
          await world.anchor()
          await world.anchor()
          return [await world.verify(), await world.verify('--anchors', directory)]
        })
        assert.deepEqual(
          anew.map(verdict => verdict.exitCode),
          [0, 1],
        )
      } finally {
        rmSync(directory, { recursive: true })
      }
    })

    it('builds no anchor on a ledger that is not as it was anchored', async () => {
      const changed = `update event set hash = 'x' where (stream, sequence) in (select stream, sequence from ledger_anchor_head)`
      await world.after([changed], () => assert.rejects(world.anchor(), { code: 'evidence.altered' }))
    })

    it('builds no anchor on a ledger from which a whole feed that was anchored is gone', async () => {
      const stream = '(select min(stream::text)::uuid from ledger_anchor_head)'
      const gone = ['event', 'event_stream'].map(table => `delete from ${table} where stream = ${stream}`)
      for (const statements of [gone, gone.slice(1)]) {
        await world.after(statements, () => assert.rejects(world.anchor(), { code: 'evidence.altered' }))
      }
    })

    it('numbers and chains anchors that are made at once', async () => {
      await world.after([], async () => {
        const before = (await world.verify()).anchors
        await Promise.all(Array.from({ length: 5 }, () => world.anchor()))
        const { exitCode, anchors } = await world.verify()
        assert.deepEqual([exitCode, anchors], [0, before + 5])
      })
    })

    it('shows a grant with what does not fit of it, and ends with 1', async () => {
      const fine = await world.samtykke('grant', 'show', world.active)
      assert.deepEqual([fine.exitCode, (fine.json as Shown).evidence], [0, 'fits the ledger'])
      const statements = ["update grant_scope set permission = 'everything'"]
      const shown = await world.after(statements, () => world.samtykke('grant', 'show', world.active))
      assert.equal(shown.exitCode, 1)
      assert.match((shown.json as Shown).evidence, /^does not fit the ledger: event .*\(content\)$/)
    })

    describe('after an upgrade', () => {
      /** As a process of before wrote it: without a content, and its hash without it. */
      const asBefore = async (): Promise<string[]> => {
        const [row] = await database
          .connection()
          .read<EventRow>(
            `select ${eventColumns} from event where (stream, sequence) in (select stream, sequence from event_stream) order by id desc limit 1`,
          )
        const event = { ...toNumberedEvent(row!), contentHash: undefined }
        const hash = eventHash(event)
        const where = `stream = '${event.stream}' and sequence = ${event.sequence}`
        return [
          `update event set content_hash = null, hash = '${hash}' where ${where}`,
          `update event_stream set head_hash = '${hash}' where ${where}`,
          'delete from ledger_anchor_head',
          'delete from ledger_anchor',
        ]
      }
      const until = (interval: string) =>
        `insert into ledger_start values (1, to_timestamp(${world.clock.now().getTime() / 1000}) + interval '${interval}')`

      it('holds events of the older form that were written then, and counts them', async () => {
        const statements = [...(await asBefore()), until('1 hour')]
        await world.after(statements, async () => {
          const { exitCode, older_form } = await world.verify()
          assert.deepEqual([exitCode, older_form.events], [0, 1])
          await world.anchor()
          assert.equal((await world.verify()).exitCode, 0)
        })
      })

      it('holds them when the first anchor after that day has covered them', async () => {
        const statements = [...(await asBefore()), until('-1 hour')]
        await world.after(statements, async () => {
          await world.anchor()
          assert.equal((await world.verify()).exitCode, 0)
        })
      })

      it('takes no later event for one of the older form, nor any in a ledger that is new', async () => {
        assert.equal((await seenAfter(...(await asBefore()))).first?.why, 'older-form')
        await world.after(
          [until('-1 hour'), 'delete from ledger_anchor_head', 'delete from ledger_anchor'],
          async () => {
            await world.anchor()
            await world.give()
            const statements = (await asBefore()).slice(0, 2)
            for (const statement of statements) await database.knex.raw(statement)
            assert.equal((await world.verify()).first?.why, 'older-form')
          },
        )
      })
    })
  },
  'before all',
)
