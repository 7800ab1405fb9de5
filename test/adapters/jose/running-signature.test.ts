import assert from 'node:assert/strict'
import { compactVerify, exportJWK, generateKeyPair } from 'jose'
import { runningSignature } from '../../../adapters/jose/receipt/running-signature.ts'
import { attached } from '../../../adapters/jose/receipt/signature.ts'

describe('a signature over what comes bit by bit', () => {
  const payload = Buffer.from('Samtykke, ærlig og åpent, i mange små biter')

  for (const size of [1, 2, 3, 4, 7, payload.length]) {
    it(`is that of the whole, by ${size} bytes`, async () => {
      const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
      const header = { alg: 'ES256', kid: 'k', iss: 'https://samtykke.example', iat: 1 }
      const signing = runningSignature(header, await exportJWK(privateKey))
      for (let at = 0; at < payload.length; at += size) signing.add(payload.subarray(at, at + size))
      const read = await compactVerify(attached(signing.finish(), payload), publicKey)
      assert.deepEqual(read.protectedHeader, { ...header, typ: 'consent-export' })
      assert.deepEqual(Buffer.from(read.payload), payload)
    })
  }
})
