import type { Sealer } from '../../../server/ports/sealer.ts'

/** A value that was sealed, as JSON. */
export interface SealedJson {
  readonly keyId: string
  /** In base64. */
  readonly sealed: string
}

interface Place {
  readonly place: string
}

export function sealJson(
  value: unknown,
  { sealer, place }: Place & { sealer: Pick<Sealer, 'seal'> },
): SealedJson {
  const { keyId, ciphertext } = sealer.seal(JSON.stringify(value ?? null), place)
  return { keyId, sealed: Buffer.from(ciphertext).toString('base64') }
}

/** The value; what was written plain as it is. */
export const openJson = (
  value: unknown,
  { sealer, place }: Place & { sealer: Pick<Sealer, 'open'> },
): unknown => (isSealed(value) ? JSON.parse(sealer.open(opened(value), place)) : value)

const opened = ({ keyId, sealed }: SealedJson) => ({ keyId, ciphertext: Buffer.from(sealed, 'base64') })

const isSealed = (value: unknown): value is SealedJson =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<SealedJson>).keyId === 'string' &&
  typeof (value as Partial<SealedJson>).sealed === 'string' &&
  Object.keys(value).length === 2
