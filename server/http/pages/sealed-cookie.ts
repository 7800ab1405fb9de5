import type { z } from 'zod'
import type { Sealer } from '../../ports/sealer.ts'

/** Something kept in the browser that neither the person nor a thief can read or move to another cookie. */
export function sealCookie(sealer: Sealer, name: string, content: unknown): string {
  const { keyId, ciphertext } = sealer.seal(JSON.stringify(content), `cookie/${name}`)
  return `${Buffer.from(keyId).toString('base64url')}.${Buffer.from(ciphertext).toString('base64url')}`
}

/** What was sealed into the cookie of this name; `undefined` for anything else. */
export function openCookie<T>(
  sealer: Sealer,
  { name, value, content }: { name: string; value: string | undefined; content: z.ZodType<T> },
): T | undefined {
  const [keyId, ciphertext] = (value ?? '').split('.').map(part => Buffer.from(part, 'base64url'))
  if (!keyId || !ciphertext) return undefined
  try {
    const text = sealer.open({ keyId: keyId.toString(), ciphertext }, `cookie/${name}`)
    return content.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
