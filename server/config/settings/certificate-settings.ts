import { text, webAddress } from './schemas.ts'
import { setting } from './setting.ts'

/** Certificates that clients show as they connect. */
export const certificateSettings = {
  SAMTYKKE_MTLS_URL: setting(
    webAddress,
    undefined,
    'Where clients are asked for a certificate as they connect (RFC 8705): the origin that the endpoints have there. Clients can use certificates only with it; in demo and test also with trusted proxies alone, at `SAMTYKKE_PUBLIC_URL`. Every trusted proxy must remove the header below from what others send.',
  ),
  SAMTYKKE_CLIENT_CERTIFICATE_HEADER: setting(
    text,
    'Client-Cert',
    'The header in which a trusted proxy names that certificate: as RFC 9440 writes it, as PEM encoded for a URL, or as bare base64.',
  ),
  SAMTYKKE_CLIENT_CERTIFICATE_ROOTS: setting(
    text,
    undefined,
    'PEM file, or directory of such, with those who issue certificates for `tls_client_auth`.',
  ),
} as const
