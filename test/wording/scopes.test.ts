import assert from 'node:assert/strict'
import { languages } from '../../server/domain/text/text.ts'
import { describeScopes } from '../../server/wording/scopes.ts'
import { renderer } from '../support/page-server.ts'

const registry = { findResource: async () => undefined }
const scope = { permission: 'debt.read', resourceType: 'api', resourceId: 'https://debt.example/v1' }

describe('what was given of an API that is registered no more', () => {
  for (const language of languages) {
    it(`is told in ${language} in words, not by the value of its scope`, async () => {
      const [group] = await describeScopes({ registry, renderer }, [scope], language)
      assert.equal(group?.from, 'debt.example')
      assert.deepEqual(group?.what, [renderer.text('consent.what.unnamed', language)])
    })
  }
})
