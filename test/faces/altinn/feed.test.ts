import assert from 'node:assert/strict'
import type { ConsentRequestId, EventId } from '../../../server/domain/ids.ts'
import { toCursor } from '../../../server/faces/altinn/enterprise/event-ids.ts'
import { useGrant } from '../../../server/usecases/grants/use-grant.ts'
import {
  type AltinnWorld,
  altinnWorld,
  answering,
  organizationClaim,
  scopes,
  urnOf,
} from '../../support/altinn-world.ts'
import type { Reply } from '../../support/bearer-call.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type JwtIssuer, openIssuer } from '../../support/jwt-issuer.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

interface FeedEvent {
  readonly consentRequestId: string
  readonly eventType: string
  readonly changedDate: string
}

const day = 24 * 3600 * 1000

/** After an event of that millisecond. */
const cursorAt = (milliseconds: number): string => {
  const time = milliseconds.toString(16).padStart(12, '0')
  return toCursor(`${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000` as EventId)
}

onEachDatabase(
  'altinn: the events of an asker',
  database => {
    let app: WholeApp
    let world: AltinnWorld
    let ids: string[]
    let listed: JwtIssuer

    /** Ten requests, five accepted, five rejected, three of the accepted taken back. */
    before(async () => {
      listed = await openIssuer()
      app = await startWholeApp(database, {
        SAMTYKKE_ALTINN_FEED_PAGE_SIZE: '5',
        SAMTYKKE_ALTINN_FEED_SHOWS_USE: 'yes',
        SAMTYKKE_ALTINN_HANDLER_READS: 'yes',
        SAMTYKKE_ALTINN_UNKNOWN_PARTIES: 'add',
        SAMTYKKE_ALTINN_LONGEST_DAYS: '30',
        SAMTYKKE_ALTINN_TRUSTED_ISSUERS: `${listed.issuer}=${listed.keys}`,
      })
      world = await altinnWorld(app)
      const { accept, reject, revoke } = answering(app)
      const { uuid } = world.parties.P1
      ids = await Promise.all(Array.from({ length: 10 }, () => world.asked()))
      for (const id of ids.slice(0, 5)) await accept(id, uuid)
      for (const id of ids.slice(5)) await reject(id, uuid)
      for (const id of ids.slice(0, 3)) await revoke(id, uuid)
    })
    after(async () => {
      await app.close()
      await listed.close()
    })

    const page = async (query = ''): Promise<Reply> => {
      const reply = await world.events(query)
      assert.equal(reply.status, 200, reply.text)
      return reply
    }
    const queryOf = ({ json }: Reply): string => (json.links.next ? new URL(json.links.next).search : '')

    /** From a page to the last one. */
    const follow = async (query = ''): Promise<{ pages: Reply[]; events: FeedEvent[] }> => {
      const pages = [await page(query)]
      while (queryOf(pages.at(-1)!)) pages.push(await page(queryOf(pages.at(-1)!)))
      return { pages, events: pages.flatMap(({ json }) => json.data) }
    }
    const counted = (events: readonly FeedEvent[]): Readonly<Record<string, number>> =>
      Object.fromEntries(
        [...Map.groupBy(events, one => one.eventType)].map(([type, { length }]) => [type, length]),
      )
    const time = (milliseconds: number) => new Date(app.clock.now().getTime() + milliseconds).toISOString()

    it('A79 are told when they have settled', async () => {
      assert.deepEqual((await page()).json.data, [])
      app.clock.move(301_000)
      assert.equal((await follow()).events.length, 23)
    })

    it('A62 come in pages, oldest first', async () => {
      const { json } = await page()
      assert.equal(json.data.length, 5)
      assert.ok(json.links.next.startsWith(app.publicUrl))
      const dates = json.data.map((one: FeedEvent) => one.changedDate)
      assert.deepEqual(dates.toSorted(), dates)
    })

    it('A63 are told once each', async () => {
      const { pages, events } = await follow()
      assert.equal(pages.at(-1)!.json.links.next, null)
      assert.equal(events.length, 23)
      assert.equal(new Set(events.map(one => JSON.stringify([one.consentRequestId, one.eventType]))).size, 23)
      assert.deepEqual(counted(events), { Created: 10, Accepted: 5, Rejected: 5, Revoked: 3 })
    })

    it('A64 come in pages of the server’s size', async () => {
      const reply = await page('?pageSize=100')
      assert.equal(reply.json.data.length, 5)
      assert.ok(!queryOf(reply).includes('pageSize'))
    })

    it('A65 of one type, with an empty page after a full one', async () => {
      const { pages, events } = await follow('?eventType=accepted')
      assert.deepEqual([events.length, pages.map(({ json }) => json.data.length)], [5, [5, 0]])
    })

    it('A66 of two types, whatever their case', async () => {
      const { pages, events } = await follow('?eventType=accepted&eventType=REVOKED')
      assert.deepEqual(counted(events), { Accepted: 5, Revoked: 3 })
      const next = new URLSearchParams(queryOf(pages[0]!))
      assert.deepEqual(next.getAll('eventType'), ['accepted', 'REVOKED'])
    })

    it('A68 of one request', async () => {
      const { json } = await page(`?consentRequestId=${ids[0]!.toUpperCase()}`)
      const types = json.data.map((one: FeedEvent) => one.eventType)
      assert.deepEqual([types, json.links.next], [['Created', 'Accepted', 'Revoked'], null])
      assert.ok(json.data.every((one: FeedEvent) => one.consentRequestId === ids[0]))
    })

    it('A69 none of another’s', async () => {
      const consumer = organizationClaim(world.parties.O3.orgno!)
      const { json } = await world.events('', await world.machine(scopes.read, { consumer }))
      assert.deepEqual(json, { links: { next: null }, data: [], continuationToken: null })
      const stranger = organizationClaim(world.unknown.orgno)
      const refused = await world.events('', await world.machine(scopes.read, { consumer: stranger }))
      assert.deepEqual([refused.status, refused.json.code], [400, 'AM-00003'])
    })

    it('A70 go on after the last one that was seen, when more has happened', async () => {
      const { pages } = await follow()
      const { continuationToken } = pages.at(-1)!.json
      const query = `?${new URLSearchParams({ continuationToken })}`
      assert.deepEqual((await page(query)).json.data, [])
      assert.equal((await page(query)).json.continuationToken, continuationToken)
    })

    it('A71 from tomorrow on: none', async () => {
      const { json } = await page(`?createdAfter=${time(day)}`)
      assert.deepEqual([json.data, json.links.next], [[], null])
    })

    it('A72 from a moment on, and before it', async () => {
      const { events } = await follow()
      const moment = encodeURIComponent(events[11]!.changedDate)
      const [before, after] = [
        (await follow(`?createdBefore=${moment}`)).events,
        (await follow(`?createdAfter=${moment}`)).events,
      ]
      assert.deepEqual([...before, ...after], events)
      assert.ok(before.every(one => one.changedDate < events[11]!.changedDate))
    })

    it('A73 between two times', async () => {
      const query = `?createdAfter=${time(-day)}&createdBefore=${time(day)}`
      const { pages, events } = await follow(query)
      assert.equal(events.length, 23)
      const next = new URLSearchParams(queryOf(pages[0]!))
      assert.match(next.get('createdAfter') ?? '', /\+00:00$/)
    })

    it('A74 of types that cannot be asked for', async () => {
      for (const type of ['created', 'invalid', 'expired', 'constructor']) {
        const { status, json } = await world.events(`?eventType=${type}&eventType=x`)
        const [error, ...more] = json.validationErrors
        assert.deepEqual([status, json.code, more.length], [400, 'STD-00000', 0])
        assert.deepEqual([error.code, error.paths], ['AM.VLD-00052', ['$QUERY/eventType']])
      }
    })

    it('A75 between a time and itself', async () => {
      const moment = time(0)
      const { status, json } = await world.events(`?createdAfter=${moment}&createdBefore=${moment}`)
      const [{ code, paths }] = json.validationErrors
      assert.deepEqual([status, code, paths], [400, 'AM.VLD-00051', ['$QUERY/createdAfter']])
    })

    it('A76 S56 after a token that is none', async () => {
      const tokens = [
        'A'.repeat(300),
        'not-base64!',
        'AAAA',
        `${'A'.repeat(22)}=`,
        "' or 1=1 --",
        'XQqJAZasS3e8zrMCCZqAVw==x',
      ]
      for (const continuationToken of tokens) {
        const { status, json } = await world.events(`?${new URLSearchParams({ continuationToken })}`)
        const [{ code, paths }] = json.validationErrors
        assert.deepEqual([status, code, paths], [400, 'AM.VLD-00053', ['$QUERY/continuationToken']])
      }
      const guessed = await page(`?${new URLSearchParams({ continuationToken: 'XQqJAZasS3e8zrMCCZqAVw==' })}`)
      assert.equal(guessed.json.data.length, 5)
      assert.equal((await page('?continuationToken=')).json.data.length, 5)
      const none = await page(`?continuationToken=&createdAfter=${time(day)}`)
      assert.equal(none.json.continuationToken, null)
    })

    const goOn = (continuationToken: string, token?: string): Promise<Reply> =>
      world.events(`?${new URLSearchParams({ continuationToken })}`, token)

    it('F19: go on without a gap after a token however old, and after the same one again', async () => {
      const { pages, events } = await follow()
      const tokens = pages.map(({ json }) => json.continuationToken)
      app.clock.move(400 * day)
      for (const [at, token] of tokens.entries()) {
        const rest = await follow(`?${new URLSearchParams({ continuationToken: token })}`)
        assert.deepEqual(rest.events, events.slice((at + 1) * 5))
      }
      app.clock.move(-400 * day)
    })

    it('F19: after a token from the future are refused, not kept silent about', async () => {
      const { pages } = await follow()
      assert.equal((await goOn(pages[0]!.json.continuationToken)).status, 200)
      const { status, json } = await goOn(cursorAt(app.clock.now().getTime() + day))
      assert.deepEqual([status, json.validationErrors?.[0].code], [400, 'AM.VLD-00053'])
    })

    it('F19: after another asker’s token are the caller’s own', async () => {
      const { pages, events } = await follow()
      const consumer = organizationClaim(world.parties.O3.orgno!)
      const other = await world.machine(scopes.read, { consumer })
      const { status, json } = await goOn(pages[0]!.json.continuationToken, other)
      assert.deepEqual([status, json.data], [200, []])
      assert.equal(events.length, 23)
    })

    it('by parameters in any case, as .NET takes them', async () => {
      const { events } = await follow('?EventType=accepted')
      assert.deepEqual(counted(events), { Accepted: 5 })
    })

    it('A77 all that is wrong at once', async () => {
      const { json } = await world.events(
        `?eventType=x&continuationToken=!&createdAfter=${time(0)}&createdBefore=${time(-1)}`,
      )
      const codes = json.validationErrors.map(({ code }: { code: string }) => code)
      assert.deepEqual(codes, ['AM.VLD-00051', 'AM.VLD-00052', 'AM.VLD-00053'])
    })

    it('A78 S56 filters that do not read, by their names', async () => {
      for (const name of ['createdAfter', 'createdBefore', 'consentRequestId']) {
        const { status, json } = await world.events(`?${name}=x`)
        assert.deepEqual([status, json.code, Object.keys(json.errors)], [400, undefined, [name]])
      }
      const twice = await world.events('?continuationToken=a&continuationToken=b')
      assert.deepEqual([twice.status, Object.keys(twice.json.errors)], [400, ['continuationToken']])
    })

    describe('where the operator says so', () => {
      it('tokens of a listed issuer are taken by its keys', async () => {
        const claims = { scope: scopes.read, consumer: organizationClaim(world.parties.O1.orgno!) }
        assert.equal((await world.events('', await listed.sign(claims))).status, 200)
        assert.equal(
          (await world.events('', await listed.sign({ ...claims, iss: 'https://other.example/' }))).status,
          401,
        )
      })

      it('tell uses', async () => {
        const { state } = (await app.stores.consents.findRequest(ids[3] as ConsentRequestId))!
        const { grantId } = state as Extract<typeof state, { name: 'accepted' }>
        const use = {
          id: grantId,
          clientId: 'a-client-of-tests',
          what: 'Opplysninger ble hentet',
          traceId: undefined,
        }
        await useGrant(app.stores)({ ...use, fetch: async () => undefined })
        app.clock.move(301_000)
        const { events } = await follow(`?eventType=used`)
        assert.deepEqual([events.length, events[0]?.consentRequestId], [1, ids[3]])
        const types = (await world.read(ids[3]!)).json.consentRequestEvents.map(
          (one: FeedEvent) => one.eventType,
        )
        assert.deepEqual(types, ['Created', 'Accepted'])
      })

      it('whoever handles a request reads it', async () => {
        const token = await world.machine(scopes.org, {
          consumer: organizationClaim(world.parties.O2.orgno!),
        })
        const { status } = await world.read(await world.asked({}, token), token)
        assert.equal(status, 200)
      })

      it('parties become known by being named', async () => {
        const from = urnOf({ nin: world.unknown.nin })
        const { status, json } = await world.post({ from })
        assert.deepEqual([status, json.from], [201, from])
      })

      it('S53 no consent is asked for longer than that', async () => {
        const { json } = await world.post({ validTo: time(31 * day) })
        assert.equal(json.validationErrors[0].code, 'AM.VLD-00022')
        assert.equal((await world.post({ validTo: time(29 * day) })).status, 201)
      })
    })
  },
  'before all',
)
