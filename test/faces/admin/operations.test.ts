import assert from 'node:assert/strict'
import { operatorScopes } from '../../../server/domain/operators/operations.ts'
import { type ProposalId, proposalEnds } from '../../../server/domain/operators/proposal.ts'
import { managementApi } from '../../../server/faces/admin/management-api.ts'
import { exampleProposal, otherProposalId } from '../../../server/faces/admin/wire/proposal-document.ts'
import { person } from '../../../server/domain/party.ts'
import { exampleRight, exampleShownRight } from '../../../server/faces/admin/wire/right-documents.ts'
import { entrySchemas } from '../../../server/registry/entries/entry-schemas.ts'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { type OperatorsDoor, operatorsDoor } from '../../support/operators-door.ts'
import { peopleToOperateOn } from './operated-world.ts'
import { startDemoApp } from '../../support/demo-app.ts'
import type { WholeApp } from '../../support/whole-app.ts'

const { routes } = managementApi({
  desk: {},
  entrySchemas: entrySchemas(),
  managementUrl: 'http://127.0.0.1',
} as FaceTools)

describe('each operation of the management API', () => {
  let app: WholeApp
  let door: OperatorsDoor
  let here: Readonly<Record<string, string>>
  before(async () => {
    app = await startDemoApp()
    door = operatorsDoor(app)
    const writer = await door.with(['registry.write'])
    const { status } = await door.call(writer, 'PUT /drafts/purpose/example-mistake', {
      headers: { 'if-none-match': '*' },
      json: { entry: {}, base: 0 },
    })
    assert.equal(status, 200)
    await addExampleRight()
    for (const id of [exampleProposal.id, otherProposalId]) await propose(id)
    here = (await peopleToOperateOn(app)).here
  })
  after(() => app.close())

  const addExampleRight = async () => {
    const { parties, database, clock } = app.stores
    const [actor, other] = await Promise.all([
      parties.findOrAdd(person(exampleRight.actor)),
      parties.findOrAdd(person(exampleRight.on_behalf_of)),
    ])
    await database.knex('party_right').insert({
      id: exampleShownRight.id,
      actor: actor.id,
      on_behalf_of: other.id,
      resource: 'example',
      valid_from: clock.now(),
      valid_to: new Date('2090-01-01'),
    })
  }

  const propose = (id: string) => {
    const at = app.clock.now()
    const { operation, target, command, by } = exampleProposal
    const given = { operation, target, command, by, verb: 'rotateKey', at, expiresAt: proposalEnds(at) }
    return app.stores.proposals.add({ ...given, id: id as ProposalId })
  }

  for (const route of routes) {
    it(`${route.operationId} is refused to whoever has every scope but its own, and its example is served to whoever has that alone`, async () => {
      const [scope] = route.scopes ?? []
      if (scope !== undefined) {
        const others = await door.with(operatorScopes.filter(one => one !== scope))
        assert.equal((await door.example(others, route, here)).status, 403)
      }
      const own = await door.with(operatorScopes.filter(one => one === scope || scope === undefined))
      const { status, text, json } = await door.example(own, route, here)
      assert.equal(status, route.response.status, text)
      if (route.response.body) route.response.body.parse(json)
    })
  }
})
