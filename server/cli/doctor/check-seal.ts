import { verify, X509Certificate } from 'node:crypto'
import { configuredSeal } from '../../compose/seal.ts'
import type { Config } from '../../config/config.ts'
import { examine, type Finding, ill, well } from './finding.ts'

const probe = Buffer.from('samtykke doctor')

/** Lets the seal that is configured sign something that is no document. */
export async function checkSeal({ seal }: Pick<Config, 'seal'>): Promise<Finding[]> {
  if (!seal) return []
  const finding = await examine('seal', async () => {
    const { identity, signer } = await configuredSeal(seal)
    const { validTo } = new X509Certificate(identity.certificate)
    return verify('sha256', probe, identity.publicKey, await signer.sign(probe))
      ? well(`seal: signs, and its certificate is good until ${validTo}`)
      : ill('seal', 'the key does not belong to SAMTYKKE_SEAL_CERTIFICATE_FILE')
  })
  return [finding]
}
