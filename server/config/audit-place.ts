import { z } from 'zod'

/** Where the audit trail goes. */
export type AuditPlace =
  | 'stdout'
  | { readonly file: string }
  | { readonly transport: 'tcp' | 'udp' | 'tls'; readonly host: string; readonly port: number }

const mistake = 'must be stdout, file:<path> or syslog:<host>:<port> (syslog+udp:, syslog+tls:)'

export const auditPlace = z
  .string()
  .transform(toPlace)
  .refine(place => place !== undefined, mistake)
  .transform(place => place!)

function toPlace(text: string): AuditPlace | undefined {
  if (text === 'stdout') return 'stdout'
  const [, file] = /^file:(.+)$/.exec(text) ?? []
  if (file !== undefined) return { file }
  const [, how = 'tcp', bracketed, plain, port] =
    /^syslog(?:\+(udp|tls|tcp))?:(?:\[([0-9a-fA-F:.]+)\]|([^\s:/[\]]+)):([0-9]{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) return undefined
  return { transport: how as 'tcp' | 'udp' | 'tls', host, port: Number(port) }
}
