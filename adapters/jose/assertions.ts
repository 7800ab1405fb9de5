import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose'
import type { Assertions } from '../../server/ports/oauth/assertions.ts'

const algorithms = ['RS256', 'RS384', 'RS512']

export const assertions: Assertions = {
  read(compact) {
    try {
      return { header: { ...decodeProtectedHeader(compact) }, claims: { ...decodeJwt(compact) } }
    } catch {
      return undefined
    }
  },

  async isSignedBy(compact, { kty, n, e }) {
    const { alg } = decodeProtectedHeader(compact)
    if (kty !== 'RSA' || alg === undefined || !algorithms.includes(alg)) return false
    try {
      await compactVerify(compact, await importJWK({ kty, n: String(n), e: String(e) }, alg), { algorithms })
      return true
    } catch {
      return false
    }
  },
}
