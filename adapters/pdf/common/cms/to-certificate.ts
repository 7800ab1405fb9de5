import { Certificate } from 'pkijs'

/** Throws an ordinary `Error` for what is not one certificate in DER. */
export const toCertificate = (der: Uint8Array): Certificate => Certificate.fromBER(new Uint8Array(der))
