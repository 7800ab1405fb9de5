import assert from 'node:assert/strict'
import type { GrantId, PartyId } from '../../../server/domain/ids.ts'
import { onEachDatabase } from '../../support/database.ts'
import { consume, give } from '../../support/elhub-grants.ts'
import {
  assertRefused,
  change,
  type ElhubWorld,
  glns,
  grants,
  moveInOf,
  nins,
  points,
  refusals,
  requests,
  startElhubWorld,
} from '../../support/elhub-world.ts'

const strange = '0a6c9a3e-3f0f-4d2c-8c41-4f5b8b1c2d3e'

const day = 24 * 3600 * 1000

const { badId, notFound, notYours } = refusals
const notActive = [
  422,
  'Illegal status state',
  "AuthorizationGrant must be 'Active' to get consumed.",
] as const

onEachDatabase(
  'Grants of the Elhub face',
  database => {
    let world: ElhubWorld
    before(async () => {
      world = await startElhubWorld(database)
    })
    after(() => world.close())
    afterEach(() => world.app.clock.reset())

    const read = (id: string, token: string) => world.call('GET', `${grants}/${id}`, { token })

    it('E101 are read by systems, by the one who got one and by the one it is for, and by nobody else', async () => {
      const { request, grant } = await give(world)
      for (const token of ['sys', 'bs', 'p1']) {
        const { status, body } = await read(grant, token)
        assert.equal(status, 200, token)
        assert.equal(body.data.id, grant)
        assert.equal(body.links.self, `${grants}/${grant}`)
        assert.deepEqual(body.data.relationships.source, {
          data: { type: 'AuthorizationRequest', id: request },
          links: { self: `${requests}/${request}` },
        })
      }
      for (const token of ['bs2', 'p2', 'org']) assertRefused(await read(grant, token), ...notYours)
      for (const token of ['sys', 'bs2', 'p1']) assertRefused(await read(strange, token), ...notFound)
      assertRefused(await read('1-1-1-1-1', 'sys'), ...badId)
      assertRefused(await world.call('GET', `${grants}/${grant}`, { token: null }), 401, 'Unauthorized')
    })

    it('E101 say what was given, to whom and until when, without any number of a person', async () => {
      const { grant } = await give(world)
      const { text, body } = await read(grant, 'bs')
      const { attributes, relationships } = body.data
      assert.equal(attributes.status, 'Active')
      assert.match(attributes.validFrom, /T00:00:00\+0[12]:00$/)
      assert.match(attributes.validTo, /T00:00:00\+0[12]:00$/)
      assert.equal(Number(attributes.validTo.slice(0, 4)) - Number(attributes.validFrom.slice(0, 4)), 1)
      assert.equal(attributes.validTo.slice(4, 10), attributes.validFrom.slice(4, 10))
      assert.deepEqual(relationships.grantedFor.data, { type: 'Person', id: world.ids.p1 })
      assert.deepEqual(relationships.grantedBy.data, { type: 'Person', id: world.ids.p1 })
      assert.deepEqual(relationships.grantedTo.data, { type: 'OrganizationEntity', id: glns.bs })
      assert.equal('meta' in body.data, false)
      assert.ok(Object.values(nins).every(number => !text.includes(number)))
      assert.ok(!text.includes('null'))
    })

    it('E102 list their scopes, each with one resource', async () => {
      const { grant } = await give(world)
      const path = `${grants}/${grant}/scopes`
      const { status, body } = await world.call('GET', path, { token: 'sys' })
      assert.equal(status, 200)
      assert.equal(body.links.self, path)
      assert.ok(body.meta.createdAt)
      const [scope, ...more] = body.data
      assert.deepEqual(more, [])
      assert.equal(scope.attributes.permissionType, change)
      assert.deepEqual(scope.relationships.authorizedResources.data, [
        { type: 'MeteringPoint', id: points.m1 },
      ])
      const { data } = (await read(grant, 'sys')).body
      assert.deepEqual(data.relationships.scopes.data, [{ type: 'AuthorizationScope', id: scope.id }])

      assertRefused(await world.call('GET', path, { token: 'bs2' }), ...notYours)
      assertRefused(await world.call('GET', path, { token: null }), 401, 'Unauthorized')
      assertRefused(await world.call('GET', `${grants}/${strange}/scopes`, { token: 'sys' }), ...notFound)
      assertRefused(await world.call('GET', `${grants}/x/scopes`, { token: 'sys' }), ...badId)
    })

    it('E102 with no scope or with two are told as they are', async () => {
      const scopes = ['a', 'b'].map(resourceId => ({ permission: 'read', resourceType: 'api', resourceId }))
      for (const some of [[], scopes]) {
        const { grant } = await give(world)
        await setScopes(world, grant, some)
        const { status, body } = await world.call('GET', `${grants}/${grant}/scopes`, { token: 'p1' })
        assert.equal(status, 200)
        assert.equal(body.data.length, some.length)
        assert.equal(new Set(body.data.map(({ id }: { id: string }) => id)).size, some.length)
      }
    })

    it('E103 are listed to the one who got them and the one they are for, newest first', async () => {
      const first = await give(world)
      const second = await give(world)
      const list = async (token: string, query = '') =>
        (await world.call('GET', `${grants}${query}`, { token })).body
      for (const token of ['bs', 'p1']) {
        const { data, meta } = await list(token)
        const listed = data.map(({ id }: { id: string }) => id)
        assert.deepEqual(listed.slice(0, 2), [second.grant, first.grant])
        assert.equal(meta.totalItems, listed.length)
        assert.equal(meta.pageSize, 100)
        assert.ok(data[0].links.self.endsWith(second.grant))
      }
      const total = (await list('bs')).meta.totalItems
      const { data, links, meta } = await list('bs', '?page[number]=1&page[size]=1')
      const link = (page: number) => `${grants}?page[number]=${page}&page[size]=1`
      assert.equal(data[0].id, first.grant)
      assert.deepEqual(links, {
        self: link(1),
        first: link(0),
        last: link(total - 1),
        prev: link(0),
        ...(total > 2 && { next: link(2) }),
      })
      assert.deepEqual([meta.totalItems, meta.totalPages, meta.page, meta.pageSize], [total, total, 1, 1])
      const nothing = await list('p2')
      assert.deepEqual([nothing.data, nothing.meta.totalItems, nothing.meta.totalPages], [[], 0, 0])
      assert.equal(nothing.links.last, `${grants}?page[number]=0&page[size]=100`)
      const beyond = await list('bs', '?page[number]=99999999999&page[size]=x')
      assert.equal(beyond.meta.pageSize, 100)
      assertRefused(await world.call('GET', grants, { token: 'sys' }), ...notYours)
    })

    it('E103 are not listed to a party that was never seen, which stays unknown', async () => {
      const parties = () => database.connection().read<{ n: number }>('select count(*)::int as n from party')
      const [before] = await parties()
      const { status, body } = await world.call('GET', grants, { token: 'org' })
      assert.deepEqual([status, body.data], [200, []])
      assert.deepEqual(await parties(), [before])
    })

    it('E104 tell times as clocks in Oslo do, cut to seconds', async () => {
      const { grant } = await give(world)
      const cases = [
        ['2025-04-04T02:00:00.999Z', '2025-04-04T04:00:00+02:00'],
        ['2025-01-04T02:00:00.500Z', '2025-01-04T03:00:00+01:00'],
      ] as const
      for (const [kept, shown] of cases) {
        await database
          .connection()
          .write('update authorization_grant set created_at = $2, valid_to = $3 where id = $1', [
            grant,
            new Date(kept),
            new Date('2040-01-01T00:00:00Z'),
          ])
        const { attributes } = (await read(grant, 'sys')).body.data
        assert.deepEqual([attributes.grantedAt, attributes.createdAt], [shown, shown])
      }
    })

    it('E105 are used up once, by a system', async () => {
      const { grant } = await give(world)
      const before = (await read(grant, 'sys')).body.data.attributes
      world.app.clock.move(5000)
      const { status, body } = await consume(world, grant)
      assert.equal(status, 200)
      assert.equal(body.data.attributes.status, 'Exhausted')
      assert.ok(body.data.attributes.updatedAt > before.updatedAt)
      assert.equal(body.links.self, `${grants}/${grant}`)
      assertRefused(await consume(world, grant), ...notActive)
      assert.equal((await read(grant, 'bs')).body.data.attributes.status, 'Exhausted')
    })

    it('E105 used up by ten at once are used up exactly once', async () => {
      const { grant } = await give(world)
      const answers = await Promise.all(Array.from({ length: 10 }, () => consume(world, grant)))
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      for (const lost of answers.filter(({ status }) => status !== 200)) assertRefused(lost, ...notActive)
      const { uses } = await world.app.stores.query.history(grant as GrantId)
      assert.equal(uses.length, 1)
    })

    it('E106 cannot be used up when their time is over, and are told to have expired', async () => {
      const { grant } = await give(world)
      world.app.clock.move(367 * day)
      assertRefused(
        await consume(world, grant),
        422,
        'AuthorizationGrant has expired',
        'Validity period has passed.',
      )
      assert.equal((await read(grant, 'bs')).body.data.attributes.status, 'Expired')
    })

    it('E107 take no other state', async () => {
      const { grant } = await give(world)
      for (const status of ['Active', 'Revoked', 'Expired']) {
        assertRefused(
          await consume(world, grant, { status }),
          422,
          'Invalid status transition',
          "Only 'Exhausted' status is allowed.",
        )
      }
      assertRefused(
        await consume(world, grant, { status: 'Nope' }),
        400,
        'Invalid field value in request body',
        "Invalid value 'Nope' for field 'status' at $.data.attributes.status",
      )
    })

    it('are not for others than systems to use up', async () => {
      const { grant } = await give(world)
      for (const token of ['bs', 'p1', 'org']) {
        assertRefused(
          await consume(world, grant, { token }),
          401,
          'Not authorized',
          'Not authorized for this endpoint.',
        )
      }
      assertRefused(
        await consume(world, strange),
        404,
        'Not found error',
        'AuthorizationGrant could not be found',
      )
    })

    it('E109 are named by the body as by the path', async () => {
      const { grant } = await give(world)
      const patch = (data: object, id = grant) =>
        world.call('PATCH', `${grants}/${id}`, { token: 'sys', body: { data } })
      const attributes = { status: 'Exhausted' }
      const type = 'AuthorizationGrant'
      for (const id of ['', '  ']) {
        assertRefused(await patch({ id, type, attributes }), 400, 'Missing input')
      }
      assertRefused(await patch({ type, attributes }), 400, 'Missing input')
      for (const id of ['not-a-uuid', strange]) {
        assertRefused(await patch({ id, type, attributes }), 409, 'Resource id mismatch')
      }
      assertRefused(
        await patch({ id: grant, type: 'test', attributes }),
        409,
        'Resource type mismatch',
        "Expected 'data.type' to be 'AuthorizationGrant', but received 'test'",
      )
      assertRefused(
        await patch({ id: 'not-a-uuid', type, attributes: {} }),
        400,
        'Missing required field in request body',
        "Field '[status]' is missing or invalid",
      )
      assertRefused(await patch({}, 'random-id'), ...badId)
    })

    it('keep the day of moving in, and nothing else of what was asked', async () => {
      const { grant } = await give(world, moveInOf(nins.p2, { moveInDate: '2026-01-01' }), 'p2')
      const { body } = await read(grant, 'sys')
      assert.deepEqual(body.data.meta, { moveInDate: '2026-01-01' })
    })

    it('E112 ten first uses of a number make one party, and the same number of another kind another', async () => {
      const number = '0107000000999'
      const { parties } = world.app.stores
      const found = await Promise.all(
        Array.from({ length: 10 }, () =>
          parties.findOrAdd({ kind: 'organization', scheme: 'gln', value: number }),
        ),
      )
      assert.equal(new Set(found.map(({ id }) => id)).size, 1)
      const other = await parties.findOrAdd({ kind: 'system', scheme: 'system', value: number })
      assert.notEqual(other.id, found[0]!.id)
    })

    it('taken back by the giver are told to be so, and cannot be used up', async () => {
      const { grant } = await give(world)
      await revoke(world, grant)
      assert.equal((await read(grant, 'bs')).body.data.attributes.status, 'Revoked')
      assertRefused(await consume(world, grant), ...notActive)
    })
  },
  'before all',
)

async function revoke({ app, ids }: ElhubWorld, id: string): Promise<void> {
  const { consents, clock } = app.stores
  const grant = (await consents.findGrant(id as GrantId))!
  const at = clock.now()
  await consents.saveGrant({
    grant: { ...grant, state: { name: 'revoked', at, by: ids.p1 as PartyId, reason: 'giver' } },
    events: [],
  })
}

async function setScopes(
  { app }: ElhubWorld,
  grant: string,
  scopes: readonly { permission: string; resourceType: string; resourceId: string }[],
): Promise<void> {
  const on = app.stores.units.connection()
  await on.write('delete from grant_scope where grant_id = $1', [grant])
  for (const [ordinal, { permission, resourceType, resourceId }] of scopes.entries()) {
    await on.write('insert into grant_scope values ($1, $2, $3, $4, $5)', [
      grant,
      ordinal,
      permission,
      resourceType,
      resourceId,
    ])
  }
}
