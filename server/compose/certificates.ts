import type { ClientCertificates } from '../../adapters/oidc/issuer/materials.ts'
import { judgeOfClientCertificates } from '../../adapters/x509/client-certificates.ts'
import { type Config, isForTrying } from '../config/config.ts'
import { clientCertificate } from '../http/client-certificate.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'environment' | 'clientCertificates' | 'trustedProxies'>
  readonly publicUrl: string
  readonly stores: Pick<Stores, 'clock'>
  /** Further issuers of certificates, in PEM. */
  readonly moreRoots?: readonly string[] | undefined
}

/** Certificates of clients, where there is somebody who asks for them: `undefined` elsewhere. */
export function composeCertificates({
  config,
  publicUrl,
  stores: { clock },
  moreRoots = [],
}: Parts): ClientCertificates | undefined {
  const { origin, header, roots } = config.clientCertificates
  const { trustedProxies: trusted } = config
  const isTried = isForTrying(config) && trusted !== 0
  if (!origin && !isTried) return undefined
  return {
    origin: origin ?? publicUrl,
    shownIn: clientCertificate({ trusted, header }),
    ...judgeOfClientCertificates({ clock, roots, more: moreRoots }),
  }
}
