import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { httpRightsRegister } from '../../../adapters/rights-register/http-rights-register.ts'
import { rightsWithRegister } from '../../../adapters/rights-register/rights-with-register.ts'
import type { PartyId } from '../../../server/domain/ids.ts'
import { isRefused } from '../../../server/domain/problem.ts'
import { type ChildServer, startChild } from '../../support/child-server.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type ScriptedService, startScriptedService } from '../../support/scripted-service.ts'
import { openTestCore, type TestCore } from '../../support/test-core.ts'
import { vouched } from '../../support/vouched.ts'

const kari = { nin: '14842249091' }
const bank = { orgno: '810419512' }
const ours = { resource: 'tax', action: 'read' }
const theirs = { resource: 'consents', action: 'write' }

onEachDatabase('a register of rights beside ours', database => {
  let world: TestCore
  let doubts: unknown[]
  beforeEach(async () => {
    doubts = []
    world = await openTestCore(database)
    const validity = { from: new Date(0), to: new Date('2100-01-01') }
    const right = { actor: world.kari.id, onBehalfOf: world.bank.id, ...ours }
    await world.ports.rights.give([vouched(right, validity)], 'Vera')
  })

  const beside = (url: string, { token = 'a-token', keepSeconds = 0, timeoutSeconds = 1 } = {}) =>
    rightsWithRegister({
      own: world.ports.rights,
      parties: world.ports.parties,
      register: httpRightsRegister({ url, token, timeoutSeconds }),
      keepSeconds,
      onDoubt: error => void doubts.push(error),
    })
  const needed = (rights: readonly { resource: string; action: string }[], actor: PartyId = world.kari.id) =>
    rights.map(right => ({ actor, onBehalfOf: world.bank.id, ...right }))

  describe('that answers', () => {
    let directory: string
    let register: ChildServer
    let url: string
    before(async () => {
      directory = await mkdtemp(join(tmpdir(), 'register-'))
      const file = join(directory, 'rights.json')
      await writeFile(
        file,
        JSON.stringify([{ actor: kari, on_behalf_of: bank, resource: 'consents', action: '*' }]),
      )
      register = await startChild({
        file: 'docs/examples/rights/register.ts',
        args: [file],
        readyWord: 'listening',
        env: { TOKEN: 'a-token', PORT: '0' },
      })
      url = `http://127.0.0.1:${register.ready.trim()}`
    })
    after(async () => {
      await register.kill()
      await rm(directory, { recursive: true })
    })

    it('allows what either of both says, and nothing else', async () => {
      const { mayAct } = beside(url)
      assert.ok(await mayAct(needed([theirs])))
      assert.ok(await mayAct(needed([ours, theirs])))
      assert.ok(await mayAct(needed([])))
      assert.equal(await mayAct(needed([ours, theirs, { resource: 'debt', action: 'read' }])), false)
      assert.equal(await mayAct(needed([theirs], world.ola.id)), false)
    })

    it('lists those whom either of both names, as far as they are known here', async () => {
      const { actsFor } = beside(url)
      assert.deepEqual(
        (await actsFor(world.kari.id)).map(({ displayName }) => displayName),
        ['Demobanken'],
      )
      assert.deepEqual(await actsFor(world.ola.id), [])
      assert.deepEqual(doubts, [])
    })

    it('is in doubt about who it does not let in', async () => {
      const asked = beside(url, { token: 'another' }).mayAct(needed([theirs]))
      await assert.rejects(asked, error => isRefused(error, 'rights-register.unavailable'))
    })
  })

  describe('that does as it is told', () => {
    let register: ScriptedService
    before(async () => {
      register = await startScriptedService([{ body: { may_act: true } }])
    })
    after(() => register.close())

    for (const [what, answer] of [
      ['says neither yes nor no', { body: { may_act: 'yes' } }],
      ['is no JSON', { body: 'yes' }],
      ['is a failure', { status: 500, body: { may_act: true } }],
      ['is too large', { body: { may_act: true, more: 'x'.repeat(70_000) } }],
    ] as const) {
      it(`is in doubt when its answer ${what}, and asks again`, async () => {
        register.say(answer)
        const { mayAct } = beside(register.url, { keepSeconds: 60 })
        await assert.rejects(mayAct(needed([theirs])), error =>
          isRefused(error, 'rights-register.unavailable'),
        )
        register.say({ body: { may_act: true } })
        assert.ok(await mayAct(needed([theirs])))
      })
    }

    it('is not asked about what ours says', async () => {
      register.say({ status: 500, body: {} })
      assert.ok(await beside(register.url).mayAct(needed([ours])))
    })

    it('is asked once for as long as its answer is kept', async () => {
      register.say({ body: { may_act: false } })
      const { mayAct } = beside(register.url, { keepSeconds: 60 })
      assert.equal(await mayAct(needed([theirs])), false)
      register.say({ body: { may_act: true } })
      assert.equal(await mayAct(needed([theirs])), false)
      assert.ok(await beside(register.url).mayAct(needed([theirs])))
    })

    it('lists ours alone when it is in doubt, and tells of it', async () => {
      register.say({ status: 503, body: {} })
      assert.deepEqual(await beside(register.url).actsFor(world.kari.id), [])
      assert.ok(doubts.every(error => isRefused(error, 'rights-register.unavailable')) && doubts.length === 1)
    })
  })
})
